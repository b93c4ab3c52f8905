import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { monthOf } from '../analysis/usage.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { traceOf } from '../kernel/log.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';

const keyOf = ({ companyId }: Pick<Context, 'companyId'>, month: string) => ({
  pk: `${companyPrefix(companyId)}ana#translated`,
  sk: month,
});

/** Characters that a company has had translated in a UTC month (`2026-11`). */
export async function charactersIn(ctx: Context, month = monthOf(ctx.now)): Promise<number> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: keyOf(ctx, month), ConsistentRead: true }),
  );
  return Number(Item?.['characters'] ?? 0);
}

/**
 * Takes characters out of the month's budget before they are sent; `budget-exceeded` where there are not so many left. A
 * process that dies afterwards has taken them for nothing: the budget errs low.
 */
export async function takeCharacters(ctx: Context, characters: number, budget: number | undefined): Promise<void> {
  const room = budget === undefined ? undefined : budget - characters;
  const refused = new Problem('budget-exceeded', 'The month’s characters of translation are used up.');
  if (room !== undefined && room < 0) throw refused;
  await retryOnConflict(ctx, async () => {
    try {
      await add(ctx, characters, room);
    } catch (error) {
      throw error instanceof ConditionFailed ? refused : error;
    }
  });
}

/** Gives back what was not translated. Never throws: the caller is told why it was not. */
export async function returnCharacters(ctx: Context, characters: number): Promise<void> {
  if (characters === 0) return;
  try {
    await retryOnConflict(ctx, () => add(ctx, -characters));
  } catch (error) {
    ctx.log.warn('characters of translation not returned', { companyId: ctx.companyId, characters, ...traceOf(error) });
  }
}

const add = (ctx: Context, characters: number, room?: number): Promise<void> =>
  commit(ctx, [
    {
      Update: {
        TableName: tableName(),
        Key: keyOf(ctx, monthOf(ctx.now)),
        UpdateExpression: 'ADD #characters :characters',
        ...(room !== undefined && {
          ConditionExpression: 'attribute_not_exists(#characters) OR #characters <= :room',
        }),
        ExpressionAttributeNames: { '#characters': 'characters' },
        ExpressionAttributeValues: { ':characters': characters, ...(room !== undefined && { ':room': room }) },
      },
    },
  ]);
