import { rulesFor } from '../alert-rule/rule-set.ts';
import { closedUntilOf } from '../alert-rule/active-hours.ts';
import { fires } from '../alert-rule/fires.ts';
import { isRecordRule, type RecordRule } from '../alert-rule/metric-test.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { getMany } from '../feedback/feedback.ts';
import type { Context } from '../kernel/context.ts';
import { asItIs, type Looked, recordNow } from '../match/record-now.ts';
import { notifyOf } from './escalation.ts';
import { fire, recover, type Step } from './firing.ts';
import { type RenderAlert, tell } from './notice.ts';

/**
 * Lets a company's rules see one event about feedback: opens and ends alerts, then mails those who are to be told.
 * Repeatable, also in parallel. Whatever could not be mailed is thrown in the end, after all rules have had their turn.
 */
export async function watch(ctx: Context, type: string, event: FeedbackEvent, render: RenderAlert): Promise<void> {
  const rules = (await rulesFor(ctx)).filter(isRecordRule);
  let read: ReturnType<typeof recordNow> | undefined;
  const record = () => (read ??= recordNow(ctx, event));

  const told: { rule: RecordRule; step: Step }[] = [];
  if (!endings.has(type))
    for (const rule of rules) {
      if (!fires(rule, event)) continue;
      // Events come in any order: what a later one has taken back must not open an alert that nobody ends.
      const now = await record();
      const found = now && fires(rule, asItIs(event, now.record), now.texts);
      if (!found) continue;
      const { key, severity, early } = found;
      const { feedbackId, at } = event;
      const sentimentScore = now.record.analysis?.sentimentScore;
      const breach = { kind: 'breach', at, key, severity, early, feedbackId, sentimentScore } as const;
      const closedUntil = await closedUntilOf(ctx, rule, at);
      for (const step of await fire(ctx, { ...rule, closedUntil }, breach)) told.push({ rule, step });
    }
  if (canEnd(type, event)) {
    const now = await record();
    await recover(ctx, event, ({ ruleId }) =>
      stands(
        rules.find((one) => one.ruleId === ruleId),
        event,
        now,
      ),
    );
  }
  const failures: unknown[] = [];
  for (const { rule, step } of told)
    await tell(ctx, step, { notify: rule.notify, record: (await record())?.record, render }).catch((error: unknown) =>
      failures.push(error),
    );
  if (failures.length > 0) throw failures[0];
}

/** Tells a step of an alert that opens by time. */
export async function tellLater(ctx: Context, step: Step, render: RenderAlert): Promise<void> {
  const rule = (await rulesFor(ctx)).find(({ ruleId }) => ruleId === step.alert.ruleId);
  const notify = rule && notifyOf(rule, step.step);
  if (!notify) return;
  const [record] = await getMany(ctx, step.alert.subject.feedbackIds.slice(0, 1));
  await tell(ctx, step, { notify, record, render });
}

/** Whether what a rule found still holds. While texts are analysed anew nobody knows, nor of a rule that is switched off. */
function stands(rule: RecordRule | undefined, event: FeedbackEvent, now: Looked | undefined): boolean {
  if (!now || now.record.excluded) return false;
  if (!rule || now.record.analysis?.status === 'pending') return true;
  return fires({ ...rule, maxAgeDays: 0 }, asItIs(event, now.record), now.texts) !== undefined;
}

const endings: ReadonlySet<string> = new Set(['FeedbackExcluded', 'FeedbackDeleted']);

/** Whether a change can have ended an alert: not the first analysis of a record in whose words nothing was found early. */
const canEnd = (type: string, { recordRevision, partial }: FeedbackEvent): boolean =>
  type !== 'FeedbackReceived' && !partial && !(type === 'FeedbackAnalysed' && recordRevision <= 2);
