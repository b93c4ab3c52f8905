import { invalid } from '../http/problem.ts';
import { addDays } from '../kernel/calendar.ts';
import { type Pair, pairOf, type Past, pasts } from '../metrics/comparison/periods.ts';
import type { Range } from '../metrics/rows.ts';
import { type Preset, rangeOfPreset } from './preset.ts';

/** Longest range in days: a longer one reaches into last year’s. */
const MOST_DAYS = 366;

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
