import { type Days, type Preset, rangeOfPreset } from '../../../shared/dashboard/preset.ts';
import { dayRange } from '../../../shared/kernel/calendar.ts';

/** First and last day of a period, both in it: a funnel is of days that have been. */
export function daysOf(preset: Preset, today: string): Days {
  const { from, to } = rangeOfPreset(preset, today);
  return { from, to: to < today ? to : today };
}

/** When a day begins somewhere. */
export const startOf = (day: string, timeZone: string): string => dayRange(day, timeZone).start.toISOString();

/** Days as lists of surveys take them: from the first moment of the first to the last of the last, and not beyond now. */
export function momentsOf({ from, to }: Days, timeZone: string) {
  const end = new Date(dayRange(to, timeZone).end.getTime() - 1);
  return { from: startOf(from, timeZone), to: end.toISOString() };
}
