import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isThereStill } from '../customer/still-there.ts';
import type { Context } from '../kernel/context.ts';
import { addDays } from '../kernel/calendar.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { jsonEqual } from '../kernel/json.ts';
import { defineStore, type Stored } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import { type ScoreDay, StoredScore } from './score.schema.ts';

const KEPT_MS = 400 * 86_400_000;
const DAY = 'day#';

/** Each customer has scores at most once: their id is that of the customer under a prefix of its own. */
export function scoreIdOf(customerId: Id<'customer'>): Id<'score'> {
  const id = asId('score', `sco_${customerId.slice(customerId.indexOf('_') + 1)}`);
  if (!id) throw new Error('no id of scores follows from that of a customer');
  return id;
}

const valuesOf = ({ health, churnRisk, lifetimeValue, rfm }: StoredScore) => ({
  health: health.value,
  churnRisk: churnRisk.value,
  lifetimeValue: lifetimeValue.value,
  rfm: rfm.value,
});

/**
 * A row of the day on which values changed: the last ones of a day hold. Of somebody who is gone, or was merged into another
 * one, no scores are begun.
 */
function beside(ctx: Context, after: Stored<StoredScore>, before?: Stored<StoredScore>): TransactItem[] {
  const values = valuesOf(after);
  if (before && jsonEqual(values, valuesOf(before))) return [];
  const expiresAt = Math.ceil((Date.parse(after.updatedAt) + KEPT_MS) / 1_000);
  const { pk } = scores.keyOf(ctx, after.scoreId);
  const Item = { pk, sk: `${DAY}${after.day}`, day: after.day, ...values, expiresAt };
  return [{ Put: { TableName: tableName(), Item } }, ...(before ? [] : [isThereStill(ctx, after)])];
}

export const scores = defineStore('score', StoredScore, {
  id: 'scoreId',
  key: { pk: ({ scoreId }) => `sco#${scoreId}`, sk: () => 'score' },
  indexes: {},
  due: ({ nextAt }) => nextAt,
  beside,
});

const shown = ({ day, health, churnRisk, lifetimeValue, rfm }: ScoreDay): ScoreDay => ({
  day,
  health,
  churnRisk,
  lifetimeValue,
  rfm,
});

/** Days on which scores of a customer changed, from one day to another, the oldest first. */
export async function daysOf(
  ctx: Context,
  customerId: Id<'customer'>,
  { from, to }: { from: string; to: string },
): Promise<ScoreDay[]> {
  const { pk } = scores.keyOf(ctx, scoreIdOf(customerId));
  const all: ScoreDay[] = [];
  for await (const rows of walkPartition<ScoreDay>(ctx, pk, { between: [`${DAY}${from}`, `${DAY}${to}`] }))
    all.push(...rows.map(shown));
  return all;
}

/** The last day before another one on which scores changed. */
export async function dayBefore(ctx: Context, customerId: Id<'customer'>, day: string): Promise<ScoreDay[]> {
  // One page is enough: the limit is one row.
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': scores.keyOf(ctx, scoreIdOf(customerId)).pk,
        ':first': DAY,
        ':last': `${DAY}${addDays(day, -1)}`,
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 1,
    }),
  );
  return (Items as ScoreDay[]).map(shown);
}
