import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { storableNumber } from '../fields/number.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { MetricName } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';

export const BenchmarkId = idSchema('benchmark');

const Source = z
  .strictObject({
    title: line(300).meta({ example: 'Customer Experience Benchmark Report' }),
    url: z
      .string()
      .max(2_000)
      .regex(/^https:\/\/[^\s\p{C}]+$/u, 'must be an https address')
      .refine((text) => URL.canParse(text), 'must be an https address')
      .meta({ example: 'https://example.com/report' }),
    publishedOn: Day,
  })
  .meta({ id: 'BenchmarkSource', description: 'Who published the value, and when.' });

const fields = {
  metric: MetricName,
  industry: line(100).meta({ example: 'software' }),
  region: line(100).meta({ example: 'Europe' }),
  value: storableNumber.meta({ description: 'In the unit of the metric.', example: 41 }),
  low: storableNumber.optional().meta({ description: 'Lower end of what the source gives as usual.' }),
  high: storableNumber.optional(),
  n: z.int().min(1).max(1_000_000_000).optional().meta({
    description: 'How many answers it rests on; without it the value is `directional`.',
  }),
  spread: storableNumber.gt(0, 'must be greater than 0').optional().meta({
    description: 'Standard deviation of the answers; with `n` it makes a comparison possible.',
    example: 1.1,
  }),
  method: prose(1_000).optional().meta({ description: 'How the source came to it.' }),
  source: Source,
  asOf: Day.meta({ description: 'The last day that the value speaks of.' }),
  validTo: Day.meta({ description: 'After it the value is shown as out of date.' }),
};

/** A value of outside that own figures are shown beside. None is made up: each has a published source. */
export const Benchmark = record('Benchmark', {
  benchmarkId: BenchmarkId,
  ...fields,
  directional: z.literal(true).optional().meta({ description: 'The source does not say how many answers it asked.' }),
  editedBy: z.string().meta({ description: 'Who wrote it last.', example: 'manager-1' }),
});
export type Benchmark = z.output<typeof Benchmark>;

export const CreateBenchmark = z.strictObject(fields).meta({ id: 'CreateBenchmark' });
export type CreateBenchmark = z.output<typeof CreateBenchmark>;
export const EditBenchmark = editOf('EditBenchmark', fields);

export const BenchmarkFilter = z.strictObject({
  metric: MetricName.optional(),
  industry: line(100).optional(),
  region: line(100).optional(),
});
export type BenchmarkFilter = z.output<typeof BenchmarkFilter>;
