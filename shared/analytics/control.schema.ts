import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { Grouping, MetricName, n, value } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { signalRules } from './control-chart.ts';
import { Method, Refusal } from './method.schema.ts';
import { seriesQuery } from './trend.schema.ts';

export const ControlQuery = z.strictObject({
  ...seriesQuery,
  metric: MetricName.meta({ description: 'A mean, a share or NPS' }),
  grain: z.enum(['day', 'week']).default('day'),
  to: Day.optional().meta({ description: 'Last day, inclusive; yesterday unless given' }),
});
export type ControlQuery = z.output<typeof ControlQuery>;

const side = z.enum(['above', 'below']);
const rule = z.enum(signalRules).meta({
  description: 'One beyond 3σ; eight in a row on one side; two of three beyond 2σ on one side',
});

export const Control = z
  .object({
    metric: MetricName,
    unit: z.string(),
    by: Grouping.optional(),
    key: z.string().optional(),
    grain: z.enum(['day', 'week']),
    asOf: z.iso.datetime(),
    points: z
      .array(
        z.object({
          period: z.string().meta({ description: 'A day, or the Monday of a week', example: '2026-11-16' }),
          value,
          n,
          low: computedNumber.optional().meta({ description: 'Lower limit of so many answers', example: 0.63 }),
          high: computedNumber.optional(),
          z: computedNumber.optional().meta({ description: 'Deviation in units of what periods differ anyway' }),
        }),
      )
      .meta({ description: 'The newest 56 days or 26 weeks' }),
    limits: z
      .array(
        z.object({
          from: z.string(),
          to: z.string(),
          usual: z.union([
            z.object({
              centre: computedNumber.meta({ description: 'Mean of the baseline, in the unit of the metric' }),
              s: computedNumber.meta({ description: 'Standard deviation of one answer' }),
              sigma: computedNumber.meta({
                description: 'By how much periods differ more than chance makes them; ≥ 1',
              }),
            }),
            Refusal,
          ]),
        }),
      )
      .meta({ description: 'One for each stretch between changes of level: each begins a new baseline' }),
    signals: z.array(z.object({ period: z.string(), rule, side })),
    method: Method,
  })
  .meta({ id: 'ControlChart' });
export type Control = z.output<typeof Control>;
