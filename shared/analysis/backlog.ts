import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { isConditionFailed } from '../kernel/write.ts';

/**
 * How far a company's part of the backlog lane has come: one small row, written once per batch. The sweep reads it so
 * as not to take what waits in the queue for forgotten, the status page to say how old the oldest is.
 */
type Mark = {
  /** When the present backlog began. */
  since?: string;
  /** `handedOnAt` of the newest message sent. */
  handedOn?: string;
  /** `handedOnAt` of the newest message that is done, and when that was. */
  done?: string;
  doneAt?: string;
};

const key = ({ companyId }: Pick<Context, 'companyId'>) => ({
  pk: `${companyPrefix(companyId)}ana#backlog`,
  sk: 'mark',
});

const isBehind = ({ handedOn, done }: Mark): boolean => handedOn !== undefined && handedOn > (done ?? '');

/** Says that messages are about to be sent; before they are, so that nothing is in the queue without it. */
export async function noteHandedOn(ctx: Context, handedOn: string): Promise<void> {
  const caughtUp = 'attribute_not_exists(handedOn) OR handedOn <= done';
  if (!(await set(ctx, { since: handedOn, handedOn }, caughtUp))) await set(ctx, { handedOn });
}

/** Says that messages are done, up to the newest of them. Messages overtake each other: an older one changes nothing. */
export async function noteDone(ctx: Context, done: string): Promise<void> {
  await set(ctx, { done, doneAt: new Date().toISOString() }, 'attribute_not_exists(done) OR done <= :done');
}

/** False when the condition did not hold. */
async function set(ctx: Context, mark: Mark, ConditionExpression?: string): Promise<boolean> {
  const names = Object.keys(mark);
  try {
    await ctx.db.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: key(ctx),
        UpdateExpression: `SET ${names.map((name) => `${name} = :${name}`).join(', ')}`,
        ConditionExpression,
        ExpressionAttributeValues: Object.fromEntries(Object.entries(mark).map(([name, at]) => [`:${name}`, at])),
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

/** A lane in which nothing was done for so long stands still: what is in it is not waited for. */
const STANDSTILL_MS = 3_600_000;

/** Since when the oldest of a company's texts in the backlog lane has waited; undefined where nothing waits there. */
export async function backlogSince(ctx: Context): Promise<Date | undefined> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key(ctx) }));
  const mark: Mark = Item ?? {};
  if (!isBehind(mark)) return undefined;
  const times = (...marks: (string | undefined)[]): number => Math.max(...marks.map((at) => Date.parse(at ?? '') || 0));
  if (times(mark.doneAt, mark.since) < ctx.now.getTime() - STANDSTILL_MS) return undefined;
  return new Date(times(mark.done, mark.since));
}
