import { forgetDocuments } from '../document/forget.ts';
import { orNone } from '../http/problem.ts';
import { change, ended } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { pick } from '../kernel/json.ts';
import type { Stored } from '../kernel/store.ts';
import type { StoredContact } from './contact.schema.ts';
import { forgetRelations } from '../relation/forget.ts';
import { contacts } from './contact.store.ts';
import { placesOfPerson } from './places.ts';

type One = { contactId: Id<'contact'>; ifMatch?: number | undefined };

const lasting = ['contactId', 'companyId', 'version', 'revision', 'createdAt', 'updatedAt', 'createdBy'] as const;
/** What is left of a deleted contact for 30 days: that there was one, and who made it and ended it when. */
const bare = (contact: Stored<StoredContact>): Stored<StoredContact> => ({
  ...pick(contact, [...lasting, 'lastActor', 'lastAction', 'lastRequestId']),
  displayName: '-',
  positions: [],
});

/**
 * Deletes a contact for good: what is left names nobody. Whether senders may write to their addresses stays known by the
 * fingerprints of those. Their relations and documents go with them.
 */
export async function remove(ctx: Context, { contactId, ifMatch }: One): Promise<undefined> {
  await change(ctx, contacts, contactId, 'delete', (before) => ended(ctx, bare(before)), { ifMatch });
  // From now on none is written.
  await forgetRelations(ctx, contactId);
  await forgetDocuments(ctx, contactId);
}

/** Deletes the contacts that a customer is, who is erased: they are the same person. */
export async function forgetContacts(ctx: Context, customerId: Id<'customer'>): Promise<void> {
  for await (const steps of placesOfPerson(ctx, customerId, { from: undefined, size: 100 }))
    for (const { item } of steps) if (item) await orNone(remove(ctx, { contactId: item.contactId }));
}
