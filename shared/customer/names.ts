import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { customerKey } from './customer.keys.ts';
import type { StoredCustomer } from './customer.schema.ts';

type Named = Pick<StoredCustomer, 'displayName' | 'type'>;

/** What some customers are called, and their kind; those who are gone are absent. Strongly consistent by default. */
export async function namesOfCustomers(
  ctx: Context,
  ids: readonly Id<'customer'>[],
  { ConsistentRead = true }: { ConsistentRead?: boolean } = {},
): Promise<ReadonlyMap<Id<'customer'>, Named>> {
  const rows = await batchGet(
    ctx,
    ids.map((id) => customerKey(ctx, id)),
    {
      ConsistentRead,
      ProjectionExpression: 'customerId, displayName, #type, deletedAt, expiresAt',
      ExpressionAttributeNames: { '#type': 'type' },
    },
  );
  const there = (rows as Stored<StoredCustomer>[]).filter((row) => isThere(ctx, row));
  return new Map(there.map(({ customerId, displayName, type }) => [customerId, { displayName, type }]));
}
