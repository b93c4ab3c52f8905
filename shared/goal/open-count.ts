import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { keyPart } from '../kernel/ids.ts';
import type { Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Goal } from './goal.schema.ts';

/** Goals of one scope, key and metric that have not ended. */
export const MOST_OPEN = 3;

type Aim = Pick<Goal, 'scope' | 'key' | 'metric'>;

/** Names what goals share that compete; none where a goal has ended or is deleted. */
const aimOf = (goal: (Aim & { state?: Goal['state']; deletedAt?: string }) | undefined): string | undefined =>
  goal && goal.state !== 'ended' && goal.deletedAt === undefined
    ? `${goal.scope}#${keyPart(goal.key ?? '')}#${goal.metric}`
    : undefined;

const keyOf = ({ companyId }: Pick<Context, 'companyId'>, aim: string) => ({
  pk: `${companyPrefix(companyId)}goals-open`,
  sk: aim,
});

/** The writes that keep the count of open goals beside each change of one; a fourth fails on its condition. */
export function counted(ctx: Context, after: Stored<Goal>, before?: Stored<Goal>): TransactItem[] {
  const [from, to] = [aimOf(before), aimOf(after)];
  if (from === to) return [];
  const by = (aim: string, step: 1 | -1): TransactItem => ({
    Update: {
      TableName: tableName(),
      Key: keyOf(ctx, aim),
      UpdateExpression: 'ADD n :by',
      ...(step > 0 && { ConditionExpression: 'attribute_not_exists(n) OR n < :most' }),
      ExpressionAttributeValues: { ':by': step, ...(step > 0 && { ':most': MOST_OPEN }) },
    },
  });
  return [...(to === undefined ? [] : [by(to, 1)]), ...(from === undefined ? [] : [by(from, -1)])];
}

/** Whether a goal that becomes `after` finds a place among the open ones of its aim. */
export async function hasRoom(ctx: Context, after: Goal, before?: Goal): Promise<boolean> {
  const aim = aimOf(after);
  if (aim === undefined || aim === aimOf(before)) return true;
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: keyOf(ctx, aim), ConsistentRead: true }),
  );
  return Number(Item?.['n'] ?? 0) < MOST_OPEN;
}
