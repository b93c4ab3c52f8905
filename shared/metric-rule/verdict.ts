import type { MetricTest } from '../alert-rule/metric-test.schema.ts';
import type { MetricRule } from '../alert-rule/metric-test.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import { metrics } from '../metrics/definitions.ts';
import type { Range } from '../metrics/rows.ts';
import { answersIn } from '../metrics/tests/baseline.ts';
import { control, type Rated } from '../metrics/tests/control.ts';
import { ewma } from '../metrics/tests/ewma.ts';
import { upperTail } from '../metrics/tests/normal.ts';
import { rescaled } from '../metrics/statistics.ts';
import { spike } from '../metrics/tests/spike.ts';
import { threshold } from '../metrics/tests/threshold.ts';
import type { MetricFacts, MetricLevel } from './metric-facts.schema.ts';
import { sentenceOf } from './sentence.ts';
import { chartOf, rated, sampled, type Usual } from './usual.ts';

/** What of a rule decides what it says of numbers. */
export type Judging = Pick<MetricRule, 'metric' | 'test' | 'minSample'>;
export type Verdict = { level: MetricLevel; facts: MetricFacts };

/** Raised when the same numbers can come to another level than before. */
const FORMULA_VERSION = 1;
/** Fewer earlier weeks say nothing; fewer records, or less than twice as many, are no spike however unlikely. */
const LEAST_WEEKS = 4;
const LEAST_RECORDS = 10;
const LEAST_FACTOR = 2;

type Findings = Pick<MetricFacts, 'baseline' | 'limits' | 'z' | 'p' | 'sigma'> & { formula: string };
type Judged = { level: MetricLevel } & Findings;

/** What a rule says of the counters of a slot, beside what is usual. Pure: the same numbers are the same verdict. */
export function verdictOf(rule: Judging, counters: Counters, usual: Usual, window: Range): Verdict {
  const { test, metric } = rule;
  const all = usual.kind === 'window' ? mergeCounters({ ...usual.counters }, counters) : counters;
  const { value, n } = metrics[metric].read(all);
  const { level, ...findings } = judged(rule, test, all, usual);
  const facts = {
    metric,
    value: metric === 'volume' ? n : value,
    n,
    ...findings,
    window: window.from === window.to ? window.from : `${window.from}/${window.to}`,
    formulaVersion: FORMULA_VERSION,
  };
  return { level, facts: { ...facts, sentence: sentenceOf(facts) } };
}

function judged(rule: Judging, test: MetricTest, counters: Counters, usual: Usual): Judged {
  switch (test.kind) {
    case 'threshold':
      return byThreshold(rule, test, counters);
    case 'control':
      return byControl(rule, test, counters, usual);
    case 'ewma':
      return byEwma(rule, test, counters, usual);
    case 'spike':
      return bySpike(rule, test, counters, usual);
  }
}

type Test<K extends MetricTest['kind']> = Extract<MetricTest, { kind: K }>;

function byThreshold(rule: Judging, test: Test<'threshold'>, counters: Counters): Judged {
  const { value, n } = metrics[rule.metric].read(counters);
  const { direction, warning, critical } = test;
  const limits = { ...(warning !== undefined && { warning }), ...(critical !== undefined && { critical }) };
  const findings = { limits, formula: `threshold: ${direction} a level; equal is not beyond` };
  // Of a count, none is a number like any other.
  const seen = rule.metric === 'volume' ? n : value;
  const isEnough = seen !== null && (rule.metric === 'volume' || n >= rule.minSample);
  return { level: isEnough ? named(threshold(seen, test)) : 'INSUFFICIENT', ...findings };
}

const named = (level: 'ok' | 'warning' | 'critical'): MetricLevel => level.toUpperCase() as MetricLevel;
/** Smaller numbers the table refuses; nobody asks how much less likely than that something is. */
const LEAST_P = 1e-100;

const levelBy = (warning: boolean, critical: boolean): MetricLevel =>
  critical ? 'CRITICAL' : warning ? 'WARNING' : 'OK';

