import { randomOf } from '../kernel/random.ts';
import { benjaminiHochberg } from '../metrics/tests/false-discovery.ts';
import { upperTail } from '../metrics/tests/normal.ts';
import { drawMultinomial } from './draws.ts';
import type { Interval } from './method.schema.ts';

/** How many answers of a group have each of the `values` that all groups share. */
export type AnswerCounts = { before: Float64Array; now: Float64Array };

/** What a group adds to the change of a mean: by its own change, by its change of share, and both. */
export type Part = { within: number; mix: number; total: number };
export type TestedPart = Part & { interval: Interval; p: number; q: number; clear: boolean };

export const REDRAWS = 500;
export const LEVEL = 0.05;
const SEED = 1;

/**
 * What each group adds to the change of the mean from X₀ to X₁ (E. Kitagawa, JASA 50, 1955). With shares w and means x:
 * within = (w₀ + w₁)/2·(x₁ − x₀), mix = (w₁ − w₀)·((x₀ + x₁)/2 − (X₀ + X₁)/2). A group that is absent on one side takes the
 * mean of the other, so that it is all mix. Their sum over all groups is X₁ − X₀. Neither side is empty.
 */
export function decompose(values: readonly number[], groups: readonly AnswerCounts[]): Part[] {
  const sides = groups.map(({ before, now }) => ({ before: momentsOf(values, before), now: momentsOf(values, now) }));
  const all = (side: 'before' | 'now', of: keyof Moments) => sides.reduce((sum, one) => sum + one[side][of], 0);
  const [n0, n1] = [all('before', 'n'), all('now', 'n')];
  const middle = (all('before', 'sum') / n0 + all('now', 'sum') / n1) / 2;
  return sides.map(({ before, now }) => {
    const [w0, w1] = [before.n / n0, now.n / n1];
    const x0 = meanOf(before.n > 0 ? before : now);
    const x1 = meanOf(now.n > 0 ? now : before);
    const within = ((w0 + w1) / 2) * (x1 - x0);
    const mix = (w1 - w0) * ((x0 + x1) / 2 - middle);
    return { within, mix, total: within + mix };
  });
}

type Moments = { n: number; sum: number };

function momentsOf(values: readonly number[], counts: Float64Array): Moments {
  let [n, sum] = [0, 0];
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] ?? 0;
    n += count;
    sum += count * (values[at] ?? 0);
  }
  return { n, sum };
}

/** A group that no redraw has met adds nothing, whatever its mean. */
const meanOf = ({ n, sum }: Moments): number => (n === 0 ? 0 : sum / n);

/**
 * The parts with how sure they are: by 500 multinomial redraws of the (group × answer) counts of both periods from a fixed
 * seed, the interval from the redraws at 2.5 and 97.5 %, p twice the smaller part of the redraws on one side of 0, at least
 * what the normal tail of their spread says (500 redraws cannot tell a p of 0.001 from one of 0), q over all groups (Y.
 * Benjamini and Y. Hochberg, JRSS B 57, 1995). `clear`: q ≤ 0.05. The same groups in the same order give the same.
 */
export function testedParts(values: readonly number[], groups: readonly AnswerCounts[]): TestedPart[] {
  const parts = decompose(values, groups);
  const totals = redrawnTotals(values, groups);
  const tested = parts.map((part, at) => ({ ...part, ...said(part.total, totals[at] ?? new Float64Array(0)) }));
  const rates = benjaminiHochberg(tested.map(({ p }) => p));
  return tested.map((one, at) => ({ ...one, q: rates[at] ?? 1, clear: (rates[at] ?? 1) <= LEVEL }));
}

/** The total of each group in each redraw. */
function redrawnTotals(values: readonly number[], groups: readonly AnswerCounts[]): Float64Array[] {
  const random = randomOf(SEED);
  const width = values.length;
  const sideOf = (side: keyof AnswerCounts): { counts: Float64Array; drawn: Float64Array } => {
    const counts = new Float64Array(groups.length * width);
    for (const [at, group] of groups.entries()) counts.set(group[side], at * width);
    return { counts, drawn: new Float64Array(counts.length) };
  };
  const [before, now] = [sideOf('before'), sideOf('now')];
  const redrawn = groups.map((_, at) => ({
    before: before.drawn.subarray(at * width, (at + 1) * width),
    now: now.drawn.subarray(at * width, (at + 1) * width),
  }));
  const totals = groups.map(() => new Float64Array(REDRAWS));
  for (let draw = 0; draw < REDRAWS; draw++) {
    drawMultinomial(random, before.counts, before.drawn);
    drawMultinomial(random, now.counts, now.drawn);
    for (const [at, { total }] of decompose(values, redrawn).entries()) {
      const own = totals[at];
      if (own) own[draw] = total;
    }
  }
  return totals;
}

function said(total: number, redrawn: Float64Array): { interval: Interval; p: number } {
  const sorted = redrawn.toSorted();
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
    return low + (high - low) * (place - Math.floor(place));
  };
  const mean = sorted.reduce((sum, one) => sum + one, 0) / sorted.length;
  const sd = Math.sqrt(sorted.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (sorted.length - 1));
  const share = (side: (one: number) => boolean): number => sorted.filter(side).length / sorted.length;
  const tail = Math.min(
    share((one) => one <= 0),
    share((one) => one >= 0),
  );
  // Where no redraw differs the part is what it is: 0 is no change, all else is certain.
  const normal = sd > 0 ? upperTail(Math.abs(total) / sd) : total === 0 ? 0.5 : 0;
  return { interval: { low: at(0.025), high: at(0.975) }, p: Math.min(1, 2 * Math.max(tail, normal)) };
}
