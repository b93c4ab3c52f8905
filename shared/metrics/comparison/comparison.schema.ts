import * as z from 'zod';
import { computedNumber } from '../../fields/number.schema.ts';
import { Figure } from '../figure.schema.ts';
import { reasons } from './compare.ts';
import { pasts } from './periods.ts';
import { testNames } from './tested.ts';
import { LEVEL, verdicts } from './verdict.ts';

const Verdict = z.enum(verdicts);

/** Two figures of one metric, and what may be said of their difference. */
export const Comparison = z
  .object({
    with: z.enum(pasts).meta({
      description:
        'The period before (of a whole month, quarter or year the whole one before), or a year ago (the same dates, below 28 days the same weekdays)',
    }),
    partial: z.literal(true).optional().meta({
      description: 'The period still runs: both were cut to its complete days, and `now` is what is compared',
    }),
    now: Figure.optional().meta({ description: 'The figure of the complete days, where the period still runs' }),
    before: Figure.nullable().meta({ description: 'The figure of the past; null where no day is complete yet' }),
    difference: computedNumber.nullable().meta({
      description: 'Now less before, in the unit of the metric; of numbers of records per day',
      example: -0.25,
    }),
    interval: z
      .object({ low: computedNumber, high: computedNumber })
      .optional()
      .meta({ description: 'Bounds of the difference, 95 %' }),
    relative: computedNumber.optional().meta({
      description: 'The difference by the value before, of shares, times and numbers of records',
      example: 0.19,
    }),
    p: computedNumber.nullable().meta({ description: 'Of the test by itself, two-sided', example: 0.00997 }),
    q: computedNumber.nullable().meta({
      description:
        'Of all comparisons with this past in the reply together (Benjamini & Hochberg); the verdict rests on it',
      example: 0.00997,
    }),
    family: z.int().meta({ description: 'How many comparisons were judged together', example: 1 }),
    test: z.enum(testNames).optional(),
    level: z.literal(LEVEL),
    designEffect: computedNumber.optional().meta({
      description: 'By how much days differ more than chance makes them; 1 where they do not, or too few are known',
      example: 1,
    }),
    equivalent: z.boolean().meta({
      description: 'The difference is surely within the company’s margin (`comparison.margins` of its settings)',
    }),
    verdict: Verdict.nullable(),
    alone: Verdict.optional().meta({ description: 'The verdict by itself, where that is another' }),
    reason: z.enum(reasons).optional().meta({ description: 'Why there is no verdict' }),
    words: z.string().meta({ example: 'worse: −0.25 (−0.44 to −0.06)' }),
  })
  .meta({ id: 'Comparison', description: 'Two figures and the verdict of their difference' });
export type Comparison = z.output<typeof Comparison>;
