import type { Calendar } from '../../../../shared/calendar/calendar.schema.ts';

export type Weekly = Calendar['weekly'];
export type Day = Weekly[number]['day'];
export type Hours = { start: string; end: string };
export const days: readonly Day[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export const hoursOf = (weekly: Weekly, day: Day): Hours[] =>
  weekly.filter((one) => one.day === day).map(({ start, end }) => ({ start, end }));

/** The week with other hours on one day; days stay in their order. */
export const withHours = (weekly: Weekly, day: Day, hours: readonly Hours[]): Weekly =>
  days.flatMap((one) => (one === day ? hours : hoursOf(weekly, one)).map((interval) => ({ day: one, ...interval })));

/** Days with the same hours together: `[['monday', …, 'friday'], '09:00–17:00']`. */
export function hoursInWords(weekly: Weekly): [Day[], string][] {
  const runs: [Day[], string][] = [];
  for (const day of days) {
    const words = hoursOf(weekly, day)
      .map(({ start, end }) => `${start}–${end}`)
      .join(', ');
    const last = runs.at(-1);
    if (last && last[1] === words) last[0].push(day);
    else runs.push([[day], words]);
  }
  return runs.filter(([, words]) => words !== '');
}
