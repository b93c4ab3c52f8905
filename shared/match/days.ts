import type { Settings } from '../company/settings.schema.ts';
import { dayRange } from '../kernel/calendar.ts';

type Days = { from?: string | undefined; to?: string | undefined };

/** The days of a filter in the company's calendar as instants in milliseconds, the end exclusive; without days all time. */
export function spanOfDays(
  { from, to }: Days,
  { timeZone, dayBoundary }: Pick<Settings, 'timeZone' | 'dayBoundary'>,
): { start: number; end: number } {
  const range = (day: string) => dayRange(day, timeZone, dayBoundary);
  return {
    start: from === undefined ? 0 : range(from).start.getTime(),
    end: to === undefined ? Infinity : range(to).end.getTime(),
  };
}
