import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { isThereStill } from '../customer/still-there.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { jsonEqual } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { commit, unlessChanged } from '../kernel/write.ts';
import { type PurchaseFact, purchaseFact } from '../purchase/fact.ts';
import { purchaseIdsOf } from '../purchase/of-customer.ts';
import { type Facts, factsOfAll, KEPT_ENTRIES, needsRefill, noFacts, replaced } from './facts.ts';

type CustomerId = Id<'customer'>;
type Row = { pk: string; sk: string };
type Head = Row & Facts & { revision: number };
/** What has been counted of one record: its revision, and what it said then; nothing where it adds nothing any more. */
type Entry = Row & { revision: number; fact?: PurchaseFact };

const HEAD = 'facts';
const LEDGER = 'of#';
/** `~` sorts behind all ids. */
const ALL = [LEDGER, `${LEDGER}~`] as const;

const partition = ({ companyId }: Pick<Context, 'companyId'>, customerId: CustomerId): string =>
  `${companyPrefix(companyId)}fct#${customerId}`;
const headKey = (ctx: Context, customerId: CustomerId): Row => ({ pk: partition(ctx, customerId), sk: HEAD });
const entryKey = (ctx: Context, customerId: CustomerId, id: string): Row => ({
  pk: partition(ctx, customerId),
  sk: `${LEDGER}${id}`,
});
const factsIn = (head: Head | undefined): Facts => (head ? { counters: head.counters, newest: head.newest } : noFacts);

/** The facts of some customers; those who have none yet are left out. Strongly consistent. */
export async function factsOf(ctx: Context, customerIds: readonly CustomerId[]): Promise<Map<CustomerId, Facts>> {
  const heads = await batchGet(
    ctx,
    customerIds.map((id) => headKey(ctx, id)),
    { ConsistentRead: true },
  );
  const byPk = new Map((heads as Head[]).map((head) => [head.pk, head]));
  return new Map(
    customerIds.flatMap((id): [CustomerId, Facts][] => {
      const head = byPk.get(partition(ctx, id));
      return head ? [[id, factsIn(head)]] : [];
    }),
  );
}

async function ledgerOf(ctx: Context, customerId: CustomerId): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const rows of walkPartition<Entry>(ctx, partition(ctx, customerId), { between: ALL })) all.push(...rows);
  return all;
}

/** The newest entries of a kind but for one record. */
async function newestBut(ctx: Context, customerId: CustomerId, { id, kind }: PurchaseFact): Promise<PurchaseFact[]> {
  const facts = (await ledgerOf(ctx, customerId)).flatMap(({ fact }) => fact ?? []);
  const others = facts.filter((fact) => fact.kind === kind && fact.id !== id);
  return others.toReversed().slice(0, KEPT_ENTRIES);
}

/**
 * Counts a purchase with a customer as it is now, or takes it off where it is not theirs any more. Its entry in the ledger and
 * the facts change in one transaction, each on condition that nobody was faster: so it is counted once, however often it is
 * told of, and in whatever order. Whether anything changed.
 */
export const foldPurchase = (ctx: Context, customerId: CustomerId, purchaseId: Id<'purchase'>): Promise<boolean> =>
  retryOnConflict(ctx, async () => {
    const keys = [headKey(ctx, customerId), entryKey(ctx, customerId, purchaseId)] as const;
    const [rows, found] = await Promise.all([
      batchGet(ctx, keys, { ConsistentRead: true }),
      purchaseFact(ctx, purchaseId),
    ]);
    const head = rows.find(({ sk }) => sk === HEAD) as Head | undefined;
    const entry = rows.find(({ sk }) => sk !== HEAD) as Entry | undefined;
    const fact = found?.customerId === customerId ? found.fact : undefined;
    if (jsonEqual(fact, entry?.fact)) return false;
    // Read before a change of which the ledger knows already: that one has counted it.
    const revision = found?.revision ?? (entry?.revision ?? 0) + 1;
    if (entry && entry.revision > revision) return false;
    const before = factsIn(head);
    const gone = fact ? undefined : entry?.fact;
    const refill = gone && needsRefill(before, gone) ? await newestBut(ctx, customerId, gone) : undefined;
    const after = replaced(before, entry?.fact, fact, refill);
    const TableName = tableName();
    const next = { ...keys[1], revision, ...(fact && { fact }) };
    await commit({ db: ctx.db, now: ctx.now, idempotency: undefined }, [
      { Put: { TableName, Item: next, ...unlessChanged(entry?.revision ?? 0, 'revision') } },
      {
        Put: {
          TableName,
          Item: { ...keys[0], ...after, revision: (head?.revision ?? 0) + 1 },
          ...unlessChanged(head?.revision ?? 0, 'revision'),
        },
      },
      // Nothing is counted with somebody who is erased meanwhile.
      ...(fact ? [isThereStill(ctx, { customerId })] : []),
    ]);
    return true;
  });

/**
 * Compares the facts of a customer with their purchases, all of which are read, and puts right what differs; how many purchases
 * were not counted as they are. Also makes the facts of who has none yet.
 */
export async function reconcileFacts(ctx: Context, customerId: CustomerId): Promise<number> {
  const ids = new Set<Id<'purchase'>>();
  for await (const some of purchaseIdsOf(ctx, customerId)) for (const id of some) ids.add(id);
  for (const { sk } of await ledgerOf(ctx, customerId)) {
    const id = asId('purchase', sk.slice(LEDGER.length));
    if (id) ids.add(id);
  }
  let drift = 0;
  for (const id of ids) if (await foldPurchase(ctx, customerId, id)) drift += 1;
  return drift;
}

/** The facts of a customer made anew from their purchases alone, for comparison; nothing is written. */
export async function recomputedFacts(ctx: Context, customerId: CustomerId): Promise<Facts> {
  const all: PurchaseFact[] = [];
  for await (const ids of purchaseIdsOf(ctx, customerId))
    for (const id of ids) {
      const found = await purchaseFact(ctx, id);
      if (found?.fact && found.customerId === customerId) all.push(found.fact);
    }
  return factsOfAll(all);
}

/** Ids of purchases that are counted with a customer. */
export const countedIds = async (ctx: Context, customerId: CustomerId): Promise<Id<'purchase'>[]> =>
  (await ledgerOf(ctx, customerId)).flatMap(({ fact }) => fact?.id ?? []);

/** Takes away all that is counted of a customer who is erased. */
export async function forgetFacts(ctx: Context, customerId: CustomerId): Promise<void> {
  for await (const rows of walkPartition<Row>(ctx, partition(ctx, customerId)))
    await eachBatch(rows, { size: 1, parallel: 8 }, async ([row]) => {
      if (row) await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key: { pk: row.pk, sk: row.sk } }));
    });
}
