import { wilson } from '../metrics/statistics.ts';

/** From so few a share says little. */
export const FEW = 30;

/** A share of `n` with its 95 % Wilson interval; null where there is nothing to divide by. */
export type Share = { value: number | null; n: number; interval?: { low: number; high: number }; lowSample?: true };

const shareOf = (hits: number, n: number): Share => ({
  value: n === 0 ? null : hits / n,
  n,
  ...(n > 0 && { interval: wilson(hits, n) }),
  ...(n < FEW && { lowSample: true }),
});

/**
 * Precision, recall and F1 of one label. F1 = 2J/(1 + J) with J = hits/(hits + wrong + missed), Jaccard's index: J is a
 * proportion and F1 rises with it, so the limits of J's Wilson interval become those of F1; its `n` is J's.
 */
export function agreementOf({ hits, wrong, missed }: { hits: number; wrong: number; missed: number }) {
  const f1 = (share: number): number => (2 * share) / (1 + share);
  const { value, interval, ...jaccard } = shareOf(hits, hits + wrong + missed);
  return {
    precision: shareOf(hits, hits + wrong),
    recall: shareOf(hits, hits + missed),
    f1: {
      value: value === null ? null : f1(value),
      ...jaccard,
      ...(interval && { interval: { low: f1(interval.low), high: f1(interval.high) } }),
    },
  };
}

type Table = Readonly<Record<string, Readonly<Record<string, number>>>>;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What a table of said (rows) and true (columns) labels says of one of them. */
export function tallyOf(table: Table, label: string) {
  const hits = table[label]?.[label] ?? 0;
  const said = sum(Object.values(table[label] ?? {}));
  const is = sum(Object.values(table).map((row) => row[label] ?? 0));
  return { hits, wrong: said - hits, missed: is - hits };
}

/**
 * Agreement beyond chance: (p_o − p_e)/(1 − p_e) (J. Cohen, Educational and Psychological Measurement 20, 1960). Null
 * where chance alone explains all agreement, or nothing was judged.
 */
export function cohensKappa(table: Table): number | null {
  const labels = Object.keys(table);
  const n = sum(labels.flatMap((said) => Object.values(table[said] ?? {})));
  const tallies = labels.map((label) => tallyOf(table, label));
  const agreed = sum(tallies.map(({ hits }) => hits));
  const byChance = sum(tallies.map(({ hits, wrong, missed }) => (hits + wrong) * (hits + missed))) / n;
  return n === 0 || byChance === n ? null : (agreed - byChance) / (n - byChance);
}
