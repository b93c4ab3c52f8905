import { identify } from '../customer/identity.ts';
import { equal, type FilterTests, listOf } from '../http/list.ts';
import type { Page } from '../http/listing.ts';
import type { Context } from '../kernel/context.ts';
import { type Id, idPrefixes } from '../kernel/id-kinds.ts';
import { shardPages } from '../kernel/shards.ts';
import type { From, Steps } from '../kernel/store.ts';
import { orderAt } from '../kernel/timeline.ts';
import { itemsBehind } from '../kernel/walk.ts';
import { purchasesPartition, TOTALS } from './purchase.rows.ts';
import type { Purchase, PurchaseFilter } from './purchase.schema.ts';
import { purchases } from './purchase.store.ts';

type Filter = Omit<PurchaseFilter, 'customerId'> & { customerId?: Id<'customer'> | undefined };

/** Before every id that carries the instant or a later one. */
const idAt = (instant: string): string => `${idPrefixes.purchase}_${orderAt(instant)}`;

/** The purchases of a customer, the newest first: by the rows that lie with them. */
async function* ofCustomer(ctx: Context, customerId: Id<'customer'>, { from, size }: From): Steps<Purchase> {
  const partitions = [purchasesPartition(ctx, customerId)];
  for await (const steps of shardPages(ctx, { partitions, size, order: 'desc' }, from)) {
    const keys = steps.map(({ item, after }) => ({
      item: item && item['sk'] !== TOTALS ? purchases.keyOf(ctx, item['sk'] as Id<'purchase'>) : undefined,
      after,
    }));
    yield await itemsBehind(ctx, keys, { ConsistentRead: true });
  }
}

/** Ends a list, the newest first, where something earlier than an instant begins. */
async function* since(steps: Steps<Purchase>, from: string | undefined): Steps<Purchase> {
  for await (const some of steps) {
    const end = from === undefined ? -1 : some.findIndex(({ item }) => item !== undefined && item.at < from);
    if (end === -1) {
      yield some;
      continue;
    }
    yield [...some.slice(0, end), { item: undefined, after: undefined }];
    return;
  }
}

const tests: FilterTests<Purchase, Filter> = {
  customerId: equal('customerId'),
  kind: equal('kind'),
  from: ({ at }, wanted) => at >= wanted,
  to: ({ at }, wanted) => at < wanted,
};

const pages = listOf<Filter, Purchase, Purchase>(
  'purchases',
  tests,
  (ctx, { customerId, from: earliest, to }, { from, size }) => {
    // A position is the last sort key, so an instant can be one.
    const start = from ?? (to === undefined ? undefined : { sk: idAt(to), g2sk: idAt(to) });
    const all = { from: start, size };
    return since(
      customerId === undefined ? purchases.by(ctx, 'recent', {}, all) : ofCustomer(ctx, customerId, all),
      earliest,
    );
  },
  (row) => purchases.publicOf(row as Parameters<typeof purchases.publicOf>[0]),
);

/** Purchases that every given filter lets through, by their time. Of whom nobody knows there are none. */
export async function list(
  ctx: Context,
  { customerId, ...input }: PurchaseFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<Purchase>> {
  if (customerId === undefined) return pages(ctx, input);
  const customer = await identify(ctx, { customerId });
  return customer ? pages(ctx, { ...input, customerId: customer.customerId }) : { items: [], nextCursor: null };
}
