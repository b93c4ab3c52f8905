import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { computedNumber, storableNumber } from '../fields/number.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { n } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { Method, Refusal, refusals } from './method.schema.ts';

const bounds = z.object({ low: storableNumber, high: storableNumber });
const skill = {
  n,
  auc: storableNumber.meta({ description: 'How often a satisfied customer has the greater p', example: 0.72 }),
  brier: storableNumber.meta({ description: 'Mean squared error of p', example: 0.16 }),
  base: storableNumber.meta({ description: 'The same of always saying the share of satisfied', example: 0.19 }),
  skill: storableNumber.meta({ description: '1 − brier/base', example: 0.14 }),
};
const HoldOut = z.object({ ...skill, positives: n, aucInterval: bounds });
const Calibration = z.object({
  bins: z
    .array(z.object({ n, predicted: storableNumber, observed: storableNumber, interval: bounds }))
    .meta({ description: 'Ten bins of as many predictions each' }),
  slope: storableNumber.meta({ description: '1 where p means what it says', example: 0.97 }),
  intercept: storableNumber,
  rough: z.boolean().meta({ description: 'The slope is outside of 0.8–1.25' }),
});
const Live = z.object({ ...skill, nights: z.int().min(0).meta({ description: 'In a row without skill; off from 7' }) });
const state = z.enum(['active', 'refused', 'off']);

/** One model as it is stored, its coefficients packed. It is never changed. */
export const StoredModel = record('StoredPredictionModel', {
  modelId: z.string().meta({ description: 'When it was trained, in lower case', example: '2026-11-21t01:00:00.000z' }),
  trainedAt: instant,
  day: z.iso.date().meta({ description: 'The day of the company on which it was trained' }),
  state,
  reason: z.object({ reason: z.enum(refusals), need: storableNumber, have: storableNumber }).optional(),
  n: n.meta({ description: 'Rated records that it was trained and judged on' }),
  rate: storableNumber.optional(),
  holdOut: HoldOut.optional(),
  calibration: Calibration.optional(),
  live: Live.optional(),
  packed: z.string().optional(),
});
export type StoredModel = z.output<typeof StoredModel>;

export const PredictionState = z
  .object({
    state: state.meta({ description: '`off`: seven nights in a row it knew nothing of what was rated later' }),
    reason: Refusal.optional().meta({ description: 'Why there is none that is used' }),
    model: z.string().optional(),
    trainedAt: instant.optional(),
    n: n.optional().meta({ description: 'Rated records that it was trained and judged on' }),
    holdOut: HoldOut.optional().meta({ description: 'On the newest 20 % of the rated records, which it has not seen' }),
    calibration: Calibration.optional(),
    live: Live.optional().meta({ description: 'On records of 28 days that were rated after their model was made' }),
    estimated: z
      .object({
        from: z.string(),
        to: z.string(),
        estimated: computedNumber.nullable().meta({ description: 'Share of satisfied, rated and predicted together' }),
        rated: z.object({ value: computedNumber.nullable(), n }),
        unrated: n,
        complete: z.boolean().meta({ description: 'Whether all records of the days were looked at: 5 000 at most' }),
      })
      .optional()
      .meta({ description: 'Of the last 28 days; in no other number' }),
    method: Method,
  })
  .meta({ id: 'PredictionState' });
export type PredictionState = z.output<typeof PredictionState>;

export const PredictedQuery = z.strictObject({
  order: z.enum(['p', 'newest']).default('p').meta({ description: '`p`: the least likely to be satisfied first' }),
  from: Day.optional(),
  to: Day.optional(),
  feedbackId: FeedbackId.optional().meta({ description: 'Only this record; 409 with its rating where it has one' }),
});
export type PredictedQuery = z.output<typeof PredictedQuery>;

export const Predicted = z
  .object({
    items: z
      .array(
        z.object({
          ref: FeedbackId,
          p: computedNumber.meta({ description: 'How likely its customer is satisfied (4 of 5)', example: 0.31 }),
          low: computedNumber,
          high: computedNumber,
          reasons: z
            .array(
              z.object({
                feature: z.string().meta({ example: 'resolutionTime' }),
                value: z.string().meta({ example: '1440 minutes' }),
                effect: computedNumber.meta({ description: 'What it adds to the log-odds', example: -0.8 }),
                points: computedNumber.meta({ description: 'What it adds to p, in points of 100', example: -17 }),
              }),
            )
            .meta({ description: 'The three that matter most' }),
        }),
      )
      .meta({ description: '100 at most' }),
    looked: n.meta({ description: 'Records that were looked at, rated ones among them' }),
    complete: z.boolean().meta({ description: 'Whether those were all of the range: 2 000 at most, the newest' }),
    model: z.string(),
    trainedAt: instant,
  })
  .meta({ id: 'Predicted' });
export type Predicted = z.output<typeof Predicted>;
