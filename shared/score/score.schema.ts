import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { Money } from '../fields/money.schema.ts';
import { computedNumber, storableNumber } from '../fields/number.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';

const text = z.string();
const Reason = z
  .object({
    ruleId: text.meta({ example: 'purchase_gap' }),
    points: storableNumber,
    evidence: text.meta({
      description: 'What the rule saw, in English.',
      example: '95 days; median 30.0 of their own',
    }),
  })
  .meta({ id: 'ScoreReason' });

const about = {
  reason: text.optional().meta({ description: 'Why there is no value.', example: 'too_few_components' }),
  formulaVersion: text.meta({ example: 'health-1' }),
  at: instant.meta({ description: 'Since when it is so.' }),
  inputs: z
    .record(z.string(), z.union([storableNumber, z.string(), z.null()]))
    .meta({ description: 'What it was computed of, by name; null where it is not known.', example: {} }),
  missing: z.array(text).meta({ description: 'What it is computed without.', example: ['support'] }),
  reasons: z.array(Reason).meta({ description: 'The most important first.' }),
};
export const Score = z.object({ value: storableNumber.nullable(), ...about }).meta({ id: 'CustomerScore' });
export type Score = z.output<typeof Score>;

const LifetimeValue = z
  .object({
    value: storableNumber.nullable().meta({ description: 'Both together, in the smallest unit of the currency.' }),
    historic: Money.optional().meta({ description: 'The margin of all that was bought and not given back.' }),
    predicted: Money.optional().meta({ description: 'What is expected from now on, at today’s worth.' }),
    excluded: z.array(Money).meta({ description: 'Net amounts in other currencies, which are not part of it.' }),
    ...about,
  })
  .meta({ id: 'LifetimeValue' });

const quintile = z.int().min(1).max(5);
const Quintiles = z.object({ recency: quintile, frequency: quintile, monetary: quintile }).meta({ id: 'RfmQuintiles' });
const Rfm = z
  .object({
    value: Quintiles.nullable(),
    ...about,
  })
  .meta({ id: 'RfmScore' });

export const HealthBand = z.enum(['healthy', 'watch', 'at_risk']);

const figures = {
  health: Score,
  churnRisk: Score.meta({ description: '0–100: the higher, the more likely the customer is lost.' }),
  lifetimeValue: LifetimeValue,
  rfm: Rfm.meta({ description: 'Quintiles among all who have bought: 5 is last, most often, for most.' }),
};
const band = { healthBand: HealthBand.optional().meta({ description: 'From 70 on healthy, from 40 on watch.' }) };

/** The scores of a customer as they are stored. */
export const StoredScore = record('StoredScore', {
  scoreId: idSchema('score'),
  customerId: CustomerId,
  ...figures,
  ...band,
  healthBandBefore: HealthBand.optional(),
  day: z.iso.date(),
  nextAt: instant.optional(),
});
export type StoredScore = z.output<typeof StoredScore>;

export const ScoreDay = z
  .object({
    day: z.iso.date().meta({ example: '2026-12-01' }),
    health: storableNumber.nullable(),
    churnRisk: storableNumber.nullable(),
    lifetimeValue: storableNumber.nullable(),
    rfm: Quintiles.nullable(),
  })
  .meta({ id: 'ScoreDay' });
export type ScoreDay = z.output<typeof ScoreDay>;

const Trend = z
  .object({
    value: computedNumber.nullable(),
    reason: text.optional(),
    n: z.int().min(0).meta({ description: 'Daily values that it follows from.' }),
    slope: computedNumber.optional().meta({ description: 'Points a day.' }),
    low: computedNumber.optional(),
    high: computedNumber.optional(),
    on: z.iso.date().optional(),
  })
  .meta({
    id: 'HealthTrend',
    description:
      'Where health will be in 30 days by the line through its last 90 daily values, with the 80 % interval; from 14 values on.',
  });

/** As a customer shows them with everything else. */
export const ScoresInBrief = z.object({ ...figures, ...band }).meta({ id: 'ScoresInBrief' });
export type ScoresInBrief = z.output<typeof ScoresInBrief>;

export const CustomerScores = z
  .object({
    customerId: CustomerId,
    ...figures,
    ...band,
    healthTrend: Trend,
    series: z
      .array(ScoreDay)
      .meta({ description: 'A value for each day on which something changed, the oldest first.' }),
  })
  .meta({ id: 'CustomerScores' });
export type CustomerScores = z.output<typeof CustomerScores>;
