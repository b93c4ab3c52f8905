import * as z from 'zod';
import { AlertRule, RuleId } from '../alert-rule/alert-rule.schema.ts';
import type { MetricRule, RecordRule } from '../alert-rule/metric-test.ts';
import { pick } from '../kernel/json.ts';
import { instant } from '../fields/time.schema.ts';

/** Of each rule: how often it tells, and whom. */
const telling = { cooldownMinutes: true, stormAfter: true, notify: true, ownerId: true, activeHours: true } as const;
const played = { severity: true, match: true, groupBy: true, maxAgeDays: true, ...telling } as const;

const playedOnNumbers = {
  metric: true,
  scope: true,
  test: true,
  minSample: true,
  consecutive: true,
  recoverAfter: true,
  ...telling,
} as const;
const needed = { metric: true, scope: true, test: true, minSample: true } as const;

/** What is played: a rule as it was when the job began, whatever is done to it meanwhile. */
export const ReplayInput = z.object({
  /** A rule on feedback, or on a number. */
  rule: AlertRule.pick(played).required({ match: true }).optional(),
  metricRule: AlertRule.pick(playedOnNumbers).required(needed).optional(),
  /** Of a saved rule only. */
  ruleId: RuleId.optional(),
  /** Until when it was muted as the stretch began. */
  mutedUntil: instant.optional(),
  from: instant,
  to: instant,
  timeZone: z.string(),
  /** When a day begins; `00:00` in jobs of before it was told. */
  dayBoundary: z.string().default('00:00'),
});
export type ReplayInput = z.output<typeof ReplayInput>;
export type PlayedRule = NonNullable<ReplayInput['rule']>;

/** Of a rule on a number, what decides about its alerts and who is told. */
export const playedOnNumbersOf = (rule: Omit<MetricRule, 'ruleId'>) =>
  pick(rule, Object.keys(playedOnNumbers) as (keyof typeof playedOnNumbers)[]);

/** Of a rule, what decides about its alerts and who is told. */
export const playedOf = (rule: Omit<RecordRule, 'ruleId'>): PlayedRule =>
  pick(rule, Object.keys(played) as (keyof typeof played)[]) as PlayedRule;
