import type { MetricTest } from '../alert-rule/metric-test.schema.ts';
import { addDays, dayStart, localDay } from '../kernel/calendar.ts';
import type { CountingSettings } from '../metrics/counted-kind.ts';
import type { Range } from '../metrics/rows.ts';

/** Which days a test looks at: those that are judged now, and the periods before them, the oldest first. */
export type Tested = { now: Range; before: readonly Range[] };

const MINUTE = 60_000;
const DAY = 86_400_000;
export const SLOT_MS = 5 * MINUTE;
/** What comes with the last minutes of a day is counted by then. */
const AFTER_MIDNIGHT_MS = 15 * MINUTE;

/** Whether a test judges complete days or weeks, once each, and not the day that runs. */
export const isPeriodic = (test: MetricTest): boolean =>
  test.kind === 'control' ||
  test.kind === 'ewma' ||
  (test.kind === 'spike' && test.direction === 'below') ||
  (test.kind === 'threshold' && test.window === 'yesterday');

const isWeekly = (test: MetricTest): boolean => 'period' in test && test.period === 'week';
/** 1970-01-01 was a Thursday: ISO weeks begin on the Monday three days before it. */
const MONDAY_OFFSET = 3;
const dayNumber = (day: string): number => Math.round(Date.parse(day) / DAY);
const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** The slot that a day's rows belong to: the number of the day or the week, or that of the five minutes that run. */
export function slotOf(test: MetricTest, day: string, now: Date): number {
  if (!isPeriodic(test)) return Math.floor(now.getTime() / SLOT_MS);
  return isWeekly(test) ? Math.floor((dayNumber(day) + MONDAY_OFFSET) / 7) : dayNumber(day);
}

/** The first and last day of a period. */
function periodOf(test: MetricTest, slot: number): Range {
  if (!isWeekly(test)) return { from: dayOf(slot), to: dayOf(slot) };
  const monday = dayOf(slot * 7 - MONDAY_OFFSET);
  return { from: monday, to: addDays(monday, 6) };
}

const midnightAfter = (day: string, { timeZone, dayBoundary }: CountingSettings): number =>
  dayStart(addDays(day, 1), timeZone, dayBoundary) + AFTER_MIDNIGHT_MS;

/** When a slot is judged: at its end, and of a complete period 15 minutes after the midnight that ends it; no sooner than the next slot. */
export function dueAt(test: MetricTest, slot: number, now: Date, zone: CountingSettings): string {
  const end = (Math.floor(now.getTime() / SLOT_MS) + 1) * SLOT_MS;
  const due = isPeriodic(test) ? Math.max(midnightAfter(periodOf(test, slot).to, zone), end) : (slot + 1) * SLOT_MS;
  return new Date(due).toISOString();
}

/** The next 15 minutes past midnight, when windows of several days move on without a change of any number. */
export const nextMidnight = (now: Date, zone: CountingSettings): string =>
  new Date(midnightAfter(localDay(now, zone.timeZone, zone.dayBoundary), zone)).toISOString();

/**
 * The days of a slot. Undefined for what nobody opens an alert for any more: of a period that ended before yesterday, and
 * of a slot in a day before that.
 */
export function testedIn(test: MetricTest, slot: number, now: Date, zone: CountingSettings): Tested | undefined {
  const { timeZone, dayBoundary } = zone;
  const yesterday = addDays(localDay(now, timeZone, dayBoundary), -1);
  if (isPeriodic(test)) {
    const period = periodOf(test, slot);
    if (period.to > yesterday || period.to < addDays(yesterday, isWeekly(test) ? -6 : 0)) return undefined;
    return { now: period, before: periodsBefore(test, slot, period.from) };
  }
  const day = localDay(new Date(slot * SLOT_MS), timeZone, dayBoundary);
  return day < yesterday ? undefined : { now: { from: day, to: day }, before: daysBefore(test, day) };
}

/** Periods of a baseline, and those of a moving average behind it. */
const BASELINE = { day: 56, week: 26 } as const;
const STRETCH = { day: 28, week: 12 } as const;
const EARLIER_WEEKS = 8;

/** How many of the periods before are the moving average's own, not the baseline's. */
export const stretchOf = (test: MetricTest): number => (test.kind === 'ewma' ? STRETCH[test.period] - 1 : 0);

function periodsBefore(test: MetricTest, slot: number, day: string): Range[] {
  if (test.kind === 'threshold') return [];
  if (test.kind === 'spike') return weeksBefore(day);
  const count = BASELINE[test.period] + stretchOf(test);
  return Array.from({ length: count }, (_, index) => periodOf(test, slot - count + index));
}

function daysBefore(test: MetricTest, day: string): Range[] {
  if (test.kind === 'spike') return weeksBefore(day);
  const days = test.kind === 'threshold' && test.window.endsWith('d') ? Number.parseInt(test.window, 10) : 1;
  return days === 1 ? [] : [{ from: addDays(day, 1 - days), to: addDays(day, -1) }];
}

/** The same weekday of eight earlier weeks. */
const weeksBefore = (day: string): Range[] =>
  Array.from({ length: EARLIER_WEEKS }, (_, index) => addDays(day, -7 * (EARLIER_WEEKS - index))).map((one) => ({
    from: one,
    to: one,
  }));
