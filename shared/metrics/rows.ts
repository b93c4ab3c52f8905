import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { batchGet, sendOptions } from '../kernel/batch-get.ts';
import { eachBatch } from '../kernel/batches.ts';
import { monthEnd, monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { fromKeyPart } from '../kernel/ids.ts';
import { tableName } from '../kernel/table.ts';
import { type CountedKind, COMPANY_KEY } from './counted-kind.ts';
import { counterName } from './counter-names.ts';
import type { Counters } from './counters.ts';
import { dayPartition, daySort, monthPartition, monthSort } from './rollup.keys.ts';
import type { Grain } from './totals.ts';

/** One stored counter row. */
export type Row = { grain: Grain; period: string; key: string; counters: Counters };
/** The same with its key in the table, for whoever has to find it again. */
export type StoredRow = { key: RowKey; group: string; period: string; counters: Counters };
export type RowKey = { pk: string; sk: string };
export const rowName = ({ pk, sk }: RowKey): string => `${pk} ${sk}`;
export type Range = { from: string; to: string };

/** A range cut into whole months, which have rows of their own, and the days around them. */
export function cut({ from, to }: Range, whole: boolean): { months: string[]; days: Range[] } {
  const months: string[] = [];
  const days: Range[] = [];
  for (const month of monthsBetween(from, to)) {
    const [first, last] = [`${month}-01`, monthEnd(month)];
    if (whole && from <= first && last <= to) months.push(month);
    else days.push({ from: from > first ? from : first, to: to < last ? to : last });
  }
  return { months, days };
}

type Options = {
  /** Only this key; all keys of the dimension unless given. */
  key?: string | undefined;
  /** Month rows for whole months (few reads), or only day rows. */
  whole: boolean;
  /** Rollups lag behind writes by seconds anyway, so ordinary reads are eventually consistent at half the price. */
  consistent?: boolean;
};

/**
 * The rows of a dimension over a range of days. What it costs depends on the length of the range and the
 * number of keys, never on the number of records behind them.
 */
export async function readRows(ctx: Context, dimension: string, range: Range, options: Options): Promise<Row[]> {
  const { months, days } = cut(range, options.whole);
  const parts = await Promise.all([
    ...days.map((part) => dayRows(ctx, dimension, part, options)),
    ...(!isTotal(dimension) && options.key !== undefined
      ? [monthsOfKey(ctx, dimension, months, options.key, options)]
      : byYear(months).map((year) => monthRows(ctx, dimension, year, options))),
  ]);
  return parts.flat();
}

async function dayRows(ctx: Context, dimension: string, { from, to }: Range, options: Options): Promise<Row[]> {
  const key = isTotal(dimension) ? COMPANY_KEY : options.key;
  const items = await query(ctx, options, {
    KeyConditionExpression: `pk = :pk${key === undefined ? '' : ' AND sk BETWEEN :from AND :to'}`,
    ExpressionAttributeValues: {
      ':pk': dayPartition(ctx.companyId, dimension, from.slice(0, 7)),
      ...(key !== undefined && { ':from': daySort(key, from), ':to': daySort(key, to) }),
    },
  });
  return items.map((item) => rowOf('day', item)).filter(({ period }) => period >= from && period <= to);
}

/** A dimension of one row a period has the company's name in every kind: `company`, `invited.company`. */
const isTotal = (dimension: string): boolean => /(?:^|\.)company$/.test(dimension);

const byYear = (months: string[]): string[][] => [...Map.groupBy(months, (month) => month.slice(0, 4)).values()];

async function monthRows(ctx: Context, dimension: string, months: string[], options: Options): Promise<Row[]> {
  const [first = '', last = ''] = [months[0], months.at(-1)];
  const items = await query(ctx, options, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    // `$` follows `#`, so the upper bound takes in every key of the last month.
    ExpressionAttributeValues: {
      ':pk': monthPartition(ctx.companyId, dimension, first.slice(0, 4)),
      ':from': `${first}#`,
      ':to': `${last}$`,
    },
  });
  return items.map((item) => rowOf('month', item));
}

async function monthsOfKey(
  ctx: Context,
  dimension: string,
  months: string[],
  key: string,
  { consistent = false }: Options,
): Promise<Row[]> {
  const keys = months.map((month) => ({
    pk: monthPartition(ctx.companyId, dimension, month.slice(0, 4)),
    sk: monthSort(key, month),
  }));
  return (await batchGet(ctx, keys, { ConsistentRead: consistent })).map((item) => rowOf('month', item));
}

/** Partitions that are read at a time: a year of a kind has some 200, most of them empty. */
const AT_ONCE = 8;

/** Rows of a kind as they stand in the table: of a range of days, and of the whole months in it; by the text of their key. */
export async function storedRows(
  ctx: Context,
  { dimensions, isMonthly = () => false }: Pick<CountedKind, 'dimensions' | 'isMonthly'>,
  range: Range,
): Promise<Map<string, StoredRow>> {
  const months = monthsBetween(range.from, range.to);
  const whole = cut(range, true).months;
  const partitions = dimensions.flatMap((dimension) => [
    ...(isMonthly(dimension) ? [] : months).map((month) => ({
      grain: 'day' as const,
      pk: dayPartition(ctx.companyId, dimension, month),
    })),
    ...byYear(whole).map(([month = '']) => ({
      grain: 'month' as const,
      pk: monthPartition(ctx.companyId, dimension, month.slice(0, 4)),
    })),
  ]);
  const rows = new Map<string, StoredRow>();
  await eachBatch(partitions, { size: 1, parallel: AT_ONCE }, async (some) => {
    for (const { grain, pk } of some) {
      const items = await query(
        ctx,
        { consistent: true, whole: false },
        { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } },
      );
      for (const item of items) {
        const { key: group, period, counters } = rowOf(grain, item);
        const inside = grain === 'month' ? whole.includes(period) : period >= range.from && period <= range.to;
        const key = { pk, sk: String(item['sk']) };
        if (inside) rows.set(rowName(key), { key, group, period, counters });
      }
    }
  });
  return rows;
}

async function query(
  ctx: Context,
  { consistent = false }: Options,
  input: Omit<QueryCommandInput, 'TableName'>,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey } = await ctx.db.send(
      new QueryCommand({ TableName: tableName(), ConsistentRead: consistent, ExclusiveStartKey: from, ...input }),
      sendOptions(ctx),
    );
    items.push(...(Items ?? []));
    from = LastEvaluatedKey;
  } while (from);
  return items;
}

function rowOf(grain: Grain, { pk: _pk, sk, key: whole, ...counters }: Record<string, unknown>): Row {
  const [first = '', second = ''] = String(sk).split('#');
  const [part, period] = grain === 'day' ? [first, second] : [second, first];
  const named = Object.entries(counters as Counters).map(([name, count]) => [counterName(name), count]);
  return {
    grain,
    period,
    key: typeof whole === 'string' ? whole : fromKeyPart(part),
    counters: Object.fromEntries(named) as Counters,
  };
}
