import { type Bar, barsOf, type Counters, excludedOf } from './counters.ts';
import { type Cell, countOf, meanOnScale, reaching, rescaled, spearman, wilson, Z95 } from './statistics.ts';

/** A number as it is told: never without how many answers it rests on, and what was left out of it. */
export type Reading = {
  /** Null when there is nothing to compute from; never NaN, never rounded. */
  value: number | null;
  n: number;
  /** Half-width of the 95 % interval, in the unit of `value`. */
  marginOfError?: number;
  /** Bounds of the 95 % interval where it is not symmetric. */
  interval?: { low: number; high: number };
  excluded: Record<string, number>;
  /** Counts of the parts that make up n. */
  breakdown?: Record<string, number>;
  /** The same parts in per cent, where the metric is one of shares; they sum to 100. */
  shares?: Record<string, number>;
};

/** Thresholds on the number line, not lists of integers: 8.5 is passive and 6.9 a detractor. */
export const isDetractor = (value: number): boolean => value < 7;

export function nps(counters: Counters): Reading {
  const bars = barsOf(counters, 'nps');
  const n = countOf(bars);
  const promoters = countOf(bars.filter(({ value }) => value >= 9));
  const detractors = countOf(bars.filter(({ value }) => isDetractor(value)));
  const reading = {
    n,
    excluded: excludedOf(counters, 'nps'),
    breakdown: { promoters, passives: n - promoters - detractors, detractors },
  };
  if (n === 0) return { value: null, ...reading };
  const score = (promoters - detractors) / n;
  const variance = Math.max(0, (promoters + detractors) / n - score * score);
  return {
    value: (100 * (promoters - detractors)) / n,
    marginOfError: Z95 * Math.sqrt(variance / n) * 100,
    ...reading,
  };
}

/** Mean of a family's answers on 1..`points`. */
export const mean =
  (family: string, points: number, breakdown?: (counters: Counters) => Record<string, number>) =>
  (counters: Counters): Reading => {
    const bars = barsOf(counters, family);
    const reading = {
      n: countOf(bars),
      excluded: excludedOf(counters, family),
      ...(breakdown && { breakdown: breakdown(counters) }),
    };
    if (reading.n === 0) return { value: null, ...reading };
    const { mean: value, marginOfError } = meanOnScale(bars, points);
    return { value, ...(marginOfError !== undefined && { marginOfError }), ...reading };
  };

/** Share of answers that reach `part / whole` of their scale, in per cent, with its Wilson interval. */
export const topShare =
  (family: string, part: number, whole: number, names: readonly [string, string]) =>
  (counters: Counters): Reading => {
    const bars = barsOf(counters, family);
    const n = countOf(bars);
    const top = reaching(bars, part, whole);
    return {
      ...proportion(top, n, 100),
      excluded: excludedOf(counters, family),
      breakdown: { [names[0]]: top, [names[1]]: n - top },
    };
  };

/** Share of successes in units of 1 or 100, with its Wilson interval. */
export function proportion(
  successes: number,
  n: number,
  unit: 1 | 100,
): Pick<Reading, 'value' | 'n' | 'marginOfError' | 'interval'> {
  if (n === 0) return { value: null, n };
  const { low, high } = wilson(successes, n);
  return {
    value: (unit * successes) / n,
    n,
    marginOfError: (unit * (high - low)) / 2,
    interval: { low: unit * low, high: unit * high },
  };
}

const sentiments = ['positive', 'neutral', 'negative', 'mixed'] as const;

function sentimentCounts(counters: Counters): { counts: Record<(typeof sentiments)[number], number>; n: number } {
  const count = (name: string): number => counters[`sentiment:${name}`] ?? 0;
  const counts = {
    positive: count('positive'),
    neutral: count('neutral'),
    negative: count('negative'),
    mixed: count('mixed'),
  };
  return { counts, n: sentiments.reduce((sum, name) => sum + counts[name], 0) };
}

export function sentimentShare(counters: Counters): Reading {
  const { counts, n } = sentimentCounts(counters);
  const shares = Object.fromEntries(sentiments.map((name) => [name, (100 * counts[name]) / n]));
  return {
    ...proportion(counts.positive, n, 100),
    excluded: excludedOf(counters, 'sentiment'),
    breakdown: counts,
    ...(n > 0 && { shares }),
  };
}

