import { addDays, localDay } from '../kernel/calendar.ts';
import type { StoredActivity } from './activity.schema.ts';

const MINUTE = 60_000;

type Timed = Pick<StoredActivity, 'startAt' | 'dueAt' | 'durationMinutes'>;

/**
 * From when to when an activity is, both the same where that is an instant. With a start it ends when it is due; one without
 * takes its minutes before that.
 */
export function spanOf({ startAt, dueAt, durationMinutes = 0 }: Timed): { from: Date; to: Date } {
  const due = Date.parse(dueAt);
  const length = durationMinutes * MINUTE;
  const from = startAt === undefined ? due - length : Date.parse(startAt);
  return { from: new Date(from), to: new Date(due > from ? due : from + length) };
}

/**
 * The days (`YYYY-MM-DD`) of an activity in its zone: its first one, and the one behind its last, as calendars count them. What
 * ends at midnight ends with the day before.
 */
export function daysOf(one: Timed & Pick<StoredActivity, 'timeZone'>): { first: string; behind: string } {
  const { from, to } = spanOf(one);
  const last = new Date(Math.max(from.getTime(), to.getTime() - 1));
  return { first: localDay(from, one.timeZone), behind: addDays(localDay(last, one.timeZone), 1) };
}
