import { closedUntilOf } from '../alert-rule/active-hours.ts';
import type { MetricRule } from '../alert-rule/metric-test.ts';
import { endOfKey, fireMetric, type Mark as Told, type Step, toldBefore } from '../alert/firing.ts';
import type { Context } from '../kernel/context.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { commit } from '../kernel/write.ts';
import type { CountingSettings } from '../metrics/counted-kind.ts';
import type { Counters } from '../metrics/counters.ts';
import { countersNow, usual } from './numbers.ts';
import type { MetricLevel } from './metric-facts.schema.ts';
import { isPeriodic, SLOT_MS, type Tested, testedIn } from './periods.ts';
import { next, type Outcome } from './state.ts';
import { readState, type StateRow, statePut } from './state.store.ts';
import type { Usual } from './usual.ts';
import { type Judging, type Verdict, verdictOf } from './verdict.ts';

type At = { key: string; slot: number };
/** What people are to be told, and whether the next slot is to be looked at without a change of the number. */
export type Evaluated = { steps: Step[]; needsMore: boolean; alerted: boolean; level?: MetricLevel };

/**
 * Evaluates a rule for a key in a slot: today's row, one row of what is usual, and the state, which is written where it
 * changes, in one transaction with the alert that it opens. Repeatable, also in parallel: what happened once is only
 * told again, since whoever did it first may have died before the mail.
 */
export async function evaluate(
  ctx: Context,
  rule: MetricRule,
  { key, slot }: At,
  zone: CountingSettings,
): Promise<Evaluated> {
  const tested = testedIn(rule.test, slot, ctx.now, zone);
  if (!tested) return { steps: [], needsMore: false, alerted: false };
  const [counters, compared] = await Promise.all([
    countersNow(ctx, rule, key, tested.now),
    usual(ctx, rule, key, tested),
  ]);
  const { level, facts } = seenOf(rule, tested, counters, compared);
  const { epoch } = rule;
  return retryOnConflict(ctx, async () => {
    const before = await readState(ctx, rule.ruleId, key);
    const outcome = next(before, { epoch, slot, level }, limitsOf(rule));
    const alerted = outcome.state.alerted !== undefined;
    const result = { needsMore: outcome.needsMore, alerted, level };
    if (!outcome.changed) {
      const told = before?.slot === slot ? before.told : undefined;
      return { ...result, steps: told ? await toldBefore(ctx, told as Told) : [] };
    }
    const put = (told?: Told) =>
      statePut(ctx, rule.ruleId, rowOf(ctx, { key, facts, told }, outcome, before), before?.revision ?? 0);
    return { ...result, steps: await written(ctx, rule, { key, slot, facts }, outcome, put) };
  });
}

/** What a rule says of the days that it looks at; a window is judged as a whole. Pure. */
export function seenOf(rule: Judging, { now, before }: Tested, counters: Counters, compared: Usual): Verdict {
  const days = rule.test.kind === 'threshold' && before[0] ? { ...now, from: before[0].from } : now;
  return verdictOf(rule, counters, compared, days);
}

export const limitsOf = ({
  consecutive,
  recoverAfter,
  test,
}: Pick<MetricRule, 'consecutive' | 'recoverAfter' | 'test'>) => ({
  consecutive,
  recoverAfter,
  periodic: isPeriodic(test),
});

/** When a breach is seen, in the time of the numbers: whoever evaluates late opens what was seen then. */
export const breachAt = ({ test }: Pick<MetricRule, 'test'>, slot: number, now: Date): string =>
  isPeriodic(test) ? now.toISOString() : new Date((slot + 1) * SLOT_MS).toISOString();

function rowOf(
  ctx: Context,
  seen: Pick<StateRow, 'key' | 'facts' | 'told'>,
  { state }: Outcome,
  before: StateRow | undefined,
): Omit<StateRow, 'revision'> {
  const isSame = before?.level === state.level && before.epoch === state.epoch;
  return { ...state, ...seen, since: isSame ? before.since : ctx.now.toISOString() };
}

async function written(
  ctx: Context,
  rule: MetricRule,
  { key, slot, facts }: At & Pick<StateRow, 'facts'>,
  { action }: Outcome,
  put: (told?: Told) => ReturnType<typeof statePut>,
): Promise<Step[]> {
  if (action?.kind === 'breach') {
    const { severity } = action;
    const at = breachAt(rule, slot, ctx.now);
    const closedUntil = await closedUntilOf(ctx, rule, at);
    return fireMetric(ctx, { ...rule, closedUntil }, { kind: 'breach', at, key, severity, metric: facts }, put);
  }
  if (action) await endOfKey(ctx, { ruleId: rule.ruleId, key, at: ctx.now.toISOString() });
  await commit(ctx, [put()]);
  return [];
}
