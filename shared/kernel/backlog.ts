import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';
import { companyPrefix, tableName } from './table.ts';
import { commit, ConditionFailed } from './write.ts';

/**
 * How far a company's part of a queue's backlog lane has come: one small row, written once per batch. A sweep reads it so
 * as not to take what waits in the queue for forgotten, the status page to say what waits, bulk intake to stay near.
 */
type Mark = {
  /** When the present backlog began. */
  since?: string;
  /** `handedOnAt` of the newest message sent. */
  handedOn?: string;
  /** `handedOnAt` of the newest message that is done, and when that was. */
  done?: string;
  doneAt?: string;
  /** Records handed on and not yet done, where they are counted; begins anew with each backlog. */
  records?: number;
};

const key = ({ companyId }: Pick<Context, 'companyId'>, queue: string) => ({
  pk: `${companyPrefix(companyId)}queue#${queue}`,
  sk: 'backlog',
});

const isBehind = ({ handedOn, done }: Mark): boolean => handedOn !== undefined && handedOn > (done ?? '');

/**
 * Says that messages are about to be sent; before they are, so that nothing is in the queue without it. `records` counts
 * what is in them, at twice the price.
 */
export async function noteHandedOn(ctx: Context, queue: string, handedOn: string, records?: number): Promise<void> {
  const caughtUp = 'attribute_not_exists(handedOn) OR handedOn <= done';
  const begun = { since: handedOn, handedOn, ...(records !== undefined && { records }) };
  if (!(await set(ctx, queue, { mark: begun, onlyIf: caughtUp })))
    await set(ctx, queue, { mark: { handedOn }, add: records });
}

/** Says that messages are done, up to the newest of them. Messages overtake each other: an older one is only counted. */
export async function noteDone(ctx: Context, queue: string, done: string, records?: number): Promise<void> {
  const add = records === undefined ? undefined : -records;
  const mark = { done, doneAt: new Date().toISOString() };
  const noted = await set(ctx, queue, { mark, add, onlyIf: 'attribute_not_exists(done) OR done <= :done' });
  if (!noted && add !== undefined) await set(ctx, queue, { mark: {}, add });
}

type Change = { mark: Mark; add?: number | undefined; onlyIf?: string };

/** False when the condition did not hold. */
async function set(ctx: Context, queue: string, { mark, add, onlyIf }: Change): Promise<boolean> {
  const fields = Object.entries(mark);
  const sets = fields.length > 0 ? `SET ${fields.map(([name]) => `#${name} = :${name}`).join(', ')} ` : '';
  const counted = add === undefined ? [] : [['records', add] as const];
  try {
    await commit(ctx, [
      {
        Update: {
          TableName: tableName(),
          Key: key(ctx, queue),
          UpdateExpression: `${sets}${counted.map(() => 'ADD #records :records').join('')}`,
          ConditionExpression: onlyIf,
          ExpressionAttributeNames: Object.fromEntries([...fields, ...counted].map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            [...fields, ...counted].map(([name, value]) => [`:${name}`, value]),
          ),
        },
      },
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

/** A lane in which nothing was done for so long stands still: what is in it is not waited for. */
const STANDSTILL_MS = 3_600_000;

export type Backlog = {
  /** Records that wait, where they are counted. */
  records: number;
  /** Since when the oldest has waited; undefined where nothing waits, or the lane stands still. */
  since: Date | undefined;
};

/** What of a company waits in the backlog lane of a queue. */
export async function backlogOf(ctx: Context, queue: string): Promise<Backlog> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key(ctx, queue) }));
  const mark: Mark = Item ?? {};
  if (!isBehind(mark)) return { records: 0, since: undefined };
  const times = (...marks: (string | undefined)[]): number => Math.max(...marks.map((at) => Date.parse(at ?? '') || 0));
  const stands = times(mark.doneAt, mark.since) < ctx.now.getTime() - STANDSTILL_MS;
  return {
    records: Math.max(0, mark.records ?? 0),
    since: stands ? undefined : new Date(times(mark.done, mark.since)),
  };
}
