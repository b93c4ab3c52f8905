import * as z from 'zod';
import { AlertRule, RuleId } from '../alert-rule/alert-rule.schema.ts';
import type { RecordRule } from '../alert-rule/metric-test.ts';
import { pick } from '../kernel/json.ts';
import { instant } from '../fields/time.schema.ts';

const played = {
  severity: true,
  match: true,
  groupBy: true,
  maxAgeDays: true,
  cooldownMinutes: true,
  stormAfter: true,
  notify: true,
  ownerId: true,
  activeHours: true,
} as const;

/** What is played: a rule as it was when the job began, whatever is done to it meanwhile. */
export const ReplayInput = z.object({
  /** Of a saved rule only. */
  ruleId: RuleId.optional(),
  /** Until when it was muted as the stretch began. */
  mutedUntil: instant.optional(),
  rule: AlertRule.pick(played).required({ match: true }),
  from: instant,
  to: instant,
  timeZone: z.string(),
});
export type ReplayInput = z.output<typeof ReplayInput>;
export type PlayedRule = ReplayInput['rule'];

/** Of a rule, what decides about its alerts and who is told. */
export const playedOf = (rule: Omit<RecordRule, 'ruleId'>): PlayedRule =>
  pick(rule, Object.keys(played) as (keyof typeof played)[]) as PlayedRule;
