import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { dueKeys } from '../kernel/due.ts';
import { newId } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import { shortKey } from './key.ts';

export const MARKS = 'metric-mark';

/** A rule is to be evaluated for a key: the slot whose number has moved, and when. */
export type Mark = {
  ruleId: string;
  key: string;
  slot: number;
  /** Whether the slot is a complete period, of which two may wait at a time. */
  periodic: boolean;
  dueAt: string;
  /** Another one with every write: who has it may go on. */
  token: string;
  /** Being evaluated; due again by then. */
  claimedUntil?: string | undefined;
};

const partition = (ctx: Pick<Context, 'companyId'>, ruleId: string): string =>
  `${companyPrefix(ctx.companyId)}arm#${ruleId}`;
type Place = Pick<Mark, 'ruleId' | 'key' | 'slot' | 'periodic'>;
/** A sort key, and half of the mark's id on the due index: short whatever the key. */
const sortOf = ({ key, slot, periodic }: Place): string => `${shortKey(key)}${periodic ? `#${slot}` : ''}`;
const keyOf = (ctx: Context, mark: Place) => ({ pk: partition(ctx, mark.ruleId), sk: sortOf(mark) });
export const markId = (mark: Place): string => `${mark.ruleId}#${sortOf(mark)}`;

export const markDueAt = ({ claimedUntil, dueAt }: Mark): string => claimedUntil ?? dueAt;

const newToken = (): string => newId('job');
const itemOf = (ctx: Context, mark: Mark) => ({
  ...mark,
  // After it: what was read bears its old keys.
  ...keyOf(ctx, mark),
  ...dueKeys(MARKS, markId(mark), markDueAt(mark)),
});

export async function readMark(ctx: Context, id: string): Promise<Mark | undefined> {
  const at = id.indexOf('#');
  const Key = { pk: partition(ctx, id.slice(0, at)), sk: id.slice(at + 1) };
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item as Mark | undefined;
}

/**
 * Puts a mark, provided that none is there that is due as soon. One that is being evaluated is replaced: whoever does may
 * have read the numbers before they moved, and its end then leaves the new one in place.
 */
export async function mark(ctx: Context, wanted: Omit<Mark, 'token'>): Promise<void> {
  const put = {
    Put: {
      TableName: tableName(),
      Item: itemOf(ctx, { ...wanted, token: newToken() }),
      ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(claimedUntil) OR dueAt > :due',
      ExpressionAttributeValues: { ':due': wanted.dueAt },
    },
  };
  await commit(ctx, [put]).catch(ignoreCondition);
}

const ignoreCondition = (error: unknown): void => {
  if (!(error instanceof ConditionFailed)) throw error;
};

const ifStill = ({ token }: Mark) => ({
  ConditionExpression: '#token = :token',
  ExpressionAttributeNames: { '#token': 'token' },
  ExpressionAttributeValues: { ':token': token },
});

/** Takes a mark for a while; throws what `isContention` knows where somebody else has. */
export async function claimMark(ctx: Context, seen: Mark, leaseMs: number): Promise<Mark> {
  const ours = { ...seen, token: newToken(), claimedUntil: new Date(ctx.now.getTime() + leaseMs).toISOString() };
  await commit(ctx, [{ Put: { TableName: tableName(), Item: itemOf(ctx, ours), ...ifStill(seen) } }]);
  return ours;
}

/** Ends an evaluation: the mark goes, or waits for another slot. One that was put meanwhile stays. */
export async function settleMark(ctx: Context, ours: Mark, next?: Pick<Mark, 'slot' | 'dueAt'>): Promise<void> {
  const again = next && { ...ours, ...next, token: newToken(), claimedUntil: undefined };
  const isSame = again && sortOf(again) === sortOf(ours);
  if (again && !isSame) await mark(ctx, again);
  const end = isSame
    ? { Put: { TableName: tableName(), Item: itemOf(ctx, again), ...ifStill(ours) } }
    : { Delete: { TableName: tableName(), Key: keyOf(ctx, ours), ...ifStill(ours) } };
  await commit(ctx, [end]).catch(ignoreCondition);
}
