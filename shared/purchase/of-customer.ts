import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { partOf } from '../kernel/json.ts';
import { tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { purchasesPartition } from './purchase.rows.ts';
import { PurchaseInBrief, purchaseKinds, type PurchaseTotals } from './purchase.schema.ts';

type Row = Readonly<Record<string, unknown>>;

/** A purchase in brief, as a row that lies with its customer says it. */
export const briefIn = (row: Row): PurchaseInBrief => partOf(PurchaseInBrief, row as PurchaseInBrief);

/** What was bought in all, from the row that adds it up. */
function totalsIn(row: Row): PurchaseTotals {
  const numberOf = (name: string): number => Number(row[name] ?? 0);
  const used = Object.keys(row).flatMap((name) => /^([A-Z]{3})#/.exec(name)?.[1] ?? []);
  return {
    count: Object.fromEntries(
      purchaseKinds.map((kind) => [kind, numberOf(`count#${kind}`)]),
    ) as PurchaseTotals['count'],
    amounts: [...new Set(used)].toSorted().map((currency) => {
      const money = (name: string) => ({ amountMinor: numberOf(`${currency}#${name}`), currency });
      return { net: money('net'), total: money('total'), returned: money('returned') };
    }),
  };
}

/** The ids of all purchases of a customer, some at a time; strongly consistent. */
export async function* purchaseIdsOf(ctx: Context, customerId: Id<'customer'>): AsyncGenerator<Id<'purchase'>[]> {
  for await (const rows of walkPartition<{ sk: string }>(ctx, purchasesPartition(ctx, customerId)))
    yield rows.flatMap(({ sk }) => asId('purchase', sk) ?? []);
}

/**
 * The newest purchases of a customer in brief, so many at most, and what they have bought in all, which lies first; strongly
 * consistent.
 */
export async function purchasesOf(
  ctx: Context,
  customerId: Id<'customer'>,
  most: number,
): Promise<{ items: PurchaseInBrief[]; totals: PurchaseTotals }> {
  // One page is enough: no row has a kilobyte.
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': purchasesPartition(ctx, customerId) },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: most + 1,
    }),
  );
  const [totals = {}, ...rows] = Items;
  return { items: rows.map(briefIn), totals: totalsIn(totals) };
}
