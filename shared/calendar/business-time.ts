import { addDays, dayStart, isoWeekday, localDay } from '../kernel/calendar.ts';
import { type Calendar, endOf, minutesOf, weekdays } from './calendar.schema.ts';

/** Opening hours, as far as time is counted by them. */
export type Hours = Pick<Calendar, 'timeZone' | 'weekly' | 'exceptions'>;
type Span = { start: number; end: number };

const MINUTE = 60_000;
const DAY_MINUTES = 1_440;

/**
 * The first instant by which so many open minutes have passed since `from`. Outside of hours time stands still, so zero
 * minutes lead to the next opening. Hours are local walls, and time between them is real: an hour that clocks leave out is
 * not worked, one that they repeat is.
 */
export function addBusinessMinutes(from: Date, minutes: number, hours: Hours): Date {
  let left = minutes * MINUTE;
  for (const span of openSpans(hours, from)) {
    const start = Math.max(span.start, from.getTime());
    const open = span.end - start;
    if (open <= 0) continue;
    if (left <= open) return new Date(start + left);
    left -= open;
  }
  throw new Error('a calendar without hours never opens');
}

/** Open minutes between two instants, with fractions; negative where `to` comes first. */
export function businessMinutesBetween(from: Date, to: Date, hours: Hours): number {
  if (to < from) return 0 - businessMinutesBetween(to, from, hours);
  let open = 0;
  for (const { start, end } of openSpans(hours, from)) {
    if (start >= to.getTime()) break;
    open += Math.max(0, Math.min(end, to.getTime()) - Math.max(start, from.getTime()));
  }
  return open / MINUTE;
}

/** So long a calendar is looked at for an opening; it has fewer exceptions than that. */
const MOST_CLOSED_DAYS = 1_000;

/** When it is open around an instant and for ever after, in order. What overlaps over midnight is open once. */
function* openSpans({ timeZone, weekly, exceptions }: Hours, from: Date): Generator<Span> {
  const special = new Map(exceptions.map(({ date, intervals }) => [date, intervals]));
  const regular = Map.groupBy(weekly, ({ day }) => day);
  const at = (day: string, minutes: number): number => {
    const time = minutes % DAY_MINUTES;
    const clock = `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
    return dayStart(addDays(day, Math.floor(minutes / DAY_MINUTES)), timeZone, clock);
  };
  let until = -Infinity;
  // Hours of the day before may reach into the day.
  let day = addDays(localDay(from, timeZone), -1);
  for (let closed = 0; closed < MOST_CLOSED_DAYS; closed++, day = addDays(day, 1)) {
    const intervals = special.get(day) ?? regular.get(weekdayOf(day)) ?? [];
    for (const interval of intervals.toSorted((one, other) => minutesOf(one.start) - minutesOf(other.start))) {
      const start = Math.max(until, at(day, minutesOf(interval.start)));
      const end = at(day, endOf(interval));
      if (end <= start) continue;
      until = end;
      closed = 0;
      yield { start, end };
    }
  }
}

const weekdayOf = (day: string): (typeof weekdays)[number] => weekdays[isoWeekday(day) - 1] ?? 'monday';
