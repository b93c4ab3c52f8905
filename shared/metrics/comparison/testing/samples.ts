import { addDays } from '../../../kernel/calendar.ts';
import type { Period } from '../period.ts';
import type { Count, Proportion, Scores } from '../../tests/sample.ts';

const bars = (counts: readonly number[], min: number, max: number): Scores['bars'] =>
  counts.flatMap((count, index) => (count === 0 ? [] : [{ value: min + index, min, max, count }]));

/** CSAT answers by how many said 1 to 5. */
export const csat = (...counts: number[]): Scores => ({ kind: 'scores', from: 1, to: 5, bars: bars(counts, 1, 5) });
/** NPS answers: detractors, passives, promoters. */
export const nps = (...counts: number[]): Scores => ({
  kind: 'scores',
  from: -100,
  to: 100,
  bars: bars(counts, -1, 1),
});
export const share = (x: number, n: number): Proportion => ({ kind: 'proportion', x, n });

/** A period of which nothing is known by day. */
export const whole = <S extends Period['total']>(total: S): Period<S> => ({ total, days: [] });

const FIRST = '2026-01-05';
/** A period of days, the first a Monday. */
export const ofDays = <S extends Period['total']>(total: S, days: readonly S[]): Period<S> => ({
  total,
  days: days.map((sample, index) => ({ day: addDays(FIRST, index), sample })),
});
export const daily = (counts: readonly number[]): Period<Count> =>
  ofDays<Count>(
    { kind: 'count', n: counts.reduce((sum, n) => sum + n, 0) },
    counts.map((n) => ({ kind: 'count', n })),
  );
