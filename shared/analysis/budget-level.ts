import { create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { traceOf } from '../kernel/log.ts';
import { isContention } from '../kernel/retry.ts';
import { defineStore } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import { BudgetLevel } from './budget-level.schema.ts';
import { monthOf, type Usage, usageKey } from './usage.ts';

export const budgetLevels = defineStore('analysisBudget', BudgetLevel, {
  id: 'levelId',
  key: { pk: () => 'ana#level', sk: ({ levelId }) => levelId },
  indexes: {},
});

const WARNING = 0.8;
type Percent = BudgetLevel['percent'];

/** Which levels of a budget are reached and not noted yet; `isSpent`: a text had to wait. */
function reached(budget: number, { units, told80, told100 }: Usage, isSpent: boolean): Percent[] {
  const levels: Percent[] = [];
  if (budget > 0 && units >= WARNING * budget && told80 !== budget) levels.push(80);
  if ((isSpent || (budget > 0 && units >= budget)) && told100 !== budget) levels.push(100);
  return levels;
}

/** The highest level of a budget that is reached; undefined below 80 %. */
export function levelNow(budget: number, { units, told100 }: Usage): Percent | undefined {
  if (told100 === budget || units >= budget) return 100;
  return units >= WARNING * budget ? 80 : undefined;
}

/**
 * Notes that 80 % or all of the month's budget is used, once for each budget, which is told as an event. Never throws: whoever
 * reserves units next, or the sweep, notes it then.
 */
export async function noteLevels(ctx: Context, budget: number, usage: Usage, isSpent = false): Promise<void> {
  const month = monthOf(ctx.now);
  for (const percent of reached(budget, usage, isSpent)) {
    const level = { levelId: `${month}.${percent}.${budget}`, month, percent, units: usage.units, budgetUnits: budget };
    try {
      await create(withoutKey(ctx), budgetLevels, level, { action: 'reach', also: [noted(ctx, level)] });
    } catch (error) {
      if (isContention(error)) continue;
      ctx.log.warn('level of the analysis budget not noted', { companyId: ctx.companyId, percent, ...traceOf(error) });
    }
  }
}

/** The reply that an Idempotency-Key keeps is that of the request, not of this. */
function withoutKey(ctx: Context): Context {
  const { idempotency: _, ...rest } = ctx;
  return rest;
}

/** With the units themselves, so that whoever reads those knows that it was told. */
const noted = (
  ctx: Context,
  { month, percent, budgetUnits }: Pick<BudgetLevel, 'month' | 'percent' | 'budgetUnits'>,
) => ({
  Update: {
    TableName: tableName(),
    Key: usageKey(ctx, month),
    UpdateExpression: percent === 80 ? 'SET told80 = :budget' : 'SET told100 = :budget, pausedSince = :now',
    ExpressionAttributeValues: {
      ':budget': budgetUnits,
      ...(percent === 100 && { ':now': ctx.now.toISOString() }),
    },
  },
});
