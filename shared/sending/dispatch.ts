import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { systemContext } from '../kernel/context.ts';
import { traceOf } from '../kernel/log.ts';
import { isContention } from '../kernel/retry.ts';
import { type Db, tableName } from '../kernel/table.ts';
import { act, type DueParts, putOff } from './due.ts';
import { DUE_SHARDS, readSurvey } from '../survey/survey.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

export type DispatchParts = DueParts & {
  systemDb: Db;
  now: () => Date;
  /** No new work is begun after it. */
  deadline: Date;
};
/** `failed` were put off; `left` says that the deadline came first. */
export type Dispatched = { done: number; skipped: number; failed: number; left: boolean };

const MINUTE = 60_000;
const PAGE = 50;
const AT_ONCE = 8;

/**
 * Does everything that is due: sends, reminds, expires, settles. What is due leaves the index only when it
 * is done, so an outage is caught up with by the next run, and two runs at once claim by condition.
 */
export async function dispatchDue(parts: DispatchParts): Promise<Dispatched> {
  const total: Dispatched = { done: 0, skipped: 0, failed: 0, left: false };
  // Each minute begins elsewhere: where there is more than a run can do, all shards get their turn.
  const first = Math.floor(parts.now().getTime() / MINUTE);
  for (let turn = 0; turn < DUE_SHARDS; turn++) {
    const shard = (first + turn) % DUE_SHARDS;
    for (let more = true; more;) {
      if (parts.now() >= parts.deadline) return { ...total, left: true };
      const due = await dueOn(parts, shard);
      more = due.length === PAGE;
      let progress = false;
      for (let at = 0; at < due.length && parts.now() < parts.deadline; at += AT_ONCE) {
        const outcomes = await Promise.all(due.slice(at, at + AT_ONCE).map((key) => handle(parts, key)));
        for (const outcome of outcomes) total[outcome]++;
        progress ||= outcomes.some((outcome) => outcome !== 'skipped');
      }
      // A page that only others work on would come back unchanged.
      more &&= progress;
    }
  }
  return total;
}

async function dueOn(
  { systemDb, now }: DispatchParts,
  shard: number,
): Promise<{ companyId: string; surveyId: Id<'survey'> }[]> {
  // One page is enough: what has been done leaves the index, so the caller asks again for what stands behind.
  const { Items = [] } = await systemDb.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi4',
      KeyConditionExpression: 'g4pk = :pk AND g4sk <= :now',
      ExpressionAttributeValues: { ':pk': `due#${shard}`, ':now': `${now().toISOString()}~` },
      Limit: PAGE,
    }),
  );
  return Items.map((item) => ({
    companyId: String(item['pk']).split('#')[1] ?? '',
    surveyId: item['sk'] as Id<'survey'>,
  }));
}

/** `skipped` when another run has it or the index was behind. One that fails must not hold up the others. */
async function handle(
  parts: DispatchParts,
  { companyId, surveyId }: { companyId: string; surveyId: Id<'survey'> },
): Promise<'done' | 'skipped' | 'failed'> {
  const ctx = systemContext(companyId, 'dispatch-due', { now: parts.now() });
  const survey = await readSurvey(ctx, surveyId);
  if (!survey || (survey.dueAt !== undefined && survey.dueAt > ctx.now.toISOString())) return 'skipped';
  try {
    await act(parts, ctx, survey);
    return 'done';
  } catch (error) {
    if (isContention(error)) return 'skipped';
    ctx.log.error('due survey failed', {
      company: companyId,
      survey: surveyId,
      ...traceOf(error),
    });
    return putOff(ctx, survey);
  }
}
