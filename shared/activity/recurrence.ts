import { addDays, isoWeekday, mondayOf, monthEnd } from '../kernel/calendar.ts';

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const DAY = 86_400_000;

type Weekday = {
  /** As ISO 8601 counts it. */
  weekday: number;
  /** The first one of the month, or with -1 the last one; each one where absent. */
  nth: number | undefined;
};
/** A rule of recurrence (RFC 5545, 3.3.10), as far as it is taken. */
export type Rule = {
  frequency: (typeof frequencies)[number];
  interval: number;
  count: number | undefined;
  /** The last day, or the last instant, as an ISO text. */
  until: string | undefined;
  byDay: readonly Weekday[];
  byMonthDay: readonly number[];
};

const oneDay = '(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)';
const oneMonthDay = '-?(?:[1-9]|[12][0-9]|3[01])';
const listOf = (one: string): string => `${one}(?:,${one}){0,30}`;
const parts = new Map(
  Object.entries({
    FREQ: 'DAILY|WEEKLY|MONTHLY|YEARLY',
    INTERVAL: '[1-9][0-9]{0,2}',
    COUNT: '[1-9][0-9]{0,3}',
    UNTIL: '2[01][0-9]{6}(?:T[0-9]{6}Z)?',
    BYDAY: listOf(oneDay),
    BYMONTHDAY: listOf(oneMonthDay),
    WKST: 'MO',
  }).map(([name, form]) => [name, new RegExp(`^(?:${form})$`)]),
);

/** `20261210` is a day, `20261210T090000Z` an instant; undefined where there is no such day or time. */
function untilOf(text: string): string | undefined {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(text) ?? [];
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const isReal = !Number.isNaN(Date.parse(instant)) && new Date(instant).toISOString() === instant;
  if (!isReal) return undefined;
  return text.length === 8 ? instant.slice(0, 10) : instant;
}

const weekdayOf = (text: string): Weekday => ({
  weekday: weekdays.indexOf(text.slice(-2)) + 1,
  nth: text.length > 2 ? Number(text.slice(0, -2)) : undefined,
});

/** What a rule says; why it is not taken. */
export function ruleOf(text: string): Rule | { fault: string } {
  const said = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    const form = parts.get(name);
    if (!form) return { fault: `may say ${[...parts.keys()].join(', ')} and nothing else` };
    if (said.has(name)) return { fault: `must say ${name} once` };
    if (rest.length > 0 || !form.test(value)) return { fault: faults[name] ?? `says no ${name} that there is` };
    said.set(name, value);
  }
  const frequency = frequencies.find((one) => one === said.get('FREQ'));
  const [count, until] = [said.get('COUNT'), said.get('UNTIL')];
  if (!frequency) return { fault: 'must say FREQ' };
  if ((count === undefined) === (until === undefined)) return { fault: 'must end: by COUNT or by UNTIL' };
  const end = until === undefined ? undefined : untilOf(until);
  if (until !== undefined && end === undefined) return { fault: 'says no UNTIL that there is' };
  const byDay = (said.get('BYDAY')?.split(',') ?? []).map(weekdayOf);
  const byMonthDay = (said.get('BYMONTHDAY')?.split(',') ?? []).map(Number);
  if (frequency === 'YEARLY' && byDay.length > 0) return { fault: 'may say BYDAY for days, weeks and months' };
  if (frequency !== 'MONTHLY' && byDay.some(({ nth }) => nth !== undefined))
    return { fault: 'may number weekdays in months alone' };
  if (frequency !== 'MONTHLY' && byMonthDay.length > 0) return { fault: 'may say BYMONTHDAY for months alone' };
  return {
    frequency,
    interval: Number(said.get('INTERVAL') ?? 1),
    count: count === undefined ? undefined : Number(count),
    until: end,
    byDay,
    byMonthDay,
  };
}

const faults: Readonly<Record<string, string>> = {
  FREQ: 'must say FREQ=DAILY, WEEKLY, MONTHLY or YEARLY',
  WKST: 'must count weeks from Monday on',
};

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

/** How many days, weeks, months or years of a rule lie between its first day and another. */
function periodsBetween({ frequency }: Rule, first: string, day: string): number {
  if (frequency === 'DAILY') return daysBetween(first, day);
  if (frequency === 'WEEKLY') return daysBetween(mondayOf(first), mondayOf(day)) / 7;
  const months = monthNumber(day) - monthNumber(first);
  return frequency === 'MONTHLY' ? months : months / 12;
}

function isWeekday({ weekday, nth }: Weekday, day: string): boolean {
  if (isoWeekday(day) !== weekday) return false;
  const number = Number(day.slice(8));
  if (nth === undefined) return true;
  return nth > 0 ? Math.ceil(number / 7) === nth : Math.ceil((daysBetween(day, monthEnd(day)) + 1) / 7) === -nth;
}

const isMonthDay = (wanted: number, day: string): boolean =>
  Number(day.slice(8)) === (wanted > 0 ? wanted : Number(monthEnd(day).slice(8)) + 1 + wanted);

/**
 * Whether a day is one of a rule that begins on `first`. What the rule leaves open is as on its first day: the weekday of
 * a week, the day of a month or year. A month or year without that day is passed over.
 */
export function isOn(rule: Rule, first: string, day: string): boolean {
  const periods = periodsBetween(rule, first, day);
  if (!Number.isInteger(periods) || periods % rule.interval !== 0) return false;
  const { frequency, byDay, byMonthDay } = rule;
  if (byDay.length > 0 && !byDay.some((one) => isWeekday(one, day))) return false;
  if (byMonthDay.length > 0 && !byMonthDay.some((one) => isMonthDay(one, day))) return false;
  if (byDay.length + byMonthDay.length > 0 || frequency === 'DAILY') return true;
  return frequency === 'WEEKLY' ? isoWeekday(day) === isoWeekday(first) : day.slice(8) === first.slice(8);
}

/** The days of a rule behind one of them, up to the last one that is looked at. */
export function* daysAfter(rule: Rule, first: string, { after, last }: { after: string; last: string }) {
  for (let day = addDays(after, 1); day <= last; day = addDays(day, 1)) if (isOn(rule, first, day)) yield day;
}
