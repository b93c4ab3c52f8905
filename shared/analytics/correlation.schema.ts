import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { n } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { Interval, Method, Refusal } from './method.schema.ts';

/** What may be correlated: scores on the one side, what was measured on the other. */
export const scores = ['csat', 'nps', 'ces'] as const;
export const measures = ['resolutionMinutes', 'firstContactResolved', 'reopened'] as const;

export const CorrelationQuery = z.strictObject({
  x: z.string().max(40).default('csat').meta({ description: 'A score: csat, nps or ces', example: 'csat' }),
  y: z.string().max(40).default('resolutionMinutes').meta({
    description: 'What was measured: resolutionMinutes, firstContactResolved or reopened',
    example: 'resolutionMinutes',
  }),
  from: Day.optional(),
  to: Day.optional(),
});
export type CorrelationQuery = z.output<typeof CorrelationQuery>;

export const Correlation = z
  .object({
    x: z.enum(scores),
    y: z.enum(measures),
    from: z.string(),
    to: z.string(),
    asOf: z.iso.datetime(),
    rho: z.union([computedNumber, Refusal]).meta({ description: 'Spearman’s ρ', example: -0.5016 }),
    p: computedNumber.optional(),
    interval: Interval.optional().meta({ description: '95 % interval of ρ' }),
    n,
    cells: z.array(z.object({ x: computedNumber, y: computedNumber, n })).meta({
      description:
        'The table that it rests on: CSAT on 1–5, NPS on 0–10, CES on 1–7 (7 is effortless); minutes exact to 120, then in steps of 5 %, or 1 for yes and 0 for no',
    }),
    says: z.literal('not proof of cause'),
    method: Method,
  })
  .meta({ id: 'Correlation' });
export type Correlation = z.output<typeof Correlation>;
