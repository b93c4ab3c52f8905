import { equal, type FilterTests, listOf } from '../http/list.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { type From, isThere, type Steps, type Stored } from '../kernel/store.ts';
import type { Customer, CustomerFilter, StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';
import { holderOf } from './external-ids.ts';

type Row = Stored<StoredCustomer>;

const tests: FilterTests<Row, CustomerFilter> = {
  type: equal('type'),
  status: equal('status'),
  accountTier: ({ accountTier }, wanted) => accountTier?.value === wanted,
  tag: ({ tags = [] }, wanted) => tags.includes(wanted),
  ownerId: equal('ownerId'),
  sourceType: ({ source }, wanted) => source.type === wanted,
  group: equal('group'),
  industry: equal('industry'),
  externalId: ({ externalIds = [] }, wanted) =>
    externalIds.some(({ source, id }) => source === 'default' && id === wanted),
  createdFrom: ({ createdAt }, wanted) => createdAt >= wanted,
  createdTo: ({ createdAt }, wanted) => createdAt <= wanted,
  updatedFrom: ({ updatedAt }, wanted) => updatedAt >= wanted,
};

/** The one customer that has an external id of the company; none behind it. */
async function* ofExternalId(ctx: Context, id: string): Steps<StoredCustomer> {
  const customerId = await holderOf(ctx, { source: 'default', id });
  const [row] = customerId
    ? ((await batchGet(ctx, [customers.keyOf(ctx, customerId)], { ConsistentRead: true })) as Row[])
    : [];
  yield [{ item: isThere(ctx, row) ? row : undefined, after: undefined }];
}

/** Customers by their latest change, down to an instant: what lies before is not read. */
async function* downTo(steps: Steps<StoredCustomer>, instant: string | undefined): Steps<StoredCustomer> {
  for await (const some of steps) {
    const end = some.findIndex(({ item }) => instant !== undefined && item !== undefined && item.updatedAt < instant);
    if (end < 0) {
      yield some;
      continue;
    }
    yield [...some.slice(0, end), { item: undefined, after: undefined }];
    return;
  }
}

const source = (ctx: Context, { externalId, ownerId, updatedFrom }: CustomerFilter, from: From) => {
  if (externalId !== undefined) return ofExternalId(ctx, externalId);
  const recent =
    ownerId === undefined ? customers.by(ctx, 'recent', {}, from) : customers.by(ctx, 'ofOwner', { ownerId }, from);
  return downTo(recent, updatedFrom);
};

/** Customers that every given filter lets through, the latest change first. */
export const list = listOf<CustomerFilter, Row, Customer>('customers', tests, source, (row) => customers.publicOf(row));
