const HOUR = 60;
const DAY = 24 * HOUR;

const soon = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50];
/** Where the steps of the histogram of minutes begin: rows of a bounded size, and the round times that people name. */
const begins: readonly number[] = [
  ...soon,
  ...[1, 1.25, 1.5, 2, 3, 4, 6, 8, 10, 12, 18].map((hours) => hours * HOUR),
  ...[1, 1.5, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30].map((days) => days * DAY),
];

/** Numbers of the steps, which name their counters. */
export const minuteSteps: readonly number[] = [...begins.keys()];

/** The number of the step that a time lies in. */
export const minuteStep = (minutes: number): number =>
  Math.max(
    0,
    begins.findLastIndex((begin) => begin <= minutes),
  );

/** The median of a histogram by steps, of which each answer took as long as its step begins; null where there is none. */
export function medianOf(histogram: ReadonlyMap<number, number>): { median: number | null; n: number } {
  const bars = [...histogram].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const n = bars.reduce((sum, [, count]) => sum + count, 0);
  if (n === 0) return { median: null, n };
  const at = (rank: number): number => {
    let below = 0;
    const [step = 0] = bars.find(([, count]) => (below += count) > rank) ?? [];
    return begins[step] ?? 0;
  };
  return { median: (at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2))) / 2, n };
}
