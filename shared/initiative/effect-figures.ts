import { studentQuantile } from '../metrics/tests/student.ts';
import type { EffectFigure, EffectStratum } from './effect.schema.ts';

/** Somebody's last score before and first score after. */
export type Pair = { first: number; second: number };

/** Below so many people nothing is said. */
const LEAST_PAIRS = 10;
/** Below so many others a stratum is compared with nobody. */
const LEAST_OTHERS = 5;
const P = 0.975;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;
/** Sample variance s². */
const varianceOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
};
const changeOf = ({ first, second }: Pair): number => second - first;

/** Mean with the interval ± t(0.975, n − 1)·s/√n (“Student”, Biometrika 6, 1908); no value below ten. */
export function meanFigure(values: readonly number[]): EffectFigure {
  const n = values.length;
  if (n < LEAST_PAIRS) return { value: null, n };
  return {
    value: meanOf(values),
    n,
    marginOfError: studentQuantile(P, n - 1) * Math.sqrt(varianceOf(values) / n),
  };
}

export const pairedEffect = (pairs: readonly Pair[]): EffectFigure => meanFigure(pairs.map(changeOf));

/** Scores of one first score belong together; those of other scales are rarely whole. */
const stratumOf = ({ first }: Pair): string => first.toFixed(2);

const byStratum = (pairs: readonly Pair[]): Map<string, Pair[]> => Map.groupBy(pairs, stratumOf);

/**
 * The mean change of the pairs, each less the mean change of others with the same first score. Strata with fewer than
 * five others are left out. Its variance is s²/n + Σ w²·s_b²/n_b: s² that of the n differences, w the share of the pairs
 * in a stratum, s_b² the variance of the changes of its n_b others. The degrees of freedom are those of a sum of
 * variances: V² / Σ (V_i²/ν_i) (F. E. Satterthwaite, Biometrics Bulletin 2, 1946; B. L. Welch, Biometrika 34, 1947).
 */
export function adjustedEffect(
  pairs: readonly Pair[],
  others: readonly Pair[],
): { adjusted: EffectFigure; strata: EffectStratum[]; leftOut: number } {
  const compared = byStratum(others);
  const groups = [...byStratum(pairs)].map(([name, own]) => {
    const changes = (compared.get(name) ?? []).map(changeOf);
    const change = changes.length < LEAST_OTHERS ? null : meanOf(changes);
    return { first: Number(name), own, changes, change };
  });
  const strata = groups
    .map(({ first, own, changes, change }) => ({ first, pairs: own.length, others: changes.length, change }))
    .toSorted((one, other) => one.first - other.first);
  const kept = groups.flatMap(({ change, ...group }) => (change === null ? [] : [{ ...group, change }]));
  const differences = kept.flatMap(({ own, change }) => own.map((pair) => changeOf(pair) - change));
  const n = differences.length;
  const leftOut = pairs.length - n;
  if (n < LEAST_PAIRS) return { adjusted: { value: null, n }, strata, leftOut };
  const parts = [
    { variance: varianceOf(differences) / n, df: n - 1 },
    ...kept.map(({ own, changes }) => ({
      variance: (own.length / n) ** 2 * (varianceOf(changes) / changes.length),
      df: changes.length - 1,
    })),
  ];
  const variance = sumOf(parts.map((part) => part.variance));
  const df = variance ** 2 / sumOf(parts.map((part) => part.variance ** 2 / part.df));
  // Where nobody differs from anybody there is no spread to divide by.
  const marginOfError = variance === 0 ? 0 : studentQuantile(P, df) * Math.sqrt(variance);
  return { adjusted: { value: meanOf(differences), n, marginOfError }, strata, leftOut };
}