function byControl(rule: Judging, test: Test<'control'>, counters: Counters, usual: Usual): Judged {
  const formula = 'control: mid-p of the exact distribution (z beyond 50 scores), compared with z/σ (Laney)';
  const limits = { warning: test.warning, critical: test.critical };
  const now = rated(rule, counters);
  if (usual.kind !== 'baseline' || !usual.baseline || answersIn(now) < rule.minSample)
    return { level: 'INSUFFICIENT', limits, formula, ...(usual.kind === 'baseline' && baselineFacts(rule, usual)) };
  const { z, compared, p } = control(now, usual.baseline);
  const isAsked = test.direction === 'both' || (test.direction === 'below') === compared < 0;
  const size = isAsked ? Math.abs(compared) : 0;
  return {
    level: levelBy(size >= test.warning, size >= test.critical),
    limits,
    formula,
    z,
    p: Math.max(p, LEAST_P),
    ...baselineFacts(rule, usual),
  };
}

function byEwma(rule: Judging, test: Test<'ewma'>, counters: Counters, usual: Usual): Judged {
  const formula = 'ewma: |E| > L·√(λ/(2 − λ)·(1 − (1 − λ)^2t)), Eₜ = λzₜ + (1 − λ)Eₜ₋₁ (Roberts)';
  const now = rated(rule, counters);
  if (usual.kind !== 'baseline' || !usual.baseline || answersIn(now) < rule.minSample) {
    // A period that is skipped says nothing new.
    const limits = { warning: test.warning, critical: test.critical };
    return { level: 'INSUFFICIENT', limits, formula, ...(usual.kind === 'baseline' && baselineFacts(rule, usual)) };
  }
  const chart = [...usual.chart, ...chartOf([now], usual.baseline)];
  const { e, deviation } = ewma(chart, { lambda: test.lambda, minSample: rule.minSample });
  const limits = { warning: test.warning * deviation, critical: test.critical * deviation };
  const level = levelBy(Math.abs(e) > limits.warning, Math.abs(e) > limits.critical);
  return {
    level,
    limits,
    formula,
    z: e,
    p: Math.max(upperTail(Math.abs(e) / deviation), LEAST_P),
    ...baselineFacts(rule, usual),
  };
}

function bySpike(rule: Judging, test: Test<'spike'>, counters: Counters, usual: Usual): Judged {
  const formula = 'spike: mid-p of the binomial, or of the negative binomial where φ > 1';
  const limits = { warning: test.warning, critical: test.critical };
  const { n: x } = sampled(rule, counters) as { n: number };
  const earlier = usual.kind === 'weeks' ? usual.earlier : [];
  const total = earlier.reduce((sum, one) => sum + one, x);
  if (earlier.length < LEAST_WEEKS || total < rule.minSample) return { level: 'INSUFFICIENT', limits, formula };
  const { p, mean, phi } = spike(x, earlier, test.direction);
  const isFarOff =
    test.direction === 'above'
      ? x >= LEAST_RECORDS && x >= LEAST_FACTOR * mean
      : mean >= LEAST_RECORDS && x <= mean / LEAST_FACTOR;
  const level = levelBy(isFarOff && p < test.warning, isFarOff && p < test.critical);
  const facts = { p: Math.max(p, LEAST_P), sigma: Math.sqrt(phi), baseline: { value: mean, n: earlier.length } };
  return { level, limits, formula, ...facts };
}

function baselineFacts(rule: Judging, usual: Extract<Usual, { kind: 'baseline' }>): Partial<Findings> {
  if (!usual.baseline) return {};
  const { sample, sigma } = usual.baseline;
  return { baseline: { value: valueOf(rule, sample), n: answersIn(sample) }, sigma };
}

/** The value of a sample in the unit of its metric. */
function valueOf({ metric }: Judging, sample: Rated): number {
  if (sample.kind === 'proportion') return ((metrics[metric].unit === 'percent' ? 100 : 1) * sample.x) / sample.n;
  const { from, to, bars } = sample;
  const part = bars.reduce((sum, bar) => sum + bar.count * (rescaled(bar, 2) - 1), 0) / answersIn(sample);
  return from + part * (to - from);
}
