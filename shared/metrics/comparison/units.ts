import type { Margins } from './margins.schema.ts';

/** How differences of a metric are told, by its unit. */
export type Unit = {
  /** What a difference of its sample (a share of 1, minutes) is multiplied by. */
  scale: number;
  /** What is too small to matter, in the unit of the metric; undefined where nobody says. */
  margin: (margins: Margins) => number | undefined;
  /** A difference without its sign, in words. */
  say: (difference: number) => string;
};

const tenths = (value: number): string => String(Number(value.toFixed(1)));
const none = (): undefined => undefined;
const score = (margin: 'csat_avg' | 'ces_avg' | 'net_sentiment'): Unit => ({
  scale: 1,
  margin: (margins) => margins[margin],
  say: (difference) => difference.toFixed(2),
});
const time = (unit: string, scale: number): Unit => ({
  scale,
  margin: none,
  say: (difference) => `${tenths(difference)} ${unit}`,
});

const units: Readonly<Record<string, Unit>> = {
  points: { scale: 1, margin: ({ nps }) => nps, say: (difference) => `${tenths(difference)} points` },
  percent: {
    scale: 100,
    margin: ({ percentages }) => percentages,
    say: (difference) => `${tenths(difference)} points`,
  },
  'ratio 0–1': {
    scale: 1,
    margin: ({ percentages }) => percentages / 100,
    say: (difference) => `${tenths(100 * difference)} points`,
  },
  'score 1–5': score('csat_avg'),
  'score 1–7': score('ces_avg'),
  'ratio −1–1': score('net_sentiment'),
  minutes: time('minutes', 1),
  hours: time('hours', 1 / 60),
};

/** Numbers of records are compared per day, and told and judged in per cent of what there was before. */
const counts = (perDay: number): Unit => ({
  scale: 1,
  margin: (margins) => (margins.counts / 100) * perDay,
  say: (difference) => (perDay > 0 ? `${tenths((100 * difference) / perDay)} %` : `${tenths(difference)} a day`),
});

/** Of a metric's unit; of a number of records by how many came a day before. */
export const unitOf = (unit: string, perDay?: number): Unit =>
  perDay === undefined ? (units[unit] ?? time(unit, 1)) : counts(perDay);
