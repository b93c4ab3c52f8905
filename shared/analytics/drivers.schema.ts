import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { Grouping, MetricName, n, value } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { Interval, Method, Refusal } from './method.schema.ts';

export const DriversQuery = z.strictObject({
  metric: MetricName.meta({ description: 'A mean, a share or NPS' }),
  by: Grouping,
  from: Day.optional().meta({ description: 'First day, inclusive; 29 days before `to` unless given' }),
  to: Day.optional().meta({ description: 'Last day, inclusive; today unless given. Days that still run are left out' }),
  with: z
    .string()
    .regex(/^(?:previous|lastYear|\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d)$/, 'must be previous, lastYear or `from..to`')
    .default('previous')
    .meta({
      description: 'The period before, the same one a year ago, or days that end before `from`',
      example: 'previous',
    }),
});
export type DriversQuery = z.output<typeof DriversQuery>;

const Side = z.object({
  value,
  n,
  records: z
    .object({ path: z.string(), query: z.record(z.string(), z.string()) })
    .nullable()
    .meta({ description: 'The call that lists the n records; null where they cannot be listed' }),
});

const Driver = z.object({
  kind: z.enum(['key', 'others', 'none']).meta({
    description: '`others`: groups with fewer than ten answers in both periods together, `none`: records without a key',
  }),
  key: z.string().nullable().meta({ description: 'Null for `others` and `none`', example: 'billing' }),
  before: Side,
  now: Side,
  within: computedNumber.meta({ description: 'What its own change adds', example: -0.2788 }),
  mix: computedNumber.meta({ description: 'What the change of its share adds', example: -0.0051 }),
  total: computedNumber.meta({ description: 'Both together, in the unit of the metric', example: -0.2839 }),
  interval: Interval.meta({ description: '95 % interval of `total`' }),
  p: computedNumber,
  q: computedNumber.meta({ description: 'The same with all groups in mind (Benjamini & Hochberg)' }),
  clear: z.boolean().meta({ description: 'Whether `total` is more than chance: q ≤ 0.05' }),
  without: computedNumber
    .nullable()
    .meta({ description: 'What the metric would be now without it; null where it is all' }),
  atRest: z
    .object({
      shareOfUnhappy: computedNumber.meta({ description: 'Its share of the unhappy answers, 0–1', example: 0.42 }),
      shareOfAll: computedNumber.meta({ description: 'Its share of all answers, 0–1', example: 0.2 }),
      oddsRatio: computedNumber.meta({
        description: 'Odds of an unhappy answer in it by those of the rest',
        example: 2.9,
      }),
      interval: Interval.meta({ description: '95 % interval of the odds ratio' }),
    })
    .optional()
    .meta({ description: 'Of the later period alone; absent where nobody is unhappy' }),
});
export type Driver = z.output<typeof Driver>;

const Period = z.object({ from: z.string(), to: z.string(), value, n });

export const Drivers = z
  .object({
    metric: MetricName,
    unit: z.string(),
    by: Grouping,
    method: Method,
    atRestMethod: Method,
    before: Period.nullable().meta({ description: 'Null where no day is complete yet' }),
    now: Period.nullable(),
    partial: z.literal(true).optional().meta({ description: 'The period still runs and was cut to complete days' }),
    delta: z.union([computedNumber, Refusal]).meta({ description: 'Now less before', example: -0.3723 }),
    additive: z.boolean().meta({ description: 'Whether the totals of the groups add up to `delta`' }),
    groups: z.array(Driver).meta({ description: 'The greatest first, whether it helped or hurt' }),
    asOf: z.iso.datetime(),
  })
  .meta({ id: 'Drivers', description: 'Which groups moved a number between two periods' });
export type Drivers = z.output<typeof Drivers>;