export function netSentiment(counters: Counters): Reading {
  const { counts, n } = sentimentCounts(counters);
  const reading = { n, excluded: excludedOf(counters, 'sentiment'), breakdown: counts };
  if (n === 0) return { value: null, ...reading };
  const value = (counts.positive - counts.negative) / n;
  const variance = Math.max(0, (counts.positive + counts.negative) / n - value * value);
  return { value, marginOfError: Z95 * Math.sqrt(variance / n), ...reading };
}

/** Records that show an emotion at all, among those whose text was looked at for emotions; one may show several. */
export function emotionShare(counters: Counters): Reading {
  const n = counters['emotion'] ?? 0;
  const parts = partsOf(counters, 'emotion');
  return {
    ...proportion(n - (parts['none'] ?? 0), n, 1),
    excluded: { ...excludedOf(counters, 'sentiment'), ...excludedOf(counters, 'emotion') },
    breakdown: parts,
  };
}

const urgencies = ['low', 'normal', 'high', 'critical'] as const;

export function urgentShare(counters: Counters): Reading {
  const count = (urgency: string): number => counters[`urgency:${urgency}`] ?? 0;
  const breakdown = Object.fromEntries(urgencies.map((urgency) => [urgency, count(urgency)]));
  const n = urgencies.reduce((sum, urgency) => sum + count(urgency), 0);
  return {
    ...proportion(count('high') + count('critical'), n, 1),
    excluded: { ...excludedOf(counters, 'sentiment'), ...excludedOf(counters, 'urgency') },
    breakdown,
  };
}

/** The counters of a family by what stands behind its name; only those that count something. */
function partsOf(counters: Counters, family: string): Record<string, number> {
  const own = Object.entries(counters).filter(([name, count]) => count !== 0 && name.startsWith(`${family}:`));
  return Object.fromEntries(own.map(([name, count]) => [name.slice(family.length + 1), count]));
}

export function commentRate(counters: Counters): Reading {
  const n = counters['answers'] ?? 0;
  const commented = counters['commented'] ?? 0;
  return {
    ...proportion(commented, n, 1),
    excluded: excludedOf(counters, 'answers'),
    breakdown: { commented, uncommented: n - commented },
  };
}

export function responseRate(counters: Counters): Reading {
  const n = counters['invited'] ?? 0;
  const answered = counters['answered'] ?? 0;
  return {
    ...proportion(answered, n, 1),
    excluded: excludedOf(counters, 'invited'),
    breakdown: { answered, unanswered: n - answered },
  };
}

export function volume(counters: Counters): Reading {
  const n = counters['volume'] ?? 0;
  return { value: n === 0 ? null : n, n, excluded: excludedOf(counters, 'volume') };
}

/** CSAT answers by whether the first contact solved it. */
export const fcrBreakdown = (counters: Counters): Record<string, number> => ({
  resolvedAtFirstContact: countOf(barsOf(counters, 'fcr')),
  notResolvedAtFirstContact: counters['fcr-not'] ?? 0,
});

/** Below this many answers a rank correlation says nothing. */
export const CORRELATION_MIN_N = 10;

/** Counters of the resolution buckets arrive as `<minutes>|csat:…`; the plain ones are the company's. */
export function resolutionCorrelation(counters: Counters): Reading {
  const cells: Cell[] = [];
  for (const [minutes, bars] of barsByBucket(counters)) {
    for (const bar of bars) cells.push({ x: minutes, y: rescaled(bar, 5), count: bar.count });
  }
  const n = cells.reduce((sum, { count }) => sum + count, 0);
  return { value: n < CORRELATION_MIN_N ? null : spearman(cells), n, excluded: excludedOf(counters, 'resolution') };
}

function barsByBucket(counters: Counters): Map<number, Bar[]> {
  const buckets = new Map<number, Counters>();
  for (const [name, count] of Object.entries(counters)) {
    const end = name.indexOf('|');
    if (end < 0) continue;
    const minutes = Number(name.slice(0, end));
    const bucket = buckets.get(minutes) ?? {};
    bucket[name.slice(end + 1)] = count;
    buckets.set(minutes, bucket);
  }
  return new Map([...buckets].map(([minutes, bucket]) => [minutes, barsOf(bucket, 'csat')]));
}
