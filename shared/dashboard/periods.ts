import { invalid } from '../http/problem.ts';
import { addDays, addMonths, monthEnd } from '../kernel/calendar.ts';
import { type Pair, pairOf, type Past, pasts } from '../metrics/comparison/periods.ts';
import type { Range } from '../metrics/rows.ts';

export const presets = ['28d', '90d', 'month', 'last_month', 'quarter', 'year'] as const;
export type Preset = (typeof presets)[number];

/** Longest range in days: a longer one reaches into last year’s. */
const MOST_DAYS = 366;

/**
 * The days of a preset on the company’s day `today`. A month, quarter or year that still runs is whole, so that it is
 * compared with the same dates of the one before.
 */
export function rangeOfPreset(preset: Preset, today: string): Range {
  const month = `${today.slice(0, 7)}-01`;
  const months = (first: string, count: number): Range => ({ from: first, to: monthEnd(addMonths(first, count - 1)) });
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

export type Asked = { preset?: Preset | undefined; from?: string | undefined; to?: string | undefined };

/** The days that a request asks for. Throws 400 for a preset with days, half a range, and an impossible or too long one. */
export function rangeAsked({ preset, from, to }: Asked, today: string): { range: Range; preset?: Preset } {
  const days = from !== undefined || to !== undefined;
  if (preset !== undefined && days)
    throw invalid({ parameter: 'preset', detail: 'cannot be given together with `from` and `to`' });
  if (!days) return { range: rangeOfPreset(preset ?? '28d', today), preset: preset ?? '28d' };
  if (from === undefined || to === undefined)
    throw invalid({ parameter: from === undefined ? 'from' : 'to', detail: 'must be given, too' });
  if (from > to) throw invalid({ parameter: 'from', detail: 'must not be after `to`' });
  if (addDays(from, MOST_DAYS) <= to)
    throw invalid({ parameter: 'to', detail: `must be less than ${MOST_DAYS} days after \`from\`` });
  return { range: { from, to } };
}

/** With what a range is compared; a past that has no complete day is known as such, one that it reaches into is absent. */
export type Pairs = Partial<Record<Past, Pair | 'no_complete_day'>>;

export function pairsOf(range: Range, today: string): Pairs {
  return Object.fromEntries(
    pasts.flatMap((past) => {
      const pair = pairOf(range, past, today) ?? 'no_complete_day';
      return pair !== 'no_complete_day' && pair.before.to >= pair.now.from ? [] : [[past, pair]];
    }),
  );
}

/** The ranges of days whose counters a page is made of, none of them twice. */
export function rangesOf(range: Range, pairs: Pairs): Range[] {
  const all = [range, ...Object.values(pairs).flatMap((pair) => (pair === 'no_complete_day' ? [] : [pair.before]))];
  const ordered = all.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return ordered.reduce<Range[]>((merged, { from, to }) => {
    const last = merged.at(-1);
    if (!last || from > addDays(last.to, 1)) return [...merged, { from, to }];
    last.to = last.to > to ? last.to : to;
    return merged;
  }, []);
}
