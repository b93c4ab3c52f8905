import { namesOfCustomers } from '../customer/names.ts';
import { equal, listOf } from '../http/list.ts';
import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { partOf } from '../kernel/json.ts';
import type { From, Stored } from '../kernel/store.ts';
import type { Step } from '../kernel/walk.ts';
import { start } from '../job/job.ts';
import type { Job } from '../job/job.schema.ts';
import { type DuplicateFilter, DuplicatePair, type StoredPair } from './duplicate.schema.ts';
import { pairs } from './duplicate.store.ts';

type Row = Stored<StoredPair>;
type Named = NonNullable<DuplicatePair['customers']>;
type Shown = Row & { customers: Named };

const shownOf = (row: Shown): DuplicatePair => partOf(DuplicatePair, row);

/** Pairs with what the two are called; none of which one is gone. */
async function named(ctx: Context, steps: readonly Step<Row>[]): Promise<Step<Shown>[]> {
  const ids = steps.flatMap(({ item }) => (item ? [item.firstId, item.secondId] : []));
  const names = await namesOfCustomers(ctx, ids);
  return steps.map(({ item, after }) => {
    const both = item ? [item.firstId, item.secondId] : [];
    const customers = both.flatMap((customerId) => {
      const name = names.get(customerId);
      return name ? [{ customerId, ...name }] : [];
    });
    return { item: item && customers.length === 2 ? { ...item, customers } : undefined, after };
  });
}

async function* openPairs(ctx: Context, from: From): AsyncGenerator<Step<Shown>[]> {
  for await (const steps of pairs.by(ctx, 'open', { status: 'open' }, from)) yield await named(ctx, steps);
}

/** Pairs that nobody has decided, the likeliest first. */
export const list = listOf<DuplicateFilter, Shown, DuplicatePair>(
  'duplicates',
  { band: equal('band'), suggestion: equal('suggestion') },
  (ctx, _, from) => openPairs(ctx, from),
  shownOf,
);

/** One pair, whatever was decided of it; 404 where there is none. */
async function get(ctx: Context, { pairKey }: Pick<StoredPair, 'pairKey'>): Promise<DuplicatePair> {
  const pair = await visible(ctx, pairs, pairKey);
  const [step] = await named(ctx, [{ item: pair, after: undefined }]);
  return shownOf(step?.item ?? { ...pair, customers: [] });
}

/** An answer about pairs. Of a request that is repeated only the key was kept. */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  const { pairKey, status } = (body ?? {}) as Partial<StoredPair>;
  return pairKey !== undefined && status === undefined ? get(ctx, { pairKey }) : body;
}

/** Says that two customers are not one; 404 where they are no pair. Again changes nothing. */
export async function dismiss(ctx: Context, { pairKey }: Pick<StoredPair, 'pairKey'>): Promise<DuplicatePair> {
  await change(ctx, pairs, pairKey, 'dismiss', (before) =>
    before.status === 'dismissed' ? undefined : { ...before, status: 'dismissed' as const },
  );
  return get(ctx, { pairKey });
}

/** Starts the job that looks at all customers; 409 while one runs. */
export const scan = (ctx: Context): Promise<Job> =>
  start(ctx, 'duplicateScan', {}, { permission: 'customers:merge', places: { of: 'duplicateScan', most: 1 } });
