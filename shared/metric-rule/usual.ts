import type { MetricRule } from '../alert-rule/metric-test.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import { baselineOf } from '../metrics/tests/baseline.ts';
import { type Baseline, type Rated, standardized } from '../metrics/tests/control.ts';
import { type Sample, sampleReader } from '../metrics/tests/sample.ts';
import { stretchOf } from './periods.ts';

/** What a test compares a number with, computed once for a rule, a key and a day. */
export type Usual =
  /** Days of a window before the one that runs. */
  | { kind: 'window'; counters: Counters }
  /** Periods before; absent where they are too few. */
  | { kind: 'baseline'; baseline?: Baseline; chart: { n: number; z: number }[] }
  /** Records of the same weekday in earlier weeks, since there are any. */
  | { kind: 'weeks'; earlier: number[] };

/** What a rule's metric is a sample of; the rule was refused where it is none. */
export function sampled(rule: Pick<MetricRule, 'metric'>, counters: Counters): Sample {
  const read = sampleReader(rule.metric);
  if (!read) throw new Error(`${rule.metric} is no sample`);
  return read(counters);
}

/** The same of a metric that is no count. */
export function rated(rule: Pick<MetricRule, 'metric'>, counters: Counters): Rated {
  const sample = sampled(rule, counters);
  if (sample.kind === 'count') throw new Error(`${rule.metric} is a count`);
  return sample;
}

/** What is usual by the counters of the periods before, the oldest first. */
export function usualOf(rule: Pick<MetricRule, 'metric' | 'test'>, before: readonly Counters[]): Usual {
  const { test } = rule;
  switch (test.kind) {
    case 'threshold':
      return { kind: 'window', counters: before.reduce<Counters>((sum, one) => mergeCounters(sum, one), {}) };
    case 'spike': {
      const counts = before.map((counters) => sampled(rule, counters)).map((one) => (one.kind === 'count' ? one.n : 0));
      const first = counts.findIndex((count) => count > 0);
      // Weeks before the first record are no weeks without records.
      return { kind: 'weeks', earlier: first === -1 ? [] : counts.slice(first) };
    }
    case 'control':
    case 'ewma': {
      const periods = before.map((counters) => rated(rule, counters));
      const stretch = stretchOf(test);
      const baseline = baselineOf(periods.slice(0, periods.length - stretch));
      if (!baseline) return { kind: 'baseline', chart: [] };
      return { kind: 'baseline', baseline, chart: chartOf(periods.slice(periods.length - stretch), baseline) };
    }
  }
}

/** Periods with answers, in units of what periods differ by. */
export const chartOf = (periods: readonly Rated[], { sample, sigma }: Baseline): { n: number; z: number }[] =>
  standardized(
    periods.filter((one) => (one.kind === 'proportion' ? one.n : one.bars.length) > 0),
    sample,
  ).map(({ n, z }) => ({ n, z: z / sigma }));
