import { randomOf } from '../kernel/random.ts';

/** A series in the order of time: values, the weight of each, and how many answers each is of. */
export type Series = { values: Float64Array; weights: Float64Array; answers: Float64Array };
/** Where a series breaks: `at` is the first place after it. */
export type Break = { at: number; p: number };

export const PERMUTATIONS = 499;
export const ALPHA = 0.01;
export const LEAST_DAYS = 14;
export const LEAST_ANSWERS = 30;
const SEED = 1;
/** With so many permutations that do as well p is above the level, however the others end. */
const ENOUGH = Math.floor(ALPHA * (PERMUTATIONS + 1));

/**
 * Where the level of a series changes, by circular binary segmentation (A. B. Olshen, E. S. Venkatraman et al., Biostatistics
 * 5, 2004): of all arcs [i, j) that leave pieces of 14 places and 30 answers at least, the one with the greatest between-sum
 * d²·m(N − m)/N, m its weight and d its mean less that of the rest; p from 499 seeded permutations of the places, α = 0.01. Of
 * an arc with two ends, an end stays where its two sides differ by the same test. Then the same within each piece.
 */
export function breaksOf(series: Series): Break[] {
  const random = randomOf(SEED);
  const found: Break[] = [];
  const search = (from: number, to: number): void => {
    const piece = cut(series, from, to);
    const arc = greatestArc(piece);
    if (!arc) return;
    const p = permuted(random, piece, arc.sum, (one) => greatestArc(one)?.sum ?? 0);
    if (p > ALPHA) return;
    const ends = [arc.i, arc.j].filter((end) => end > 0 && end < to - from);
    const kept = ends.length < 2 ? ends : realEnds(random, piece, arc);
    for (const end of kept) found.push({ at: from + end, p });
    const bounds = [from, ...kept.map((end) => from + end), to];
    for (const [place, bound] of bounds.slice(1).entries()) search(bounds[place] ?? from, bound);
  };
  search(0, series.values.length);
  return found.toSorted((a, b) => a.at - b.at);
}

const cut = ({ values, weights, answers }: Series, from: number, to: number): Series => ({
  values: values.subarray(from, to),
  weights: weights.subarray(from, to),
  answers: answers.subarray(from, to),
});

type Arc = { i: number; j: number; sum: number };

/** The arc with the greatest between-sum; undefined where no piece may be cut. */
export function greatestArc({ values, weights, answers }: Series): Arc | undefined {
  const size = values.length;
  const [weight, sum, count] = [new Float64Array(size + 1), new Float64Array(size + 1), new Float64Array(size + 1)];
  let mean = 0;
  let total = 0;
  for (let at = 0; at < size; at++) {
    mean += (values[at] ?? 0) * (weights[at] ?? 0);
    total += weights[at] ?? 0;
  }
  mean /= total;
  for (let at = 0; at < size; at++) {
    const w = weights[at] ?? 0;
    weight[at + 1] = (weight[at] ?? 0) + w;
    sum[at + 1] = (sum[at] ?? 0) + w * ((values[at] ?? 0) - mean);
    count[at + 1] = (count[at] ?? 0) + (answers[at] ?? 0);
  }
  const all = count[size] ?? 0;
  let last = size - LEAST_DAYS;
  while (last > 0 && all - (count[last] ?? 0) < LEAST_ANSWERS) last--;
  let [best, bestI, bestJ] = [-1, 0, 0];
  let first = 0;
  for (let i = 0; i <= last; i++) {
    const before = count[i] ?? 0;
    if (i > 0 && (i < LEAST_DAYS || before < LEAST_ANSWERS)) continue;
    if (first < i + LEAST_DAYS) first = i + LEAST_DAYS;
    while (first <= size && (count[first] ?? 0) - before < LEAST_ANSWERS) first++;
    const [wi, si] = [weight[i] ?? 0, sum[i] ?? 0];
    for (let j = first; j <= last; j++) {
      const m = (weight[j] ?? 0) - wi;
      const s = (sum[j] ?? 0) - si;
      const by = m * (total - m);
      // Nearly all arcs are worse: a product tells it faster than a quotient.
      if (s * s * total <= best * by) continue;
      best = (s * s * total) / by;
      bestI = i;
      bestJ = j;
    }
    // The arc up to the end of the series.
    if (i > 0 && first <= size) {
      const m = total - wi;
      const between = (si * si * total) / (m * (total - m));
      if (between > best) [best, bestI, bestJ] = [between, i, size];
    }
  }
  return best < 0 ? undefined : { i: bestI, j: bestJ, sum: best };
}

/** p of a statistic among those of permutations of the places; ends as soon as it is surely above the level. */
function permuted(
  random: () => number,
  { values, weights, answers }: Series,
  seen: number,
  of: (one: Series) => number,
) {
  const shuffled: Series = { values: values.slice(), weights: weights.slice(), answers: answers.slice() };
  let asGreat = 0;
  for (let draw = 1; draw <= PERMUTATIONS; draw++) {
    shuffle(random, shuffled);
    // Sums in another order differ in their last digits.
    if (of(shuffled) >= seen * (1 - 1e-12)) asGreat++;
    if (asGreat >= ENOUGH) return (1 + asGreat) / (draw + 1);
  }
  return (1 + asGreat) / (PERMUTATIONS + 1);
}

/** Puts the places of a series into a random order (D. Knuth, TAOCP 2, 3.4.2 P). */
function shuffle(random: () => number, { values, weights, answers }: Series): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    for (const column of [values, weights, answers]) {
      const kept = column[last] ?? 0;
      column[last] = column[other] ?? 0;
      column[other] = kept;
    }
  }
}

/** Of an arc with two ends those whose sides differ; both where neither is sure by itself. */
function realEnds(random: () => number, piece: Series, { i, j }: Arc): number[] {
  const isReal = (from: number, to: number, at: number): boolean => {
    const sides = cut(piece, from, to);
    const between = (one: Series): number => betweenAt(one, at - from);
    return permuted(random, sides, between(sides), between) <= ALPHA;
  };
  const real = [i, j].filter((end) => (end === i ? isReal(0, j, i) : isReal(i, piece.values.length, j)));
  return real.length > 0 ? real : [i, j];
}

/** Between-sum of the two sides of a place. */
function betweenAt({ values, weights }: Series, at: number): number {
  let [left, leftSum, whole, wholeSum] = [0, 0, 0, 0];
  for (let place = 0; place < values.length; place++) {
    const w = weights[place] ?? 0;
    const s = w * (values[place] ?? 0);
    whole += w;
    wholeSum += s;
    if (place < at) {
      left += w;
      leftSum += s;
    }
  }
  const d = leftSum / left - (wholeSum - leftSum) / (whole - left);
  return (d * d * left * (whole - left)) / whole;
}
