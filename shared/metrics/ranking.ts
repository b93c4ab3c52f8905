import type { Direction } from './metric.ts';
import { Z95 } from './statistics.ts';

/** A group that is ranked: the mean of its n values, and what it is drawn towards. */
export type Candidate = { key: string; n: number; value: number; prior: number };

export const standings = ['above', 'average', 'below'] as const;

/** Where a group stands, in the unit of its value. */
export type Standing = {
  /** The mean as it would be with what is known of how groups differ. */
  adjusted: number;
  interval: { low: number; high: number };
  place?: number;
  standing?: (typeof standings)[number];
};

/** Why groups have no places. */
export const unranked = ['chance', 'too_few'] as const;

export type Ranking = {
  ranked: boolean;
  reason?: (typeof unranked)[number];
  /** Variance within groups, and between their true means. */
  sigma2: number;
  tau2: number;
  /** Values that a group is drawn towards the others with; none where groups do not differ. */
  k: number | null;
  /** `tau2` was estimated; else so few groups are known that k is {@link PRIOR_WEIGHT}. */
  estimated: boolean;
};

/** Values that a group is drawn towards the others with while too few groups are known to say how much they differ. */
export const PRIOR_WEIGHT = 10;
/** So many groups of so many values must be known to say it. */
const LEAST_GROUPS = 5;
const LEAST_VALUES = 5;
/** A group has a place from so many values on, and there is a ranking from so many of these groups on. */
const LEAST_FOR_PLACE = 10;
const LEAST_PLACED = 3;

/**
 * Groups drawn towards the mean of what they belong to, by an empirical Bayes estimate: τ² = max(0, (Q − (k − 1))/(Σw −
 * Σw²/Σw)) with w = n/σ² and Q = Σw(x − x̄_w)² (R. DerSimonian & N. Laird, Controlled Clinical Trials 7, 1986; C. N. Morris,
 * JASA 78, 1983), B = τ²/(τ² + σ²/n), adjusted = m + B(x − m) ± 1.96·√(Bσ²/n). Where τ² is 0 groups differ by no more than
 * chance makes them, and none has a place. While few groups are known B is n/(n + 10). `sigma2` is the variance within
 * groups.
 */
export function rank(
  candidates: readonly Candidate[],
  direction: Direction,
  sigma2: number,
): { ranking: Ranking; standings: ReadonlyMap<string, Standing> } {
  const estimated = candidates.filter(({ n }) => n >= LEAST_VALUES).length >= LEAST_GROUPS;
  const tau2 = estimated ? between(candidates, sigma2) : sigma2 / PRIOR_WEIGHT;
  const k = estimated ? kOf(sigma2, tau2) : PRIOR_WEIGHT;
  const placed = candidates.filter(({ n }) => n >= LEAST_FOR_PLACE);
  const reason = placed.length < LEAST_PLACED ? 'too_few' : k === null ? 'chance' : undefined;
  const standings = new Map(candidates.map((one) => [one.key, drawn(one, sigma2, k)]));
  if (reason === undefined) place(candidates, standings, direction);
  return {
    ranking: { ranked: reason === undefined, ...(reason && { reason }), sigma2, tau2, k, estimated },
    standings,
  };
}

/** Says of each group whether it stands off what it is drawn towards, and of those with enough values the place. */
function place(candidates: readonly Candidate[], standings: Map<string, Standing>, direction: Direction): void {
  for (const { key, prior } of candidates) {
    const one = standings.get(key);
    if (one) one.standing = one.interval.low > prior ? 'above' : one.interval.high < prior ? 'below' : 'average';
  }
  candidates
    .filter(({ n }) => n >= LEAST_FOR_PLACE)
    .flatMap(({ key }) => standings.get(key) ?? [])
    .sort((a, b) => (direction === 'down_good' ? a.adjusted - b.adjusted : b.adjusted - a.adjusted))
    .forEach((one, index) => (one.place = index + 1));
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The variance within groups, of which each counts by its degrees of freedom; 0 where none has two values. */
export function pooled(groups: readonly { n: number; variance: number }[]): number {
  const several = groups.filter(({ n }) => n > 1);
  const df = total(several.map(({ n }) => n - 1));
  return df === 0 ? 0 : total(several.map(({ n, variance }) => (n - 1) * variance)) / df;
}

const kOf = (sigma2: number, tau2: number): number | null => (tau2 === 0 ? null : sigma2 / tau2);

function between(candidates: readonly Candidate[], sigma2: number): number {
  const known = candidates.filter(({ n }) => n >= 2).map(({ n, value }) => ({ weight: n / sigma2, value }));
  const weights = total(known.map(({ weight }) => weight));
  const mean = total(known.map(({ weight, value }) => weight * value)) / weights;
  const q = total(known.map(({ weight, value }) => weight * (value - mean) ** 2));
  const squares = total(known.map(({ weight }) => weight ** 2));
  return sigma2 === 0 ? 0 : Math.max(0, (q - (known.length - 1)) / (weights - squares / weights));
}

function drawn({ n, value, prior }: Candidate, sigma2: number, k: number | null): Standing {
  // τ²/(τ² + σ²/n) is n/(n + k).
  const share = k === null ? 0 : n / (n + k);
  const adjusted = prior + share * (value - prior);
  const half = Z95 * Math.sqrt((share * sigma2) / n);
  return { adjusted, interval: { low: adjusted - half, high: adjusted + half } };
}
