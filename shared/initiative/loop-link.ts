import type { Feedback } from '../feedback/feedback.schema.ts';
import type { LinkChange } from '../http/link-verbs.ts';
import { type Draft, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { FeedbackLink, Initiative } from './initiative.schema.ts';
import { idle, isToPlan, later, stageOf, woken } from './loop-run.ts';
import type { LoopRun, LoopStage } from './loop.schema.ts';
import type { LoopSettings } from './loop-settings.schema.ts';
import { readLoopSettings } from './loop-settings.ts';
import { loopMails, loopRuns, mailIdOf, runIdOf } from './loop.store.ts';
import type { VoiceChange } from './voices.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The mails of people who are new to an initiative, as writes of the transaction that links them: a receipt, or the mail
 * of the present status where they had said it before. A row that is there already is left as it is: nobody gets a mail
 * of a stage twice.
 */
export async function mailsOfNewcomers(
  ctx: Context,
  changes: readonly LinkChange<FeedbackLink, Feedback>[],
  voices: readonly VoiceChange[],
  known: readonly Stored<Initiative>[],
): Promise<TransactItem[]> {
  const newcomers = voices.filter(({ before, after }) => before === 0 && after > 0);
  const initiative = known.find(({ initiativeId }) => initiativeId === newcomers[0]?.initiativeId);
  if (!initiative) return [];
  const present = stageOf[initiative.status];
  const [settings, receipts, run] = await Promise.all([
    readLoopSettings(ctx),
    loopRuns.find(ctx, runIdOf({ ...initiative, stage: 'receipt' })),
    present && loopRuns.find(ctx, runIdOf({ ...initiative, stage: present })),
  ]);
  const late = run && run.stageAt === initiative.decidedAt && isOpenToLate(ctx, run, settings) ? run : undefined;
  const open = initiative.status === 'planned' || initiative.status === 'in_progress';
  const wished = newcomers.flatMap(({ person }): { person: string; stage: LoopStage }[] => {
    const theirs = changes.flatMap(({ after, shown }) => (after?.person === person && shown ? [shown] : []));
    const since = late?.stageAt;
    if (late && since !== undefined && theirs.some(({ occurredAt }) => occurredAt <= since))
      return [{ person, stage: late.stage }];
    return settings.receipt && open ? [{ person, stage: 'receipt' }] : [];
  });
  const made = await newMails(ctx, initiative.initiativeId, wished, settings);
  return [
    ...made.writes,
    ...(made.stages.has('receipt')
      ? wake(ctx, receipts ?? idle(initiative.initiativeId, 'receipt'), receipts, settings)
      : []),
    ...(run ? (made.stages.has(run.stage) ? wake(ctx, run, run, settings) : unchanged(ctx, run)) : []),
  ];
}

/** Whether who is linked now is told of the run's status: it has been told to the others, and not long ago. */
const isOpenToLate = (ctx: Context, run: LoopRun, { lateLinkDays }: LoopSettings): boolean =>
  run.stageAt !== undefined &&
  run.cancelledFor !== run.stageAt &&
  (!isToPlan(run) || run.progress?.for === run.stageAt) &&
  Date.parse(run.stageAt) + lateLinkDays * DAY >= ctx.now.getTime();

async function newMails(
  ctx: Context,
  initiativeId: Id<'initiative'>,
  wished: readonly { person: string; stage: LoopStage }[],
  { holdMinutes }: LoopSettings,
): Promise<{ writes: TransactItem[]; stages: Set<LoopStage> }> {
  const rows = await Promise.all(wished.map((one) => loopMails.find(ctx, mailIdOf({ initiativeId, ...one }))));
  const missing = wished.filter((_, index) => rows[index] === undefined);
  const at = ctx.now.toISOString();
  const notBefore = later(ctx.now, holdMinutes * MINUTE);
  const writes = missing.flatMap(({ person, stage }) => {
    const mail = { mailId: mailIdOf({ initiativeId, stage, person }), initiativeId, stage, person, notBefore, at };
    return writesOf(ctx, loopMails, undefined, { ...mail, state: 'waiting' as const }, { action: 'plan' }).writes;
  });
  return { writes, stages: new Set(missing.map(({ stage }) => stage)) };
}

/** Has a run look at new mails. */
function wake(
  ctx: Context,
  run: Draft<LoopRun>,
  row: Stored<LoopRun> | undefined,
  { holdMinutes }: LoopSettings,
): TransactItem[] {
  const after = { ...run, ...woken(ctx, run, later(ctx.now, holdMinutes * MINUTE)) };
  return writesOf(ctx, loopRuns, row, after, { action: 'wake', silent: true }).writes;
}

/** Makes sure that a run is as it was read: one that begins to make mails now may miss who is linked now. */
const unchanged = (ctx: Context, { runId, revision }: Stored<LoopRun>): TransactItem[] => [
  {
    ConditionCheck: {
      TableName: tableName(),
      Key: loopRuns.keyOf(ctx, runId),
      ConditionExpression: '#revision = :seen',
      ExpressionAttributeNames: { '#revision': 'revision' },
      ExpressionAttributeValues: { ':seen': revision },
    },
  },
];
