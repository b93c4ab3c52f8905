import { isPair, type Terms } from './terms.ts';

/** How many of so many texts hold a term; a term that is not named is held by none. */
export type Frequencies = { documents: number; df: ReadonlyMap<string, number> };

/** From so much on two records may be about the same change, and from so much on they say the same. */
export const LEAST = { initiative: 0.35, duplicate: 0.6 } as const;

const MOST_SHARED = 10;

/** The weights of a text's terms, and their length as a vector. */
export type Vector = { weights: ReadonlyMap<string, number>; length: number };

/**
 * Weighs the terms of a text: (1 + ln f) · (ln((N + 1)/(df + 1)) + 1) for a term that stands f times in it and is held by
 * df of N texts (tf–idf with logarithmic tf and smoothed idf; Manning, Raghavan and Schütze, Introduction to Information
 * Retrieval, 6.2–6.4).
 */
export function vectorOf(terms: Terms, { documents, df }: Frequencies): Vector {
  const weights = new Map<string, number>();
  let squares = 0;
  for (const [term, count] of terms) {
    const weight = (1 + Math.log(count)) * (Math.log((documents + 1) / ((df.get(term) ?? 0) + 1)) + 1);
    weights.set(term, weight);
    squares += weight * weight;
  }
  return { weights, length: Math.sqrt(squares) };
}

/** The cosine of the angle between two texts, 0 (no term in common) to 1 (the same terms); 0 for a text without terms. */
export function cosineOf(one: Vector, other: Vector): number {
  if (one.length === 0 || other.length === 0) return 0;
  const [less, more] = one.weights.size <= other.weights.size ? [one, other] : [other, one];
  let product = 0;
  for (const [term, weight] of less.weights) product += weight * (more.weights.get(term) ?? 0);
  // Rounded, so that neither the order of terms nor the last digit of a root decides what is similar enough.
  return Math.min(1, Math.round((product / (one.length * other.length)) * 1e9) / 1e9);
}

/** Stems that two texts share, those that bring them closest together first; at most ten. */
export const sharedStems = (one: Vector, other: Vector): string[] =>
  [...one.weights]
    .flatMap(([term, weight]): [string, number][] => {
      const theirs = isPair(term) ? undefined : other.weights.get(term);
      return theirs === undefined ? [] : [[term, weight * theirs]];
    })
    .toSorted(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .slice(0, MOST_SHARED)
    .map(([stem]) => stem);
