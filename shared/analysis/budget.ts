import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { traceOf } from '../kernel/log.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { commit } from '../kernel/write.ts';

/** Months are UTC months, as on the bill. */
const usageKey = ({ companyId, now }: Context) => ({
  pk: `${companyPrefix(companyId)}ana#usage`,
  sk: now.toISOString().slice(0, 7),
});

/** Units that a company has used in the current month. */
export async function usedUnits(ctx: Context): Promise<number> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: usageKey(ctx), ConsistentRead: true }),
  );
  return Number(Item?.['units'] ?? 0);
}

/**
 * Takes the units of as many of the first texts as the monthly budget still pays for, before they are sent.
 * Returns how many texts that is. A process that dies afterwards has taken units for nothing: the budget errs low.
 */
export async function reserveUnits(ctx: Context, costs: readonly number[], monthlyBudget = Infinity): Promise<number> {
  return retryOnConflict(ctx, async () => {
    const room = monthlyBudget === Infinity ? Infinity : monthlyBudget - (await usedUnits(ctx));
    let [granted, units] = [0, 0];
    while (granted < costs.length && units + (costs[granted] ?? 0) <= room) units += costs[granted++] ?? 0;
    if (granted > 0) await addUnits(ctx, units, monthlyBudget);
    return granted;
  });
}

/**
 * Gives back what a reservation took too much (it assumes the dearest case). Never throws: what it paid for has been
 * done, and must not be done again because of a row that is busy. The budget then errs low.
 */
export async function returnUnits(ctx: Context, units: number): Promise<void> {
  if (units === 0) return;
  try {
    await retryOnConflict(ctx, () => addUnits(ctx, -units, Infinity));
  } catch (error) {
    ctx.log.warn('units of analysis not returned', { companyId: ctx.companyId, units, ...traceOf(error) });
  }
}

/** Adds to the month's units; throws `ConditionFailed` when others have meanwhile used the room. */
function addUnits(ctx: Context, units: number, monthlyBudget: number): Promise<void> {
  const limited = units > 0 && monthlyBudget !== Infinity;
  const Update = {
    TableName: tableName(),
    Key: usageKey(ctx),
    UpdateExpression: 'ADD #units :units',
    ...(limited && { ConditionExpression: 'attribute_not_exists(#units) OR #units <= :room' }),
    ExpressionAttributeNames: { '#units': 'units' },
    ExpressionAttributeValues: { ':units': units, ...(limited && { ':room': monthlyBudget - units }) },
  };
  return commit(ctx, [{ Update }]);
}
