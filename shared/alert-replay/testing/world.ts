import { dueAlerts } from '../../alert/alert.due.ts';
import type { Alert } from '../../alert/alert.schema.ts';
import { alerts } from '../../alert/alert.store.ts';
import { watch } from '../../alert/watch.ts';
import { alertRuleEvents } from '../../alert-rule/alert-rule.events.ts';
import { type AlertRule, CreateAlertRule } from '../../alert-rule/alert-rule.schema.ts';
import { alertRules, alertRuleSet } from '../../alert-rule/alert-rule.store.ts';
import { create } from '../../alert-rule/alert-rule.ts';
import type { FeedbackEvent } from '../../feedback/feedback.events.ts';
import type { StoredFeedback } from '../../feedback/feedback.schema.ts';
import { type DraftFeedback, draftOf, itemOf, replaceItem } from '../../feedback/feedback.store.ts';
import { given, stored } from '../../feedback/testing/given.ts';
import { received, type Told, told } from '../../feedback/testing/told.ts';
import { get as getJob } from '../../job/job.ts';
import { work } from '../../job/run.ts';
import { keep } from '../../journal/journal.ts';
import type { BusEvent } from '../../kernel/bus.ts';
import type { Context } from '../../kernel/context.ts';
import { dispatch } from '../../kernel/due.ts';
import type { Id } from '../../kernel/id-kinds.ts';
import { systemDb } from '../../kernel/table.ts';
import { commit } from '../../kernel/write.ts';
import { aContext } from '../../testing/context.ts';
import { replay } from '../replay.ts';
import { alertRuleReplay } from '../replay.job.ts';
import { ReplayAlertRule, RuleReplay } from '../replay.schema.ts';

type Submission = Parameters<typeof given>[1];

/** A company on a clock of its own, whose rules see every change as it happens and whose journal keeps it. */
export async function aWorld(start = '2026-10-05T08:00:00.000Z') {
  const { companyId } = aContext();
  let now = Date.parse(start);
  const context = (): Context => aContext({ companyId, now: new Date(now) });

  // No ready-made rules.
  await alertRuleSet.noteGiven(context(), 9);

  /** Rules see what happened twice, and the journal keeps it twice, `lateMs` after it was made. */
  async function happen(events: readonly Told[], lateMs: number): Promise<void> {
    for (const { type, detail } of [...events, ...events])
      if (type.startsWith('Feedback'))
        await watch(context(), type, detail as FeedbackEvent, () => {
          throw new Error('nobody is told');
        });
    for (const after of [lateMs, lateMs + 3_000]) await keep(context(), events as BusEvent[], new Date(now + after));
  }

  return {
    companyId,
    context,
    after: (ms: number): void => void (now += ms),
    happen,
    /** What is due happens, as the schedule of each minute does it. */
    tick: () =>
      dispatch([dueAlerts(async () => undefined)], {
        systemDb: systemDb(),
        now: () => new Date(now),
        deadline: new Date(Date.now() + 60_000),
      }),
    async rule(more: object = {}): Promise<AlertRule> {
      const body = { name: 'One', severity: 'critical', match: { all: { category: 'billing' } }, ...more };
      return create(context(), { body: CreateAlertRule.parse(body) });
    },
    async submit(submission: Submission = {}, lateMs = 1_000): Promise<Id<'feedback'>> {
      const { feedbackId } = await given(context(), { occurredAt: new Date(now).toISOString(), ...submission });
      await happen(await received(context(), feedbackId), lateMs);
      return feedbackId;
    },
    async change(feedbackId: Id<'feedback'>, act: (ctx: Context) => Promise<unknown>, lateMs = 1_000): Promise<void> {
      await happen(await told(context(), feedbackId, () => act(context())), lateMs);
    },
    /** The analysis of a record ends. */
    async analyse(feedbackId: Id<'feedback'>, analysis: StoredFeedback['analysis']): Promise<void> {
      const ctx = context();
      const score = async (): Promise<void> => {
        const before = await stored(ctx, feedbackId);
        const [revision, updatedAt] = [before.revision + 1, ctx.now.toISOString()];
        const after = { ...draftOf(before), analysis, revision, updatedAt, lastAction: 'score' } as DraftFeedback;
        await commit(ctx, [replaceItem(itemOf(ctx, after), before.revision)]);
      };
      await happen(await told(ctx, feedbackId, score), 1_000);
    },
    /** A change of a rule. */
    async changeRule({ ruleId }: AlertRule, act: (ctx: Context) => Promise<unknown>): Promise<void> {
      const before = await alertRules.find(context(), ruleId);
      await act(context());
      const after = await alertRules.find(context(), ruleId);
      await keep(context(), alertRuleEvents.eventsOf({ before, after }), new Date(now + 1_000));
    },
    /** What became of a rule live, in the order in which its alerts opened. */
    async live({ ruleId }: AlertRule): Promise<Alert[]> {
      const all = await alerts.every(context());
      return all
        .filter((alert) => alert.ruleId === ruleId)
        .toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1));
    },
    /** What a replay says. */
    async replayed(body: object): Promise<RuleReplay> {
      const { jobId } = await replay(context(), { body: ReplayAlertRule.parse({ days: 90, ...body }) });
      await work(context(), jobId, { now: () => new Date(now), definitions: [alertRuleReplay] });
      const { status, result, errors } = await getJob(context(), { jobId });
      if (status !== 'done') throw new Error(`the job is ${status}: ${JSON.stringify(errors)}`);
      return RuleReplay.parse(result);
    },
  };
}
