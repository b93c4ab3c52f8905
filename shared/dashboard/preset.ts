import { addDays, addMonths, monthEnd } from '../kernel/calendar.ts';

/** Periods that dashboards know by name, in the order in which they are offered. */
export const presets = ['28d', '90d', 'month', 'last_month', 'quarter', 'year'] as const;
export type Preset = (typeof presets)[number];

/** First and last day, both in it. */
export type Days = { from: string; to: string };

/**
 * The days of a preset on the company’s day `today`. A month, quarter or year that still runs is whole, so that it is
 * compared with the same dates of the one before.
 */
export function rangeOfPreset(preset: Preset, today: string): Days {
  const month = `${today.slice(0, 7)}-01`;
  const months = (first: string, count: number): Days => ({ from: first, to: monthEnd(addMonths(first, count - 1)) });
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
