import { expectSound } from '../alert-rule/alert-rule.ts';
import type { AlertRule } from '../alert-rule/alert-rule.schema.ts';
import { isRecordRule, type RecordRule } from '../alert-rule/metric-test.ts';
import { ruleNow } from '../alert-rule/rule-set.ts';
import { settingsOf } from '../company/settings.ts';
import { invalid, Problem } from '../http/problem.ts';
import type { Job } from '../job/job.schema.ts';
import { start } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';
import { below } from '../replay/below.ts';
import { COMPLETE_AFTER_MS } from '../replay/turns.ts';
import { playedOf, type ReplayInput } from './replay.input.ts';
import type { ReplayAlertRule } from './replay.schema.ts';

const DAY_MS = 86_400_000;
const AT_A_TIME = 2;

/**
 * Starts to play a rule on feedback against what has happened in the last days. Nothing is stored as an alert, and nobody
 * is told. 400 for a rule that is not known, not sound, or on numbers; 409 while two replays of the company run.
 */
export async function replay(ctx: Context, { body }: { body: ReplayAlertRule }): Promise<Omit<Job, 'result'>> {
  const { rule, muted, ruleId } = await wanted(ctx, body);
  // Of what happens just now not all is in the journal.
  const to = ctx.now.getTime() - COMPLETE_AFTER_MS;
  const from = new Date(to - body.days * DAY_MS).toISOString();
  const input: ReplayInput = {
    ...(ruleId && { ruleId }),
    // A mute that was set within the stretch begins where the journal says so.
    ...(muted && muted.since < from && { mutedUntil: muted.until }),
    rule: playedOf(rule),
    from,
    to: new Date(to).toISOString(),
    timeZone: (await settingsOf(ctx)).timeZone,
  };
  const { result: _, ...job } = await start(ctx, 'alertRuleReplay', input, {
    permission: 'alerts:write',
    places: { of: 'alertRuleReplay', most: AT_A_TIME },
  });
  return job;
}

type Wanted = {
  rule: Omit<RecordRule, 'ruleId'>;
  ruleId?: AlertRule['ruleId'];
  muted?: { since: string; until: string };
};

async function wanted(ctx: Context, { rule, ruleId }: ReplayAlertRule): Promise<Wanted> {
  if (ruleId !== undefined) {
    const saved = await ruleNow(ctx, ruleId);
    if (!saved) throw invalid({ pointer: '#/ruleId', detail: 'is no alert rule of the company' });
    if (!isRecordRule(saved)) throw onNumbers('#/ruleId');
    const { mutedUntil: until, updatedAt: since } = saved;
    return { rule: saved, ruleId, ...(until !== undefined && { muted: { since, until } }) };
  }
  if (rule?.kind === 'metric') throw onNumbers('#/rule/kind');
  return { rule: (await below('#/rule', () => expectSound(ctx, { ...rule, epoch: 1 } as AlertRule))) as RecordRule };
}

const onNumbers = (pointer: string): Problem =>
  invalid({ pointer, detail: 'is a rule on a number; only rules on feedback can be replayed' });
