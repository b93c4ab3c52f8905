import * as z from 'zod';
import { Benchmark, BenchmarkId } from '../benchmark/benchmark.schema.ts';
import { computedNumber } from '../fields/number.schema.ts';
import { Goal } from '../goal/goal.schema.ts';
import { Comparison } from '../metrics/comparison/comparison.schema.ts';
import { pasts } from '../metrics/comparison/periods.ts';
import { Figure } from '../metrics/figure.schema.ts';
import { ReadRecords } from '../metrics/metrics.schema.ts';

/** What a figure is compared with. */
const ways = [...pasts, 'goal', 'benchmark', 'rest'] as const;

const { part: _, ...selection } = ReadRecords;

export const CompareQuery = z.strictObject({
  ...selection,
  with: z.enum(ways).meta({
    description:
      '`previous`: the period before; `lastYear`: the same one a year ago; `goal`: the target of an open goal of the same scope whose days touch the range; `benchmark`: a value of outside; `rest`: of a group of `by`, all others',
    example: 'rest',
  }),
  benchmarkId: BenchmarkId.optional().meta({
    description: 'Which benchmark; the newest that is still valid unless given',
    example: undefined,
  }),
});
export type CompareQuery = z.output<typeof CompareQuery>;

export const MetricComparison = Comparison.extend({
  with: z.enum(ways),
  before: Figure.nullable().meta({
    description:
      'The figure of the past, or of the rest; null where no day is complete yet, and with a goal or a benchmark, which are told beside',
  }),
  difference: computedNumber.nullable().meta({
    description:
      'The figure less what it is compared with, in the unit of the metric; of numbers of records per day where that is a period',
    example: -0.25,
  }),
  goal: Goal.optional().meta({ description: 'The goal whose target it is compared with' }),
  benchmark: Benchmark.optional(),
  outdated: z.literal(true).optional().meta({ description: 'The benchmark was valid for earlier days only' }),
}).meta({ id: 'MetricComparison', description: 'A figure and the verdict of its difference from another or a value' });
export type MetricComparison = z.output<typeof MetricComparison>;

export const ComparedMetric = z
  .object({
    figure: Figure,
    comparison: MetricComparison.nullable().meta({
      description: 'Null with `rest` and without `key`: nothing is outside of the whole',
    }),
    groups: z
      .array(z.object({ key: z.string().meta({ example: 'agent-7' }), figure: Figure, comparison: MetricComparison }))
      .optional()
      .meta({ description: 'Per key of `by` unless one is asked for, most answers first, 500 at most' }),
  })
  .meta({ id: 'ComparedMetric' });
export type ComparedMetric = z.output<typeof ComparedMetric>;
