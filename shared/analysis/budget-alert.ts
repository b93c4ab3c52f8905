import { openSystemAlert } from '../alert/system.ts';
import type { Context } from '../kernel/context.ts';
import type { BudgetLevel } from './budget-level.schema.ts';
import { usageOf } from './usage.ts';

/** Opens the alert about a month's budget, or raises it once texts wait. Events come in any order: the higher level stays. */
export async function alertOnBudget(
  ctx: Context,
  { levelId, month, percent: told, budgetUnits }: Pick<BudgetLevel, 'levelId' | 'month' | 'percent' | 'budgetUnits'>,
): Promise<void> {
  const percent = (await usageOf(ctx, month)).told100 === budgetUnits ? 100 : told;
  await openSystemAlert(ctx, {
    kind: 'analysis_budget',
    key: month,
    severity: percent === 100 ? 'critical' : 'warning',
    facts: { percent, month },
    occurrence: levelId,
  });
}
