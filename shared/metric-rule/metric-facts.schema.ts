import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';
import { MetricName } from '../metrics/figure.schema.ts';

const limits = z.object({ warning: storableNumber.optional(), critical: storableNumber.optional() });

/** What a number was when it was judged, and by what. */
export const MetricFacts = z
  .object({
    metric: MetricName,
    value: storableNumber.nullable(),
    n: z.int().meta({ description: 'Answers or records that the value rests on.' }),
    baseline: z
      .object({ value: storableNumber, n: z.int() })
      .optional()
      .meta({ description: 'What is usual, and how many answers, or days of a spike, say so.' }),
    limits: limits.meta({
      description: 'Levels: of the value, of z, of the moving average, or of p, as the formula says.',
    }),
    z: storableNumber.optional().meta({ description: 'Standard deviations from what is usual; negative: below.' }),
    p: storableNumber.optional().meta({ description: 'How likely it is to be so far off by chance.' }),
    sigma: storableNumber.optional().meta({ description: 'By how much periods differ more than chance makes them.' }),
    window: z.string().max(40).meta({ description: 'Days that it is of.', example: '2026-11-24/2026-11-30' }),
    formula: z.string().max(200),
    formulaVersion: z.int().min(1),
    sentence: z.string().max(600).meta({
      example:
        'Customer satisfaction, mean 2.2 from 5 answers; usually 4.06 (500 answers); as low by chance once in 1 700 days',
    }),
  })
  .meta({ id: 'MetricFacts', description: 'A number that set an alert off.' });
export type MetricFacts = z.output<typeof MetricFacts>;

export const MetricLevel = z
  .enum(['OK', 'WARNING', 'CRITICAL', 'INSUFFICIENT'])
  .meta({ id: 'MetricLevel', description: '`INSUFFICIENT`: too few answers, now or before, to say anything.' });
export type MetricLevel = z.output<typeof MetricLevel>;
