import type { Context } from '../kernel/context.ts';
import { traceOf } from '../kernel/log.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { tableName } from '../kernel/table.ts';
import { commit } from '../kernel/write.ts';
import { noteLevels } from './budget-level.ts';
import { type Cost, paidParts, restOf, sumOf, unitsIn } from './units.ts';
import { monthOf, usageKey, usageOf } from './usage.ts';

/** Who pays: a company's budget in units of the month, where it has one. */
export type Purse = {
  budget?: number | undefined;
  /** Units of the budget that must be left. */
  keep?: number;
  /** Whether a job over stored texts uses them, and not texts that have just come. */
  job?: boolean;
};

/**
 * Takes the units of as many of the first texts as the monthly budget still pays for, before they are sent.
 * Returns how many texts that is. A process that dies afterwards has taken units for nothing: the budget errs low.
 */
export async function reserveUnits(ctx: Context, costs: readonly Cost[], purse: Purse = {}): Promise<number> {
  const { budget, keep = 0, job = false } = purse;
  return retryOnConflict(ctx, async () => {
    const usage = budget === undefined ? undefined : await usageOf(ctx);
    const room = budget === undefined || !usage ? Infinity : budget - keep - usage.units;
    let [granted, units] = [0, 0];
    for (const cost of costs) {
      if (units + unitsIn(cost) > room) break;
      units += unitsIn(cost);
      granted++;
    }
    if (units > 0)
      await addUnits(ctx, sumOf(costs.slice(0, granted)), {
        job,
        ...(budget !== undefined && { limit: budget - keep }),
      });
    if (budget !== undefined && usage)
      await noteLevels(ctx, budget, { ...usage, units: usage.units + units }, granted < costs.length && !job);
    return granted;
  });
}

/**
 * Gives back what a reservation took too much (it assumes the dearest case). Never throws: what it paid for has been
 * done, and must not be done again because of a row that is busy. The budget then errs low.
 */
export async function returnUnits(ctx: Context, rest: Cost, { job = false }: Pick<Purse, 'job'> = {}): Promise<void> {
  if (paidParts.every((part) => rest[part] === 0)) return;
  try {
    await retryOnConflict(ctx, () => addUnits(ctx, restOf(sumOf([]), rest), { job }));
  } catch (error) {
    ctx.log.warn('units of analysis not returned', {
      companyId: ctx.companyId,
      units: unitsIn(rest),
      ...traceOf(error),
    });
  }
}

/** Adds to the month's units; throws `ConditionFailed` when others have meanwhile used the room. */
function addUnits(ctx: Context, cost: Cost, { job, limit }: { job: boolean; limit?: number }): Promise<void> {
  const units = unitsIn(cost);
  const added = { units, ...(job && { jobUnits: units }), ...cost };
  const names = Object.keys(added) as (keyof typeof added)[];
  const Update = {
    TableName: tableName(),
    Key: usageKey(ctx, monthOf(ctx.now)),
    UpdateExpression: `ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`,
    ...(limit !== undefined && { ConditionExpression: 'attribute_not_exists(#units) OR #units <= :room' }),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(names.map((name) => [`:${name}`, added[name]])),
      ...(limit !== undefined && { ':room': limit - units }),
    },
  };
  return commit(ctx, [{ Update }]);
}
