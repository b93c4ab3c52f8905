import type { Severity } from '../fields/severity.schema.ts';
import { addDays, dayStart, localDay, zoneOffset } from '../kernel/calendar.ts';
import type { Notifications } from './notification.schema.ts';

/** What decides when a person is told. */
export type Habits = Pick<Notifications, 'digest' | 'dailyAt' | 'quietHours' | 'criticalBypasses'>;
type Told = { severity: Severity; at: Date; timeZone: string };

const HOUR = 3_600_000;

/**
 * When a person is told of something that is to be told `at`: undefined for at once, else an instant after it. What is
 * critical waits for no digest, and for the end of quiet hours only where it does not pass them. Times of day are those
 * of the zone, whatever its clocks do.
 */
export function whenTold(habits: Habits, { severity, at, timeZone }: Told): string | undefined {
  const isCritical = severity === 'critical';
  const due = isCritical ? at.getTime() : digestAfter(habits, at, timeZone);
  const passes = isCritical && habits.criticalBypasses;
  const told = (passes ? undefined : quietUntil(habits, due, timeZone)) ?? due;
  return told > at.getTime() ? new Date(told).toISOString() : undefined;
}

/** The next digest; the instant itself for whoever wants none. */
function digestAfter({ digest, dailyAt }: Habits, at: Date, timeZone: string): number {
  const now = at.getTime();
  if (digest === 'at_once') return now;
  // Full hours on the wall: in some zones they are half past on the clocks of UTC.
  if (digest === 'hourly') return now + HOUR - ((now + zoneOffset(now, timeZone)) % HOUR);
  const today = localDay(at, timeZone);
  const due = dayStart(today, timeZone, dailyAt);
  return due > now ? due : dayStart(addDays(today, 1), timeZone, dailyAt);
}

/** The end of the quiet hours that an instant lies in; those of the day before may reach into its day. */
function quietUntil({ quietHours }: Habits, at: number, timeZone: string): number | undefined {
  if (!quietHours) return undefined;
  const { start, end } = quietHours;
  const today = localDay(new Date(at), timeZone);
  for (const day of [addDays(today, -1), today]) {
    const until = dayStart(end < start ? addDays(day, 1) : day, timeZone, end);
    if (dayStart(day, timeZone, start) <= at && at < until) return until;
  }
  return undefined;
}
