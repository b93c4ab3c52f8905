import type { Preset } from '../../../shared/dashboard/periods.ts';
import { oneOf } from '../search.ts';
import { presets } from './period.ts';

export type Days = { from: string; to: string };
/** A period as an address holds it: one that dashboards know by name, or days. */
export type Period = { preset?: Preset | undefined; from?: string | undefined; to?: string | undefined };

const DAY_MS = 86_400_000;
const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
export const addDays = (day: string, count: number): string => dayOf(new Date(dateOf(day).getTime() + count * DAY_MS));
const addMonths = (first: string, count: number): string => {
  const date = dateOf(first);
  date.setUTCMonth(date.getUTCMonth() + count);
  return dayOf(date);
};

/** How many days a range has, both ends in it. */
export const lengthOf = ({ from, to }: Days): number =>
  Math.round((dateOf(to).getTime() - dateOf(from).getTime()) / DAY_MS) + 1;

/** The company's day. */
export const todayIn = (timeZone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

/** The days of a preset, as the dashboards understand it: a month, quarter or year that still runs is whole. */
export function daysOfPreset(preset: Preset, today: string): Days {
  const month = `${today.slice(0, 7)}-01`;
  const months = (first: string, count: number): Days => ({ from: first, to: addDays(addMonths(first, count), -1) });
  switch (preset) {
    case '28d':
      return { from: addDays(today, -27), to: today };
    case '90d':
      return { from: addDays(today, -89), to: today };
    case 'month':
      return months(month, 1);
    case 'last_month':
      return months(addMonths(month, -1), 1);
    case 'quarter':
      return months(addMonths(month, -((Number(today.slice(5, 7)) - 1) % 3)), 3);
    case 'year':
      return months(`${today.slice(0, 4)}-01-01`, 12);
  }
}

/** First and last day of a point of a line, a day or a month, as far as they lie within what was asked for. */
export function daysOfPoint(period: string, { from, to }: Days): Days {
  if (period.length > 7) return { from: period, to: period };
  const [first, last] = [`${period}-01`, addDays(addMonths(`${period}-01`, 1), -1)];
  return { from: first < from ? from : first, to: last > to ? to : last };
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(dateOf(value).getTime()) &&
  dayOf(dateOf(value)) === value;

/** The period that an address names; half a range, and one that runs backwards, is none. */
export function periodIn(given: Record<string, unknown>): Period {
  const { from, to } = given;
  if (isDay(from) && isDay(to) && from <= to) return { from, to };
  const preset = oneOf(given['preset'], presets);
  return preset ? { preset } : {};
}

export const daysOf = ({ preset, from, to }: Period, usual: Preset, today: string): Days =>
  from && to ? { from, to } : daysOfPreset(preset ?? usual, today);
