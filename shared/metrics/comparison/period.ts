import type { Count, Proportion, Scores } from '../tests/sample.ts';
import type { Times } from './medians.ts';

/** Times as a histogram, in the unit of their metric. */
export type Durations = { kind: 'times'; bars: Times };
/** What a figure was computed from, as far as it can be tested. */
export type Compared = Proportion | Scores | Count | Durations;

/** A period's records together, and by each of its complete days. */
export type Period<S extends Compared = Compared> = { total: S; days: readonly { day: string; sample: S }[] };

/** How many answers or records a sample has. */
export function sizeOf(sample: Compared): number {
  if (sample.kind === 'times') return sample.bars.reduce((sum, [, count]) => sum + count, 0);
  if (sample.kind === 'scores') return sample.bars.reduce((sum, { count }) => sum + count, 0);
  return sample.n;
}
