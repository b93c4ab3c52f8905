import type { Counters } from '../counters.ts';
import type { MetricName } from '../definitions.ts';
import type { Metric } from '../metric.ts';
import { timesOf } from '../minute-steps.ts';
import { sampleReader } from '../tests/sample.ts';
import type { Compared } from './period.ts';

/** What a metric's counters are a sample of when two of its figures are compared; undefined where no test fits. */
export function comparedReader(metric: Metric): ((counters: Counters) => Compared) | undefined {
  const { sample } = metric;
  if (sample === undefined) return sampleReader(metric.name as MetricName);
  if (typeof sample === 'object') return (counters) => ({ kind: 'times', bars: timesOf(counters, sample.times) });
  return (counters) => {
    const { value, n } = metric.read(counters);
    // A share is x/n, so that n times it is the whole number x.
    return sample === 'count' ? { kind: 'count', n } : { kind: 'proportion', x: Math.round((value ?? 0) * n), n };
  };
}
