import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { isConditionFailed } from '../kernel/write.ts';
import type { Id } from '../kernel/id-kinds.ts';

/**
 * Records whose analysis could not be finished, one small row each, until it can (docs/adr/0012).
 * A record that is analysed at once, as nearly all are, never gets a row and costs nothing here.
 */
export type Waiting = {
  feedbackId: Id<'feedback'>;
  /** `service`: Comprehend was not to be had, or failed on this text. `budget`: the month's budget is used up. */
  cause: 'service' | 'budget';
  /** Tries so far, whatever came of them. */
  tries: number;
  /** Tries that failed because of this very text. */
  attempts: number;
  /** When the waiting began. */
  since: string;
  retryAt: string;
};

const MINUTE = 60_000;
const FIRST_PAUSE = 2 * MINUTE;
const LONGEST_PAUSE = 15 * MINUTE;

const partition = ({ companyId }: Context): string => `${companyPrefix(companyId)}ana#waiting`;
const key = (ctx: Context, { cause, feedbackId }: Pick<Waiting, 'cause' | 'feedbackId'>) => ({
  pk: partition(ctx),
  sk: `${cause}#${feedbackId}`,
});

/** Lets a record wait (again): twice as long each time, at most 15 minutes, so that recovery is soon noticed. */
export async function wait(
  ctx: Context,
  feedbackId: Id<'feedback'>,
  cause: Waiting['cause'],
  before?: Waiting,
  failedOnText = false,
): Promise<void> {
  const tries = (before?.tries ?? 0) + 1;
  const pause = cause === 'budget' ? 0 : Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE);
  const row: Waiting = {
    feedbackId,
    cause,
    tries,
    attempts: (before?.attempts ?? 0) + (failedOnText ? 1 : 0),
    since: before?.since ?? ctx.now.toISOString(),
    retryAt: new Date(ctx.now.getTime() + pause).toISOString(),
  };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...key(ctx, row), ...row } }));
  if (before && before.cause !== cause) await stopWaiting(ctx, before);
}

/** Ends a wait, unless the record has begun a new one meanwhile. */
export async function stopWaiting(ctx: Context, waiting: Waiting): Promise<void> {
  try {
    await ctx.db.send(
      new DeleteCommand({
        TableName: tableName(),
        Key: key(ctx, waiting),
        ConditionExpression: 'attribute_not_exists(pk) OR retryAt = :seen',
        ExpressionAttributeValues: { ':seen': waiting.retryAt },
      }),
    );
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/** Whether a record waits already, for whatever cause. */
export async function isWaiting(ctx: Context, feedbackId: Id<'feedback'>): Promise<boolean> {
  const rows = await Promise.all(
    (['service', 'budget'] as const).map((cause) =>
      ctx.db.send(new GetCommand({ TableName: tableName(), Key: key(ctx, { cause, feedbackId }) })),
    ),
  );
  return rows.some(({ Item }) => Item !== undefined);
}

const DAY_MS = 86_400_000;

/** Where rows of a cause lie, in the order in which they are taken. */
function stretchesOf(ctx: Context, cause: Waiting['cause']): { low: string; high: string; forward: boolean }[] {
  const [first, last] = [`${cause}#`, `${cause}#~`];
  if (cause === 'service') return [{ low: first, high: last, forward: true }];
  // Ids sort by their time. What was said last matters most; the rest comes in the order in which it was said.
  const yesterday = `${cause}#${newId('feedback', new Date(ctx.now.getTime() - DAY_MS)).slice(0, -16)}`;
  return [
    { low: yesterday, high: last, forward: false },
    { low: first, high: yesterday, forward: true },
  ];
}

/**
 * Records of one cause that are due, at most `limit`, oldest first; of those that wait for the budget first the ones of the
 * last 24 hours, newest first.
 */
export async function dueOf(ctx: Context, cause: Waiting['cause'], limit: number): Promise<Waiting[]> {
  const due: Waiting[] = [];
  for (const { low, high, forward } of stretchesOf(ctx, cause)) {
    let from: Record<string, unknown> | undefined;
    do {
      if (due.length >= limit) break;
      const page = await ctx.db.send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
          FilterExpression: 'retryAt <= :now',
          ExpressionAttributeValues: {
            ':pk': partition(ctx),
            ':low': low,
            ':high': high,
            ':now': ctx.now.toISOString(),
          },
          ScanIndexForward: forward,
          ConsistentRead: true,
          Limit: 500,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      due.push(...((page.Items ?? []) as unknown as Waiting[]));
      from = page.LastEvaluatedKey;
    } while (from);
  }
  return due.slice(0, limit);
}

/** How many records wait, by cause, and since when the one that has waited longest. */
export async function waitingNow(ctx: Context): Promise<{ service: number; budget: number; oldest?: string }> {
  const found = { service: 0, budget: 0 };
  let oldest: string | undefined;
  for await (const rows of walkPartition<Waiting>(ctx, partition(ctx)))
    for (const { cause, since } of rows) {
      found[cause]++;
      if (oldest === undefined || since < oldest) oldest = since;
    }
  return { ...found, ...(oldest !== undefined && { oldest }) };
}
