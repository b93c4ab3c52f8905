import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';
import { Grouping } from '../metrics/figure.schema.ts';

/** What of a metric is watched: all of it, one key of a dimension, or each of its keys for itself. */
export const MetricScope = z
  .union([
    z.strictObject({ all: z.literal(true) }),
    z.strictObject({ dimension: Grouping, key: z.string().min(1).max(400) }),
    z.strictObject({ dimension: Grouping, each: z.literal(true) }),
  ])
  .meta({
    id: 'MetricScope',
    description: 'All of a metric, one key of a dimension, or each key for itself: then each has alerts of its own.',
    example: { dimension: 'team', each: true },
  });
export type MetricScope = z.output<typeof MetricScope>;

const period = z.enum(['day', 'week']).default('day').meta({
  description: 'Complete days, or ISO weeks, of the company’s time zone.',
});
const level = (about: string, usual: number) => storableNumber.gt(0).default(usual).meta({ description: about });
const share = (usual: number) =>
  storableNumber.gt(0).lt(1).default(usual).meta({ description: 'Crossed by p below it.' });

const Threshold = z.strictObject({
  kind: z.literal('threshold'),
  window: z.enum(['live', 'today', 'yesterday', '7d', '28d']).default('today').meta({
    description: '`7d`: today and the six days before. `live` is for metrics that are no sum of days.',
  }),
  direction: z.enum(['below', 'above']),
  warning: storableNumber.optional().meta({ description: 'Crossed by what is beyond it; equal is not beyond.' }),
  critical: storableNumber.optional(),
});
const Control = z.strictObject({
  kind: z.literal('control'),
  period,
  direction: z.enum(['below', 'above', 'both']).default('both'),
  warning: level('Standard deviations of what periods differ by anyway; reaching it crosses it.', 3),
  critical: level('As `warning`.', 4),
});
const Ewma = z.strictObject({
  kind: z.literal('ewma'),
  period,
  lambda: storableNumber.min(0.01).max(1).default(0.2).meta({ description: 'Weight of the last period.' }),
  warning: level('Standard deviations of the moving average; beyond it is crossed.', 2.962),
  critical: level('As `warning`.', 3.5),
});
const Spike = z.strictObject({
  kind: z.literal('spike'),
  direction: z.enum(['above', 'below']).default('above').meta({
    description: '`above` is tested while the day runs; `below`, a drop, when it is over.',
  }),
  warning: share(0.001),
  critical: share(0.000_01),
});

/** When a metric is not as it should be. */
export const MetricTest = z.discriminatedUnion('kind', [Threshold, Control, Ewma, Spike]).meta({
  id: 'MetricTest',
  description:
    '`threshold`: beyond a number. `control`: one period is unlikely under the 56 days or 26 weeks before. `ewma`: a small shift lasts. `spike`: far more, or fewer, than on the same weekday of the eight weeks before.',
  example: { kind: 'threshold', window: '7d', direction: 'below', warning: 85, critical: 75 },
});
export type MetricTest = z.output<typeof MetricTest>;
