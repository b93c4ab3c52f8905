import { addDays, dayStart, mondayOf, monthEnd } from '../kernel/calendar.ts';
import type { ReviewKind } from './review.schema.ts';

/** Days (`YYYY-MM-DD`) from the first to the last, both inclusive. */
export type Days = { from: string; to: string };

/** The ISO 8601 week of a day, e.g. `2026-W48`: that of its Thursday, which says whose year it is. */
function weekOf(day: string): string {
  const thursday = addDays(mondayOf(day), 3);
  const year = thursday.slice(0, 4);
  const days = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / 86_400_000;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The period of a kind that a day lies in. */
export const periodOf = (kind: ReviewKind, day: string): string =>
  ({ weekly: weekOf, monthly: (one: string) => one.slice(0, 7), quarterly: quarterOf })[kind](day);

/** How the periods of a kind are written, of the years that calendars are made for. */
const years = '(?:19[7-9]|2\\d\\d)\\d';
const forms: Record<ReviewKind, RegExp> = {
  weekly: new RegExp(`^${years}-W\\d\\d$`),
  monthly: new RegExp(`^${years}-\\d\\d$`),
  quarterly: new RegExp(`^${years}-Q[1-4]$`),
};

/** The days of a period; undefined where there is none of that name, such as the 53rd week of most years. */
export function daysOf(kind: ReviewKind, period: string): Days | undefined {
  if (!forms[kind].test(period)) return undefined;
  const [year = '', part = ''] = period.split('-');
  const number = Number(part.replace(/\D/, ''));
  if (kind === 'weekly') {
    const from = addDays(mondayOf(`${year}-01-04`), 7 * (number - 1));
    return periodOf(kind, from) === period ? { from, to: addDays(from, 6) } : undefined;
  }
  if (kind === 'quarterly') {
    const month = (one: number): string => `${year}-${String(one).padStart(2, '0')}`;
    return { from: `${month(3 * number - 2)}-01`, to: monthEnd(month(3 * number)) };
  }
  return number >= 1 && number <= 12 ? { from: `${period}-01`, to: monthEnd(period) } : undefined;
}

/** The last period of a kind that has ended before a day. */
export function lastEnded(kind: ReviewKind, today: string): { period: string; days: Days } {
  const running = daysOf(kind, periodOf(kind, today));
  const period = periodOf(kind, addDays(running?.from ?? today, -1));
  return { period, days: daysOf(kind, period) ?? { from: today, to: today } };
}

/**
 * When the review of a period is due: so many days after its last one, at a time of day on the company's clocks. Where
 * these jump over that time, at the jump; where they pass it twice, the first time.
 */
export const dueAt = ({ to }: Days, { day, at }: { day: number; at: string }, timeZone: string): Date =>
  new Date(dayStart(addDays(to, day), timeZone, at));
