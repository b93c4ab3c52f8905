import type { Took } from './complaints.ts';

/** What performance goal 16 allows, in milliseconds. */
const GOALS: Took = { counted: 5_000, analysed: 10_000 };

/** The value at or below which so many per cent of the values are (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

const isMet = (took: readonly Took[], what: keyof Took): boolean =>
  took.length > 0 && took.every((one) => one[what] <= GOALS[what]);

/** Whether the slowest of them, too, was in time. */
export const allInTime = (took: readonly Took[]): boolean => isMet(took, 'counted') && isMet(took, 'analysed');

/** How long complaints took, as a Markdown table. */
export function describe(title: string, took: readonly Took[]): string {
  const rows = (['counted', 'analysed'] as const).map((what) => {
    const values = took.map((one) => one[what]);
    const figures = [percentile(values, 50), percentile(values, 99), Math.max(...values), GOALS[what]].map(seconds);
    const [p50, p99, max, goal] = figures;
    return `| ${what} | ${took.length} | ${p50} | ${p99} | ${max} | ≤ ${goal} | ${isMet(took, what) ? 'yes' : 'no'} |`;
  });
  return [
    `| ${title}: seconds until | n | p50 | p99 | max | goal | met |`,
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** One figure, and what it may be at most. */
export type Figure = { name: string; value: number; unit: string; atMost?: number };

/** Figures as a Markdown table. */
export function figuresOf(figures: readonly Figure[]): string {
  const rounded = (value: number): string => String(Math.round(value * 10) / 10);
  const rows = figures.map(({ name, value, unit, atMost }) => {
    const [goal, met] = atMost === undefined ? ['', ''] : [`≤ ${atMost}`, value <= atMost ? 'yes' : 'no'];
    return `| ${name} | ${rounded(value)} ${unit} | ${goal} | ${met} |`;
  });
  return ['| figure | result | goal | met |', '|---|---|---|---|', ...rows].join('\n');
}
