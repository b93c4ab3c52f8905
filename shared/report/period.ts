import { addDays, addMonths, isoWeekday, monthEnd } from '../kernel/calendar.ts';

/** The day on which a company's week begins. */
export const weekStarts = ['monday', 'sunday', 'saturday'] as const;
export type WeekStart = (typeof weekStarts)[number];
type Range = { from: string; to: string };

const spans = ['week', 'month', 'quarter', 'year'] as const;
type Span = (typeof spans)[number];
/** How many of a unit a period may have. */
const MOST = { days: 366, weeks: 53, months: 24 } as const;

const named = new RegExp(`^(this|last)_(${spans.join('|')})$`);
const counted = /^last_(\d{1,3})_(days|weeks|months)$/;
const between = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/;

/** What is wrong with a period; undefined where nothing is. */
export function periodFault(text: string): string | undefined {
  if (text === 'yesterday' || named.test(text)) return undefined;
  const [, count, unit] = counted.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) {
    const most = MOST[unit as keyof typeof MOST];
    return Number(count) >= 1 && Number(count) <= most && !count.startsWith('0')
      ? undefined
      : `must be 1 to ${most} ${unit}`;
  }
  const [, from, to] = between.exec(text) ?? [];
  if (from === undefined || to === undefined)
    return 'must be `yesterday`, `this_week`, `last_month`, `last_28_days`, `last_12_weeks`, `last_6_months` or two days such as `2026-11-01..2026-11-30`; quarter and year are known, too';
  if (!isDay(from) || !isDay(to)) return 'must name days that there are';
  if (from > to) return 'must not end before it begins';
  return addDays(from, 3_660) <= to ? 'must be at most 3 660 days' : undefined;
}

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text && text >= '1970-01-01';
};

/** The first day of the week that a day is in. */
export const weekOf = (day: string, weekStart: WeekStart): string =>
  addDays(day, -((isoWeekday(day) - { monday: 1, sunday: 7, saturday: 6 }[weekStart] + 7) % 7));

function startOf(day: string, span: Span, weekStart: WeekStart): string {
  if (span === 'week') return weekOf(day, weekStart);
  const month = Number(day.slice(5, 7));
  const first = span === 'month' ? month : span === 'quarter' ? month - ((month - 1) % 3) : 1;
  return `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01`;
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/**
 * The days of a period as it is on a company's day `today`; complete days alone, so that the last one is yesterday at
 * the latest. `this_…` is the one in which yesterday lies: on its first day nothing of the new one is complete yet.
 */
export function resolvePeriod(text: string, today: string, weekStart: WeekStart): Range {
  const yesterday = addDays(today, -1);
  if (text === 'yesterday') return { from: yesterday, to: yesterday };
  const [, from, to] = between.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return { from, to };
  const [, which, span] = named.exec(text) ?? [];
  if (which === 'this') return { from: startOf(yesterday, span as Span, weekStart), to: yesterday };
  if (which === 'last') {
    const end = addDays(startOf(today, span as Span, weekStart), -1);
    return { from: startOf(end, span as Span, weekStart), to: end };
  }
  const [, number, unit] = counted.exec(text) ?? [];
  const count = Number(number);
  if (unit === 'days') return { from: addDays(today, -count), to: yesterday };
  if (unit === 'weeks') {
    const start = weekOf(today, weekStart);
    return { from: addDays(start, -7 * count), to: addDays(start, -1) };
  }
  if (unit === 'months') {
    const start = `${today.slice(0, 7)}-01`;
    return { from: addMonths(start, -count), to: monthEnd(addMonths(start, -1)) };
  }
  throw new Error(`no period: ${text}`);
}

/** The most days that a period can have, whenever it is resolved. */
export function mostDaysOf(text: string): number {
  const [, from, to] = between.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  const [, , span] = named.exec(text) ?? [];
  if (span !== undefined) return span === 'week' ? 7 : 31 * monthsOf[span as keyof typeof monthsOf];
  const [, number, unit] = counted.exec(text) ?? [];
  return Number(number ?? 1) * (unit === 'weeks' ? 7 : unit === 'months' ? 31 : 1);
}
