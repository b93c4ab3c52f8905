import type { FieldError } from '../http/problem.ts';
import { metrics } from '../metrics/definitions.ts';
import { sampleReader } from '../metrics/tests/sample.ts';
import type { AlertRule } from './alert-rule.schema.ts';
import type { MetricScope, MetricTest } from './metric-test.schema.ts';

/** Fewest answers that a test says anything of, by default; of a spike, records of all its days together. */
const LEAST: Record<MetricTest['kind'], number> = { threshold: 30, control: 5, ewma: 5, spike: 10 };

type Watched = Pick<AlertRule, 'metric' | 'scope' | 'test' | 'minSample'>;
/** A rule on a metric, complete. */
export type MetricRule = AlertRule & Required<Watched> & { kind: 'metric' };
/** A rule on single records, complete. */
export type RecordRule = AlertRule & Required<Pick<AlertRule, 'match'>> & { kind: 'record' };

export const isMetricRule = (rule: AlertRule): rule is MetricRule => rule.kind === 'metric';
export const isRecordRule = (rule: AlertRule): rule is RecordRule => rule.kind === 'record';

/** Fields that only rules of one kind have. */
const own = { record: ['match'], metric: ['metric', 'scope', 'test'] } as const;
const optional = { record: [], metric: ['minSample'] } as const;

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** What of a rule does not go together; nothing where all does. */
export function conflictsOf(rule: AlertRule): FieldError[] {
  const { kind } = rule;
  const other = kind === 'record' ? 'metric' : 'record';
  const missing = own[kind].filter((name) => !isGiven(rule[name]));
  const foreign = [...own[other], ...optional[other]].filter((name) => isGiven(rule[name]));
  const errors = [
    ...missing.map((name) => ({ pointer: `#/${name}`, detail: `is needed by a rule of kind ${kind}` })),
    ...foreign.map((name) => ({ pointer: `#/${name}`, detail: `is for rules of kind ${other}` })),
  ];
  return errors.length > 0 || !isMetricRule(rule) ? errors : [...scopeErrors(rule), ...testErrors(rule)];
}

/** A rule with what follows from its test. */
export const completed = (rule: AlertRule): AlertRule =>
  isMetricRule(rule) ? { ...rule, minSample: rule.minSample ?? LEAST[rule.test.kind] } : rule;

function scopeErrors({ metric, scope }: MetricRule): FieldError[] {
  const { dimensions, keyedOnly } = metrics[metric];
  if (isAll(scope)) return keyedOnly ? [{ pointer: '#/scope', detail: 'this metric needs a dimension' }] : [];
  if (dimensions.includes(scope.dimension)) return [];
  const may = dimensions.length > 0 ? `must be one of ${dimensions.join(', ')}` : 'this metric has no breakdown';
  return [{ pointer: '#/scope/dimension', detail: may }];
}

export const isAll = (scope: MetricScope): scope is { all: true } => 'all' in scope;
export const isEach = (scope: MetricScope): scope is Extract<MetricScope, { each: true }> => 'each' in scope;

function testErrors({ metric, test }: MetricRule): FieldError[] {
  const read = sampleReader(metric);
  if (!read) return [{ pointer: '#/metric', detail: 'is not watched by rules' }];
  const isCount = read({}).kind === 'count';
  if (test.kind === 'spike' && !isCount)
    return [{ pointer: '#/test/kind', detail: 'a spike is one of a number of records' }];
  if ((test.kind === 'control' || test.kind === 'ewma') && isCount)
    return [{ pointer: '#/test/kind', detail: 'must be threshold or spike for a number of records' }];
  if (test.kind === 'threshold' && test.window === 'live')
    return [{ pointer: '#/test/window', detail: 'this metric is a sum of days' }];
  if (test.kind === 'threshold' && !isGiven(test.warning) && !isGiven(test.critical))
    return [{ pointer: '#/test/warning', detail: 'one of warning and critical is needed' }];
  return isInOrder(test) ? [] : [{ pointer: '#/test/critical', detail: 'must not be crossed before warning' }];
}

/** Whether whatever crosses `critical` has crossed `warning`. */
function isInOrder({ kind, warning, critical, ...test }: MetricTest): boolean {
  if (warning === undefined || critical === undefined) return true;
  const isDownwards = kind === 'spike' || ('direction' in test && kind === 'threshold' && test.direction === 'below');
  return isDownwards ? critical <= warning : critical >= warning;
}
