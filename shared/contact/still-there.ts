import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { stillThere } from '../kernel/still-there.ts';
import { isThere } from '../kernel/store.ts';
import type { TransactItem } from '../kernel/write.ts';
import { contacts } from './contact.store.ts';

type One = { contactId: Id<'contact'> };

/** For a transaction that writes something of a contact: it fails where they are deleted meanwhile. */
export const isThereStill = (ctx: Context, { contactId }: One): TransactItem =>
  stillThere(contacts.keyOf(ctx, contactId));

/** Whether there is such a contact; strongly consistent. */
export const isContact = async (ctx: Context, { contactId }: One): Promise<boolean> =>
  isThere(ctx, await contacts.find(ctx, contactId));
