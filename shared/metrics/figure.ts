import type { Figure } from './figure.schema.ts';
import type { MetricName } from './definitions.ts';
import { belowFloor } from './floor.ts';
import type { Metric, Variant } from './metric.ts';
import type { Reading } from './readings.ts';

/** Below so many answers or records a figure says that it rests on few. */
const LOW_SAMPLE = 30;

/** A reading that says so where it rests on few; what is there now is no sample. */
export const withLowSample = <R extends Reading>(metric: Metric, reading: R): R & { lowSample?: true } =>
  reading.value !== null && reading.n < LOW_SAMPLE && !metric.live ? { ...reading, lowSample: true } : reading;

/** What is said of a metric beside its numbers. */
export type Said = { metric: Metric; name: MetricName; variant?: Variant | undefined; asOf: string };

/** A reading with all that a screen needs to show it and to open what is behind it. */
export function figureOf({ metric, name, variant, asOf }: Said, scope: Figure['scope'], reading: Reading): Figure {
  const reason = unlistedOf(metric) ?? belowFloor(reading).reason;
  return {
    ...withLowSample(metric, reading),
    metric: name,
    ...(variant && { variant }),
    unit: metric.unit,
    direction: metric.direction,
    formula: metric.formula,
    formulaVersion: metric.formulaVersion ?? 1,
    asOf,
    scope,
    records: reason ? null : recordsOf(name, { ...scope }),
    ...(!reason && partsOf(name, scope, reading)),
    ...(reason && { reason }),
  };
}

const recordsOf = (name: MetricName, query: Record<string, string>) => ({
  path: `/api/crm/metrics/${name}/records`,
  query,
});

function partsOf(name: MetricName, scope: Figure['scope'], { breakdown = {} }: Reading): Pick<Figure, 'partRecords'> {
  const parts = Object.keys(breakdown).filter((part) => breakdown[part] !== 0);
  if (parts.length === 0) return {};
  return { partRecords: Object.fromEntries(parts.map((part) => [part, recordsOf(name, { ...scope, part })])) };
}

/** Why a metric's records cannot be listed; undefined where they can. */
function unlistedOf({ live, family, rows }: Metric): Figure['reason'] {
  if (live) return 'of_now';
  if (family === undefined) return 'no_feedback';
  // Behind an invitation that nobody answered there is no feedback.
  return rows === 'invited' ? 'answers_only' : undefined;
}
