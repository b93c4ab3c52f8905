import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { type PaidPart, paidParts } from './units.ts';

const DAY_MS = 86_400_000;

/** What a company has used of the service in a month, in units. */
export type Usage = {
  units: number;
  /** Of those, what jobs over stored texts have used. */
  jobUnits: number;
  byPart: Record<PaidPart, number>;
  /** The budgets that were noted as used by 80 % and up. */
  told80?: number;
  told100?: number;
  /** When the first text had to wait for the budget of `told100`. */
  pausedSince?: string;
};

/** The UTC month (`2026-11`) of an instant: months are those of the bill. */
export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

export const usageKey = ({ companyId }: Pick<Context, 'companyId'>, month: string) => ({
  pk: `${companyPrefix(companyId)}ana#usage`,
  sk: month,
});

/** What a company has used in a month (`2026-11`), the current one unless given. */
export async function usageOf(ctx: Context, month = monthOf(ctx.now)): Promise<Usage> {
  const { Item = {} } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: usageKey(ctx, month), ConsistentRead: true }),
  );
  const { told80, told100, pausedSince } = Item as Partial<Usage>;
  const number = (name: string): number => Number(Item[name] ?? 0);
  return {
    units: number('units'),
    jobUnits: number('jobUnits'),
    byPart: Object.fromEntries(paidParts.map((part) => [part, number(part)])) as Usage['byPart'],
    ...(told80 !== undefined && { told80 }),
    ...(told100 !== undefined && { told100 }),
    ...(pausedSince !== undefined && { pausedSince }),
  };
}

/** Units that a company has used in the current month. */
export const usedUnits = async (ctx: Context): Promise<number> => (await usageOf(ctx)).units;

/** First instant of a month, or of one so many months later. */
const startOf = (month: string, later = 0): number => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return Date.UTC(year, number - 1 + later, 1);
};

/** When a month ends, as an ISO instant. */
export const monthEnd = (month: string): string => new Date(startOf(month, 1)).toISOString();

/**
 * Units that the texts to come are expected to need until the month ends: mean daily use × days left. The mean is that of
 * this month so far or of the month before, whichever is larger: the first days of a month say little. What jobs have used
 * says nothing of what is to come.
 */
export async function expectedUnits(ctx: Context): Promise<number> {
  const month = monthOf(ctx.now);
  const [start, end] = [startOf(month), startOf(month, 1)];
  const before = monthOf(new Date(startOf(month, -1)));
  const [now, then] = await Promise.all([usageOf(ctx), usageOf(ctx, before)]);
  const daily = ({ units, jobUnits }: Usage, ms: number): number => (units - jobUnits) / Math.max(1, ms / DAY_MS);
  const mean = Math.max(daily(now, ctx.now.getTime() - start), daily(then, start - startOf(before)));
  return Math.ceil((mean * (end - ctx.now.getTime())) / DAY_MS);
}

/** Units that jobs may still take this month; without a budget as many as they like. */
export async function roomForJobs(ctx: Context, budget: number | undefined): Promise<number> {
  if (budget === undefined) return Infinity;
  const [used, expected] = await Promise.all([usedUnits(ctx), expectedUnits(ctx)]);
  return Math.max(0, budget - used - expected);
}
