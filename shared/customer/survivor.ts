import { Problem } from '../http/problem.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { customerKey } from './customer.keys.ts';
import type { StoredCustomer } from './customer.schema.ts';

type Row = Stored<StoredCustomer>;

/** A survivor of a merge may be merged itself, and so on: no customer is made of so many steps. */
const MOST_STEPS = 20;

/** Some customers as they are stored, also those that are gone or merged, in no order; strongly consistent. */
export const rowsOf = async (ctx: Context, ids: readonly Id<'customer'>[]): Promise<Row[]> =>
  (await batchGet(
    ctx,
    ids.map((id) => customerKey(ctx, id)),
    { ConsistentRead: true },
  )) as Row[];

/** The customer of an id, or whom it was merged into; undefined where there is none, or none any more. */
export async function survivorOf(ctx: Context, customerId: Id<'customer'>): Promise<Row | undefined> {
  let next: Id<'customer'> | undefined = customerId;
  for (let step = 0; next !== undefined && step <= MOST_STEPS; step++) {
    const [row]: Row[] = await rowsOf(ctx, [next]);
    const into: Id<'customer'> | undefined = row?.mergedInto;
    if (row && row.deletedAt === undefined) return row;
    next = into;
  }
  return undefined;
}

/** The same; 404 where there is none. */
export async function survivor(ctx: Context, customerId: Id<'customer'>): Promise<Row> {
  const row = await survivorOf(ctx, customerId);
  if (!row) throw new Problem('not-found');
  return row;
}
