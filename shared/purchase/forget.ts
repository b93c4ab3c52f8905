import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { orNone } from '../http/problem.ts';
import { eachBatch } from '../kernel/batches.ts';
import { change, ended } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import { purchaseIdsOf } from './of-customer.ts';
import { totalsKey } from './purchase.rows.ts';
import type { Purchase } from './purchase.schema.ts';
import { purchases } from './purchase.store.ts';

/** So many purchases are deleted at a time. */
const PARALLEL = 10;

/** What is left of a deleted purchase for 30 days: that there was one, and for how much. */
const bare = ({
  externalId: _e,
  source: _s,
  lines: _l,
  invoice: _i,
  locationId: _p,
  ...rest
}: Stored<Purchase>): Stored<Purchase> => rest;

/** Deletes all purchases of a customer who is erased. Whoever is interrupted here goes on with what is left. */
export async function forgetPurchases(ctx: Context, customerId: Id<'customer'>): Promise<void> {
  for await (const ids of purchaseIdsOf(ctx, customerId)) {
    await eachBatch(ids, { size: 1, parallel: PARALLEL }, async ([id]) => {
      if (id) await orNone(change(ctx, purchases, id, 'delete', (before) => ended(ctx, bare(before))));
    });
  }
  await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key: totalsKey(ctx, customerId) }));
}
