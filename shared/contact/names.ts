import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { StoredContact } from './contact.schema.ts';
import { contacts } from './contact.store.ts';

type Named = Pick<StoredContact, 'displayName' | 'positions' | 'customerId'>;

/** What some contacts are called, and where they are; those who are gone are absent. Strongly consistent. */
export async function namesOfContacts(
  ctx: Context,
  ids: readonly Id<'contact'>[],
): Promise<ReadonlyMap<Id<'contact'>, Named>> {
  const rows = (await batchGet(
    ctx,
    ids.map((id) => contacts.keyOf(ctx, id)),
    { ConsistentRead: true },
  )) as Stored<StoredContact>[];
  return new Map(rows.filter((row) => isThere(ctx, row)).map((row) => [row.contactId, row]));
}
