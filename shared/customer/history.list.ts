import { type Page, pageFrom } from '../http/listing.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { partOf } from '../kernel/json.ts';
import { type ItemKey, queryPages } from '../kernel/walk.ts';
import { getByAnyId } from './customer.ts';
import { historyPartition } from './history.ts';
import { CustomerChange } from './history.schema.ts';

type Row = CustomerChange & { expiresAt: number };

/** A change as this caller may see it: demographics are told to who may see them. */
function seenBy({ actor, now }: Context, row: Row): CustomerChange | undefined {
  const isSensitive = actor.permissions.has('customers:sensitive');
  const changes = row.changes.filter(({ field }) => isSensitive || field !== 'demographics');
  // TTL removes a row some time after its end.
  return changes.length === 0 || row.expiresAt <= now.getTime() / 1_000
    ? undefined
    : { ...partOf(CustomerChange, row), changes };
}

/** What was changed of a customer in the last 400 days, newest first; strongly consistent. 404 where there is none. */
export async function history(
  ctx: Context,
  { customerId: asked, limit, cursor }: { customerId: Id<'customer'>; limit: number; cursor?: string | undefined },
): Promise<Page<CustomerChange>> {
  const { customerId } = await getByAnyId(ctx, { customerId: asked });
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': historyPartition(ctx, customerId) },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
  };
  return pageFrom(
    ctx,
    { name: 'customer.history', filter: { customerId }, limit, cursor },
    async function* (from: ItemKey | undefined) {
      for await (const steps of queryPages<Row>(ctx, query, from))
        yield steps.map(({ item, after }) => ({ item: item && seenBy(ctx, item), after }));
    },
  );
}
