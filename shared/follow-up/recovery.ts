import { isDetractor } from '../metrics/readings.ts';
import type { Bar } from '../metrics/counters.ts';
import { reaching } from '../metrics/statistics.ts';

/** An answer on a scale, of whatever metric. */
export type Scored = { metric: string; value: number; scaleMin: number; scaleMax: number };

const barOf = ({ value, scaleMin, scaleMax }: Scored): Bar => ({ value, min: scaleMin, max: scaleMax, count: 1 });
/** From 4 of 5, or 5 of 7, on: by the answer's own scale, in whole tenths. */
const reaches = (score: Scored, part: number, whole: number): boolean => reaching([barOf(score)], part, whole) > 0;

/** Who counts as happy: CSAT from 4 of 5, NPS from 7 of 0–10, CES from 5 of 7 (7 is effortless). */
const happy: Readonly<Record<string, (score: Scored) => boolean>> = {
  csat: (score) => reaches(score, 3, 4),
  nps: ({ value, scaleMin, scaleMax }) => scaleMin === 0 && scaleMax === 10 && !isDetractor(value),
  ces: (score) => reaches(score, 4, 6),
};

/** Whether an answer says that the customer is happy; only CSAT, NPS and CES can. */
export const isHappy = (score: Scored): boolean =>
  Object.hasOwn(happy, score.metric) && happy[score.metric]?.(score) === true;

/** Of two answers on one metric, whether the later one is higher, each on its own scale. */
export const isImproved = (before: Scored, after: Scored): boolean =>
  (after.value - after.scaleMin) * (before.scaleMax - before.scaleMin) >
  (before.value - before.scaleMin) * (after.scaleMax - after.scaleMin);

/**
 * The answers of two times to be compared: the first on CSAT, NPS or CES for which both have one; where there is none,
 * only what is said now.
 */
export function compared<S extends Scored>(then: readonly S[], now: readonly S[]): { before?: S; after?: S } {
  const measured = now.filter(({ metric }) => Object.hasOwn(happy, metric));
  for (const after of measured) {
    const before = then.find(({ metric }) => metric === after.metric);
    if (before) return { before, after };
  }
  return measured[0] ? { after: measured[0] } : {};
}
