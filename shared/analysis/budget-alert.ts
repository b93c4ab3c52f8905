import { endSystemAlert, openSystemAlert, systemFactsOf } from '../alert/system.ts';
import { readSettings } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import { levelNow } from './budget-level.ts';
import type { BudgetLevel } from './budget-level.schema.ts';
import { monthEnd, monthOf, usageOf } from './usage.ts';

type Reached = Pick<BudgetLevel, 'percent' | 'month' | 'budgetUnits'>;

/**
 * Opens the alert about the month's budget, or raises it once texts wait; it ends with the month. Events come in any order:
 * the higher level stays, and of a month that is over, or a budget that holds no more, nothing is told.
 */
export async function alertOnBudget(
  ctx: Context,
  { levelId, percent: told, ...reached }: Reached & Pick<BudgetLevel, 'levelId'>,
): Promise<void> {
  const { month, budgetUnits } = reached;
  if (month !== monthOf(ctx.now) || budgetUnits !== (await budgetOf(ctx))) return;
  const percent = (await usageOf(ctx, month)).told100 === budgetUnits ? 100 : told;
  await open(ctx, { ...reached, percent }, levelId);
}

/** Where another budget holds than an alert tells of, ends it, and opens one where that budget is nearly used, too. */
export async function watchBudget(ctx: Context, { eventId }: { eventId: string }): Promise<void> {
  const month = monthOf(ctx.now);
  const of = { kind: 'analysis_budget', key: month } as const;
  const [budgetUnits, told] = await Promise.all([budgetOf(ctx), systemFactsOf(ctx, of)]);
  if (told?.budget === budgetUnits) return;
  if (told) await endSystemAlert(ctx, of);
  const percent = budgetUnits === undefined ? undefined : levelNow(budgetUnits, await usageOf(ctx, month));
  if (percent !== undefined && budgetUnits !== undefined) await open(ctx, { month, percent, budgetUnits }, eventId);
}

const budgetOf = async (ctx: Context): Promise<number | undefined> =>
  (await readSettings(ctx)).analysis.monthlyBudgetUnits;

const open = (ctx: Context, { month, percent, budgetUnits }: Reached, occurrence: string): Promise<void> =>
  openSystemAlert(ctx, {
    kind: 'analysis_budget',
    key: month,
    severity: percent === 100 ? 'critical' : 'warning',
    facts: { percent, month, budget: budgetUnits },
    occurrence,
    until: monthEnd(month),
  });
