import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact } from '../kernel/json.ts';
import type { Stored } from '../kernel/store.ts';
import { isThere } from '../kernel/store.ts';
import type { StoredContact } from './contact.schema.ts';
import { contacts } from './contact.store.ts';

type Wishes = NonNullable<StoredContact['preferences']>;

/** A contact as it is stored; undefined where there is none, or none any more. */
export async function contactById(ctx: Context, contactId: Id<'contact'>): Promise<Stored<StoredContact> | undefined> {
  const found = await contacts.find(ctx, contactId);
  return isThere(ctx, found) ? found : undefined;
}

/** Writes down what a contact wishes from now on, as they say it themselves; 404 for nobody. */
export async function wished(
  ctx: Context,
  { contactId }: { contactId: Id<'contact'> },
  next: (before: Wishes) => Wishes,
): Promise<void> {
  const keyless = { ...ctx, idempotency: undefined };
  await change(keyless, contacts, contactId, 'edit', (before) => ({
    ...before,
    preferences: compact(next(before.preferences ?? {})),
  }));
}
