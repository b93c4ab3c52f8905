import { isMetricRule, type MetricRule } from '../alert-rule/metric-test.ts';
import { metricRulesFor, ruleNow } from '../alert-rule/rule-set.ts';
import { type RenderAlert, tell } from '../alert/notice.ts';
import { settingsOf } from '../company/settings.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { DueKind } from '../kernel/due.ts';
import type { CountingSettings } from '../metrics/counted-kind.ts';
import { type Evaluated, evaluate } from './evaluate.ts';
import { claimMark, type Mark, markDueAt, markId, MARKS, readMark, settleMark } from './mark.store.ts';
import { dueAt, isPeriodic, nextMidnight, SLOT_MS, slotOf } from './periods.ts';
import { isWatchedKey } from './watched-keys.ts';

type Watching = Pick<MetricRule, 'metric' | 'test'>;

const LEASE_MS = 2 * 60_000;

/** What is due with rules on numbers: each mark is evaluated by one run, and people are told what follows. */
export const dueMarks = (render: RenderAlert): DueKind<Mark> => ({
  kind: MARKS,
  find: readMark,
  dueAt: markDueAt,
  async run(ctx, seen) {
    const ours = await claimMark(ctx, seen, LEASE_MS);
    const rule = await ruleOf(ctx, ours.ruleId);
    if (!rule) return settleMark(ctx, ours);
    const zone = await settingsOf(ctx);
    const evaluated = await evaluate(ctx, rule, ours, zone);
    for (const step of evaluated.steps) await tell(ctx, step, { notify: rule.notify, record: undefined, render });
    const today = localDay(ctx.now, zone.timeZone, zone.dayBoundary);
    // What is too seldom to be watched goes on until its alert is over.
    const goesOn = evaluated.alerted || (await isWatchedKey(ctx, rule, ours.key, today));
    const next = goesOn ? nextOf({ rule, slot: ours.slot, now: ctx.now, zone }, evaluated) : undefined;
    return settleMark(ctx, ours, next);
  },
  /** What was claimed is due again when the claim ends. */
  async postpone(ctx, seen) {
    const now = await readMark(ctx, markId(seen));
    if (!now) return 'skipped';
    if (now.claimedUntil === undefined) await claimMark(ctx, now, LEASE_MS);
    return 'failed';
  },
});

/** A rule that is switched on. One that this process has not heard of yet is looked for. */
async function ruleOf(ctx: Context, ruleId: string): Promise<MetricRule | undefined> {
  const known = (await metricRulesFor(ctx)).find((one) => one.ruleId === ruleId);
  const rule = known ?? (await ruleNow(ctx, ruleId));
  return rule && rule.enabled && isMetricRule(rule) ? rule : undefined;
}

/** When a rule is to be evaluated for the key again though its number does not change. */
export function nextOf(
  { rule, slot, now, zone }: { rule: Watching; slot: number; now: Date; zone: CountingSettings },
  { needsMore, alerted, level }: Pick<Evaluated, 'needsMore' | 'alerted' | 'level'>,
): Pick<Mark, 'slot' | 'dueAt'> | undefined {
  const { test } = rule;
  // That nothing comes is a change which nobody counts.
  if (mindsNothing(rule) && level !== undefined && level !== 'INSUFFICIENT')
    return { slot: slot + 1, dueAt: dueAt(test, slot + 1, now, zone) };
  if (needsMore) {
    const running = slotOf(test, '', now);
    return { slot: running, dueAt: dueAt(test, running, now, zone) };
  }
  // Days leave a window by themselves.
  if (!alerted || test.kind !== 'threshold' || !test.window.endsWith('d')) return undefined;
  const due = nextMidnight(now, zone);
  return { slot: Date.parse(due) / SLOT_MS - 1, dueAt: due };
}

/** Whether a rule is on too few records of complete days. */
const mindsNothing = ({ metric, test }: Watching): boolean =>
  metric === 'volume' && isPeriodic(test) && 'direction' in test && test.direction === 'below';
