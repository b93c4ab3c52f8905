import { type Days, type Preset, presets, rangeOfPreset } from '../../../shared/dashboard/preset.ts';
import { localDay, monthEnd } from '../../../shared/kernel/calendar.ts';
import { oneOf } from '../search.ts';

export type { Days };
/** A period as an address holds it: one that dashboards know by name, or days. */
export type Period = { preset?: Preset | undefined; from?: string | undefined; to?: string | undefined };

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** How many days a range has, both ends in it. */
export const lengthOf = ({ from, to }: Days): number =>
  Math.round((dateOf(to).getTime() - dateOf(from).getTime()) / 86_400_000) + 1;

/** The company's day. */
export const todayIn = (timeZone: string, now = new Date()): string => localDay(now, timeZone);

/** First and last day of a point of a line, a day or a month, as far as they lie within what was asked for. */
export function daysOfPoint(period: string, { from, to }: Days): Days {
  if (period.length > 7) return { from: period, to: period };
  const [first, last] = [`${period}-01`, monthEnd(period)];
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
  from && to ? { from, to } : rangeOfPreset(preset ?? usual, today);
