import { expectSound } from '../alert-rule/alert-rule.ts';
import type { AlertRule } from '../alert-rule/alert-rule.schema.ts';
import { isMetricRule, isRecordRule, type MetricRule, type RecordRule } from '../alert-rule/metric-test.ts';
import { ruleNow } from '../alert-rule/rule-set.ts';
import { settingsOf } from '../company/settings.ts';
import { invalid } from '../http/problem.ts';
import type { Job } from '../job/job.schema.ts';
import type { Context } from '../kernel/context.ts';
import { below } from '../replay/below.ts';
import { lastDays, startReplay } from '../replay/start.ts';
import { playedOf, playedOnNumbersOf, type ReplayInput } from './replay.input.ts';
import type { ReplayAlertRule } from './replay.schema.ts';

/**
 * Starts to play a rule against what has happened in the last days. Nothing is stored as an alert, and nobody is told. 400
 * for a rule that is not known or not sound, or whose number no event tells of; 409 while two replays of the company run.
 */
export async function replay(ctx: Context, { body }: { body: ReplayAlertRule }): Promise<Omit<Job, 'result'>> {
  const { rule, muted, ruleId } = await wanted(ctx, body);
  const { from, to } = lastDays(ctx, body.days);
  const { timeZone, dayBoundary } = await settingsOf(ctx);
  const input: ReplayInput = {
    ...(ruleId && { ruleId }),
    // A mute that was set within the stretch begins where the journal says so.
    ...(muted && muted.since < from && { mutedUntil: muted.until }),
    ...(isRecordRule(rule) ? { rule: playedOf(rule) } : { metricRule: playedOnNumbersOf(rule) }),
    from,
    to,
    timeZone,
    dayBoundary,
  };
  return startReplay(ctx, 'alertRuleReplay', input, 'alerts:write');
}

type Wanted = {
  rule: RecordRule | MetricRule;
  ruleId?: AlertRule['ruleId'];
  muted?: { since: string; until: string };
};

async function wanted(ctx: Context, { rule, ruleId }: ReplayAlertRule): Promise<Wanted> {
  if (ruleId !== undefined) {
    const saved = await ruleNow(ctx, ruleId);
    if (!saved) throw invalid({ pointer: '#/ruleId', detail: 'is no alert rule of the company' });
    const { mutedUntil: until, updatedAt: since } = saved;
    return { rule: played(saved, '#/ruleId'), ruleId, ...(until !== undefined && { muted: { since, until } }) };
  }
  const sound = await below('#/rule', () => expectSound(ctx, { ...rule, epoch: 1 } as AlertRule));
  return { rule: played(sound, '#/rule/metric') };
}

/** A rule that can be played: of invitations no event of feedback tells. */
function played(rule: AlertRule, pointer: string): RecordRule | MetricRule {
  if (isMetricRule(rule) && rule.metric === 'response_rate')
    throw invalid({
      pointer,
      detail: 'is a rule on invitations; only rules on feedback and its numbers can be replayed',
    });
  return rule as RecordRule | MetricRule;
}
