import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';

/** By what a result was computed: whoever doubts it can compute it again. */
export const Method = z
  .object({
    name: z.string().meta({ example: 'Kitagawa decomposition' }),
    source: z.string().meta({ description: 'Where the formula is published', example: 'E. Kitagawa, JASA 50 (1955)' }),
    level: computedNumber.meta({ description: 'Of its tests, two-sided; intervals are of 1 less it', example: 0.05 }),
    params: z.record(z.string(), z.union([z.string(), computedNumber])),
  })
  .meta({ id: 'AnalysisMethod', description: 'By what a result was computed' });
export type Method = z.output<typeof Method>;

/** Why a result is not computed. */
export const refusals = [
  'too_few',
  'too_short',
  'no_variance',
  'no_complete_day',
  'no_skill',
  'floor',
  'not_trained',
] as const;

/** A result that is refused below its minimum: what it needs and what there is. */
export const Refusal = z
  .object({
    value: z.null(),
    reason: z.enum(refusals).meta({
      description:
        '`too_few` answers, `too_short` a time, `no_variance`: nothing differs, `no_complete_day`: the period has only begun',
    }),
    need: computedNumber.meta({ description: 'The least that it takes', example: 10 }),
    have: computedNumber.meta({ description: 'What there is', example: 4 }),
  })
  .meta({ id: 'AnalysisRefusal', description: 'A result that is not computed, and why' });
export type Refusal = z.output<typeof Refusal>;

/** Bounds of a 95 % interval. */
export const Interval = z.object({ low: computedNumber, high: computedNumber });
export type Interval = z.output<typeof Interval>;
