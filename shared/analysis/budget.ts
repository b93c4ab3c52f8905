import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { codesOf, isConflict } from '../kernel/write.ts';

/** Months are UTC months, as on the bill. */
const usageKey = ({ companyId, now }: Context) => ({
  pk: `${companyPrefix(companyId)}ana#usage`,
  sk: now.toISOString().slice(0, 7),
});
const RACES = 8;

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
  for (let race = 0; race < RACES; race++) {
    const room = monthlyBudget === Infinity ? Infinity : monthlyBudget - (await usedUnits(ctx));
    let [granted, units] = [0, 0];
    while (granted < costs.length && units + (costs[granted] ?? 0) <= room) units += costs[granted++] ?? 0;
    if (granted === 0 || (await addUnits(ctx, units, monthlyBudget))) return granted;
    await pause(race);
  }
  throw new Error('the usage row is too busy');
}

/** Gives back what a reservation took too much (it assumes the dearest case); under contention the budget errs low. */
export async function returnUnits(ctx: Context, units: number): Promise<void> {
  for (let race = 0; units !== 0 && race < RACES; race++) {
    if (await addUnits(ctx, -units, Infinity)) return;
    await pause(race);
  }
}

const pause = (race: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** race));

/** False when others have meanwhile used the room or are writing the row. A transaction, because the SDK's retry of a lone ADD counts twice. */
async function addUnits(ctx: Context, units: number, monthlyBudget: number): Promise<boolean> {
  const limited = units > 0 && monthlyBudget !== Infinity;
  try {
    await ctx.db.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: tableName(),
              Key: usageKey(ctx),
              UpdateExpression: 'ADD #units :units',
              ...(limited && { ConditionExpression: 'attribute_not_exists(#units) OR #units <= :room' }),
              ExpressionAttributeNames: { '#units': 'units' },
              ExpressionAttributeValues: { ':units': units, ...(limited && { ':room': monthlyBudget - units }) },
            },
          },
        ],
      }),
    );
    return true;
  } catch (error) {
    if (isConflict(error) || codesOf(error).includes('ConditionalCheckFailed')) return false;
    throw error;
  }
}
