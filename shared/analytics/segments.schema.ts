import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { MetricName, n, value } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { standings } from '../metrics/ranking.ts';
import { Interval, Method } from './method.schema.ts';
import { Verdict } from './verdict.schema.ts';

export const SegmentsQuery = z.strictObject({
  metrics: z
    .string()
    .regex(/^[a-z0-9_]+(?:,[a-z0-9_]+){0,7}$/, 'must be one to eight names of metrics with commas between')
    .default('csat_avg,nps')
    .meta({ description: 'Means, shares, NPS or numbers of records', example: 'csat_avg,nps' }),
  by: z.enum(['segment', 'tier']).default('segment'),
  from: Day.optional(),
  to: Day.optional(),
});
export type SegmentsQuery = z.output<typeof SegmentsQuery>;

const share = z.object({ n, share: computedNumber.nullable().meta({ description: 'Of all, 0–1', example: 0.2 }) });

const Cell = z.object({
  metric: MetricName,
  unit: z.string(),
  value,
  n,
  adjusted: computedNumber.optional().meta({ description: 'Drawn towards the company while answers are few' }),
  adjustedInterval: Interval.optional(),
  place: z.int().optional(),
  standing: z.enum(standings).optional(),
  toRest: Verdict.meta({ description: 'Against all other records; `difference` is its value less theirs' }),
  toPrevious: Verdict.optional().meta({ description: 'Against its own value in the period before' }),
});

export const Segments = z
  .object({
    by: z.enum(['segment', 'tier']),
    from: z.string(),
    to: z.string(),
    previous: z.object({ from: z.string(), to: z.string() }).nullable(),
    asOf: z.iso.datetime(),
    rows: z
      .array(z.object({ key: z.string(), volume: share, invitations: share, metrics: z.array(Cell) }))
      .meta({ description: 'Most records first, 100 at most' }),
    method: Method,
  })
  .meta({ id: 'Segments', description: 'Numbers by segment or tier, each against the rest' });
export type Segments = z.output<typeof Segments>;
