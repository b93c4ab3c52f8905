import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { Emotion, Sentiment, Urgency } from './analysis.schema.ts';

export const PrecisionQuery = z.strictObject({
  version: z.string().min(1).max(20).optional().meta({
    description: 'Version of our rules and lexicons, from `2` on; the one in force unless given.',
    example: '2',
  }),
  from: Day.optional().meta({ description: 'First day, inclusive; 29 days before `to` unless given.' }),
  to: Day.optional().meta({ description: 'Last day, inclusive; today unless given.' }),
});
export type PrecisionQuery = z.infer<typeof PrecisionQuery>;

const Share = z.object({
  value: computedNumber.nullable().meta({ description: 'A share of 1; null when n is 0.', example: 0.91 }),
  n: z.int().min(0).meta({ description: 'How many judgements it rests on.', example: 120 }),
  interval: z
    .object({ low: computedNumber, high: computedNumber })
    .optional()
    .meta({ description: 'The 95 % Wilson interval.' }),
  lowSample: z.literal(true).optional().meta({ description: 'It rests on fewer than 30.' }),
});

const table = <L extends z.ZodEnum>(label: L) => z.record(label, z.record(label, z.int().min(0)));

const agreement = {
  precision: Share.meta({ description: 'Of what the engine called so, how much a person calls so.' }),
  recall: Share.meta({ description: 'Of what a person calls so, how much the engine called so.' }),
  f1: Share.meta({ description: '2J/(1 + J), J = hits/(hits + false + missed); `n` and limits are those of J.' }),
};

const figures = {
  labels: z.array(
    z.object({
      kind: z.enum(['sentiment', 'urgency', 'emotion']),
      value: z.union([Sentiment, Urgency, Emotion]),
      ...agreement,
    }),
  ),
  confusion: z
    .object({ sentiment: table(Sentiment), urgency: table(Urgency) })
    .meta({ description: 'How often the engine said the outer label where a person says the inner one.' }),
  kappa: z
    .object({ sentiment: computedNumber.nullable(), urgency: computedNumber.nullable() })
    .meta({ description: 'Cohen’s κ; null where chance alone explains all agreement, or nothing was judged.' }),
};

/** How often the engine was right, as far as people have corrected it. */
export const Precision = z
  .object({
    version: z.string().meta({ example: '2' }),
    from: z.iso.date(),
    to: z.iso.date(),
    timeZone: z.string().meta({ example: 'Europe/Berlin' }),
    asOf: z.iso.datetime(),
    corrections: z.int().min(0).meta({ description: 'Records that people have corrected.', example: 140 }),
    ...figures,
    sample: z
      .object({
        judged: z.int().min(0).meta({ description: 'Texts of review samples that people have judged.' }),
        ...figures,
        topics: z.array(z.object({ value: z.string(), ...agreement })).meta({ description: 'Of the taxonomy.' }),
      })
      .meta({
        description:
          'The same by random samples that people judged without knowing what the engine says: unbiased. Each text counts once, with the version that the engine had when it was judged.',
      }),
  })
  .meta({ id: 'AnalysisPrecision' });
export type Precision = z.infer<typeof Precision>;
