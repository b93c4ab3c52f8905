import { binomial } from '../metrics/tests/distributions.ts';
import { benjaminiHochberg } from '../metrics/tests/false-discovery.ts';

/** A phrase with the documents that hold it: in the last 28 days, and in the 84 days before. */
export type Counted = {
  c1: number;
  c0: number;
  /** Of the last 28 days: documents and the persons behind them, by names of any kind, so many as were kept. */
  docs: readonly string[];
  voices: readonly string[];
  stems: readonly string[];
};
/** How many documents there were, whatever they hold. */
export type Totals = { n1: number; n0: number };
export type Figures = { growth: number; p: number; q: number };

const LEAST_DOCUMENTS = 5;
const LEAST_VOICES = 4;
const LEAST_GROWTH = 2;
const MOST_Q = 0.05;
const SAME = 0.6;

/**
 * Mid-p of the upper tail of c₁, binomial of c₁ + c₀ trials with n₁/(n₁ + n₀): how likely so many of all documents with the
 * phrase lie in the last 28 days if nothing has changed. Growth is (c₁/n₁)/((c₀ + ½)/(n₀ + 1)).
 */
export const testOf = ({ c1, c0 }: Pick<Counted, 'c1' | 'c0'>, { n1, n0 }: Totals) => ({
  p: binomial(c1, c1 + c0, n1 / (n1 + n0), 'above'),
  growth: c1 / n1 / ((c0 + 0.5) / (n0 + 1)),
});

/**
 * The phrases that are emerging, the most unlikely first. Tested are those in five documents or more of all 112 days: others
 * cannot emerge, and whether they are tested does not depend on when they were said. Of phrases whose documents are the
 * same (Jaccard ≥ 0.6) the longest stays.
 */
export function emergingOf<P extends Counted>(phrases: readonly P[], totals: Totals): (P & Figures)[] {
  const tested = phrases.filter(({ c1, c0 }) => c1 + c0 >= LEAST_DOCUMENTS);
  const tests = tested.map((phrase) => testOf(phrase, totals));
  const rates = benjaminiHochberg(tests.map(({ p }) => p));
  const found = tested.flatMap((phrase, at) => {
    const { p = 1, growth = 0 } = tests[at] ?? {};
    const q = rates[at] ?? 1;
    const isMany = phrase.c1 >= LEAST_DOCUMENTS && new Set(phrase.voices).size >= LEAST_VOICES;
    return isMany && growth >= LEAST_GROWTH && q <= MOST_Q ? [{ ...phrase, p, growth, q }] : [];
  });
  const kept: (P & Figures)[] = [];
  const longestFirst = found.toSorted((a, b) => b.stems.length - a.stems.length || a.p - b.p);
  for (const one of longestFirst) if (!kept.some((other) => jaccard(one.docs, other.docs) >= SAME)) kept.push(one);
  return kept.toSorted((a, b) => a.p - b.p);
}

function jaccard(one: readonly string[], other: readonly string[]): number {
  const [a, b] = [new Set(one), new Set(other)];
  const both = [...a].filter((each) => b.has(each)).length;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}
