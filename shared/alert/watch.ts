import { rulesFor } from '../alert-rule/rule-set.ts';
import { closedUntilOf } from '../alert-rule/active-hours.ts';
import { isRecordRule, type RecordRule } from '../alert-rule/metric-test.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { getMany } from '../feedback/feedback.ts';
import type { Context } from '../kernel/context.ts';
import { asItIs, recordNow } from '../match/record-now.ts';
import { notifyOf } from './escalation.ts';
import { fire, recover, type Step } from './firing.ts';
import { breachOf, canEnd, mayFire, stands } from './judging.ts';
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
  for (const rule of rules) {
    if (event.silent || !mayFire(rule, type, event)) continue;
    // Events come in any order: what a later one has taken back must not open an alert that nobody ends.
    const now = await record();
    const breach = now && breachOf(rule, event, { seen: asItIs(event, now.record), texts: now.texts });
    if (!breach) continue;
    const closedUntil = await closedUntilOf(ctx, rule, event.at);
    for (const step of await fire(ctx, { ...rule, closedUntil }, breach)) told.push({ rule, step });
  }
  if (canEnd(type, event)) {
    const now = await record();
    await recover(ctx, event, ({ ruleId }) => {
      const rule = rules.find((one) => one.ruleId === ruleId);
      return now !== undefined && stands(rule, asItIs(event, now.record), now.texts);
    });
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
