import { benjaminiHochberg } from '../metrics/tests/false-discovery.ts';
import { spikeOfDays } from '../metrics/tests/spike.ts';
import type { Monthly } from './review.schema.ts';

/** A kind of requests with its numbers of each month, the reviewed month last. */
export type Requests = Pick<Monthly['kinds'][number], 'type' | 'theme' | 'n'>;

/** Fewer in all months say nothing. */
const LEAST = 5;
const MOST_SHOWN = 500;
const FALSE_DISCOVERIES = 0.05;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/**
 * Which kinds of requests have become more: the number of the last month beside those of the months before, by days, and
 * the false discovery rate over all kinds that are tested. `days` are those of each month.
 */
export function trendOf(kinds: readonly Requests[], days: readonly number[]): Pick<Monthly, 'kinds' | 'few'> {
  const tested = kinds.filter(({ n }) => sum(n) >= LEAST).map((kind) => ({ ...kind, ...measured(kind.n, days) }));
  const qs = benjaminiHochberg(tested.flatMap(({ p }) => p ?? []));
  let next = 0;
  const judged = tested.map((kind) => {
    const q = kind.p === null ? null : (qs[next++] ?? 1);
    const verdict =
      q === null ? ('untested' as const) : q <= FALSE_DISCOVERIES ? ('more' as const) : ('usual' as const);
    return { ...kind, q, verdict };
  });
  const inOrder = judged.toSorted(
    (a, b) => Number(b.verdict === 'more') - Number(a.verdict === 'more') || (b.n.at(-1) ?? 0) - (a.n.at(-1) ?? 0),
  );
  const rest = [...kinds.filter(({ n }) => sum(n) < LEAST), ...inOrder.slice(MOST_SHOWN)];
  const few = { kinds: rest.length, n: days.map((_, month) => sum(rest.map(({ n }) => n[month] ?? 0))) };
  return { kinds: inOrder.slice(0, MOST_SHOWN), few };
}

/** How many times as many a day there are as before, and how likely that is by chance. */
function measured(n: readonly number[], days: readonly number[]) {
  const months = n.map((count, month) => ({ n: count, days: days[month] ?? 0 }));
  const now = months.at(-1) ?? { n: 0, days: 0 };
  const earlier = months.slice(0, -1).filter((month) => month.days > 0);
  if (earlier.length === 0 || now.days === 0) return { ratio: null, p: null };
  const { p, mean } = spikeOfDays(now, earlier, 'above');
  return { ratio: mean === 0 ? null : now.n / mean, p };
}
