import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { customersInOrder } from '../customer/all-customers.ts';
import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { shardOf } from '../kernel/ids.ts';
import { compact } from '../kernel/json.ts';
import { emitMetric } from '../kernel/log.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { boughtAtOf, medianGapDays } from './churn-points.ts';
import type { Facts } from './facts.ts';
import { DAY_MS } from './figure.ts';
import { factsOf, reconcileFacts } from './facts.rows.ts';
import { mainCurrency, netsOf } from './main-currency.ts';
import { type Cohort, stayed } from './retention.ts';
import { type Buyer, type Fifths, fifthsOf } from './rfm.ts';

/** What a customer is compared with: how the others of the company buy. */
export type Yardsticks = {
  at: string;
  customers: number;
  buyers: number;
  /** The currency in which the company sells most; amounts in others are compared with nothing. */
  currency?: string | undefined;
  /** The median of the customers’ own median gaps, in days. */
  gapDays?: number | undefined;
  fifths?: Fifths | undefined;
  windowDays: number;
  retention: { company: Cohort; tiers: Record<string, Cohort> };
};

const PER_READ = 100;
/** Each customer’s facts are compared with their purchases once in so many nights. */
const NIGHTS = 28;

/** What is needed of a customer; a company’s currency is known when all have been read. */
type Read = {
  nets: ReadonlyMap<string, number>;
  buyers: ReadonlyMap<string, Buyer>;
  gap: number | undefined;
  is: ReturnType<typeof stayed>;
  tier: string | undefined;
};

const key = ({ companyId }: Pick<Context, 'companyId'>) => ({
  pk: `${companyPrefix(companyId)}yardsticks`,
  sk: 'yardsticks',
});

/** What customers of a company are compared with since last night; undefined before the first one. */
export async function readYardsticks(ctx: Context): Promise<Yardsticks | undefined> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key(ctx) }));
  return Item?.['yardsticks'] as Yardsticks | undefined;
}

/** What somebody bought, in the order in which it is compared; undefined where they bought nothing in the currency. */
export function buyerOf({ counters, newest }: Facts, currency: string): Buyer | undefined {
  const monetary = (counters[`${currency}:net`] ?? 0) - (counters[`${currency}:returned`] ?? 0);
  const bought = Object.values(newest)
    .flat()
    .filter(({ kind, currency: of }) => kind !== 'return' && of === currency);
  if (bought.length === 0) return undefined;
  const frequency = ['sale', 'service', 'subscription'].reduce((sum, kind) => sum + (counters[`${kind}:n`] ?? 0), 0);
  return { recency: Math.max(...bought.map(({ at }) => Date.parse(at))), frequency, monetary };
}

/** What is needed of the facts of a customer; pure. */
export function readOf(facts: Facts, tier: string | undefined, now: Date, windowDays: number): Read {
  const nets = netsOf(facts.counters);
  const boughtAt = boughtAtOf(Object.values(facts.newest).flat());
  const buyers = [...nets.keys()].flatMap((currency): [string, Buyer][] => {
    const buyer = buyerOf(facts, currency);
    return buyer ? [[currency, buyer]] : [];
  });
  return { nets, buyers: new Map(buyers), gap: medianGapDays(boughtAt), is: stayed(boughtAt, now, windowDays), tier };
}

/** Yardsticks of what was read of all customers; pure. */
export function yardsticksOf(all: readonly Read[], now: Date, windowDays: number): Yardsticks {
  const nets = new Map<string, number>();
  const company: Cohort = { n: 0, stayed: 0 };
  const tiers: Record<string, Cohort> = {};
  for (const { nets: theirs, is, tier } of all) {
    for (const [currency, net] of theirs) nets.set(currency, (nets.get(currency) ?? 0) + net);
    if (is === 'no_customer') continue;
    for (const cohort of [company, ...(tier === undefined ? [] : [(tiers[tier] ??= { n: 0, stayed: 0 })])]) {
      cohort.n += 1;
      if (is === 'stayed') cohort.stayed += 1;
    }
  }
  const currency = mainCurrency(nets);
  const buyers = currency === undefined ? [] : all.flatMap((one) => one.buyers.get(currency) ?? []);
  const gaps = all.flatMap(({ gap }) => gap ?? []).toSorted((one, other) => one - other);
  return compact({
    at: now.toISOString(),
    customers: all.length,
    buyers: buyers.length,
    currency,
    gapDays: gaps[Math.floor(gaps.length / 2)],
    fifths: fifthsOf(buyers),
    windowDays,
    retention: { company, tiers },
  });
}

/** Whether it is a customer’s turn to be compared. */
const isTurn = (customerId: string, now: Date): boolean =>
  shardOf(customerId, NIGHTS) === Math.floor(now.getTime() / DAY_MS) % NIGHTS;

/**
 * Goes through all customers of a company and writes down what each is compared with. Who bought and has no facts yet gets
 * them; of some each night the facts are compared with the purchases and put right, and how many differed is a metric.
 * `score` is called with those whose facts changed.
 */
export async function measure(
  ctx: Context,
  score: (ctx: Context, customerId: Id<'customer'>) => Promise<unknown>,
): Promise<Yardsticks & { drift: number }> {
  const { churnWindowDays } = (await readCrmSettings(ctx)).scores;
  const all: Read[] = [];
  let drift = 0;
  let from: ItemKey | undefined;
  do {
    const { rows, after } = await customersInOrder(ctx, { from, size: PER_READ });
    const ids = rows.map(({ customerId }) => customerId);
    const known = await factsOf(ctx, ids);
    for (const { customerId, lastPurchaseAt, accountTier } of rows) {
      const isNew = lastPurchaseAt !== undefined && !known.has(customerId);
      if (isNew || (known.has(customerId) && isTurn(customerId, ctx.now))) {
        const changed = await reconcileFacts(ctx, customerId);
        if (!isNew) drift += changed;
        if (changed > 0) await score(ctx, customerId);
        for (const [id, facts] of await factsOf(ctx, [customerId])) known.set(id, facts);
      }
      const facts = known.get(customerId);
      if (facts) all.push(readOf(facts, accountTier?.value, ctx.now, churnWindowDays));
    }
    from = after;
  } while (from);
  const yardsticks = yardsticksOf(all, ctx.now, churnWindowDays);
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...key(ctx), yardsticks } }));
  emitMetric('customer_facts_drift', drift);
  return { ...yardsticks, drift };
}
