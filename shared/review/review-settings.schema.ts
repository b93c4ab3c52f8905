import * as z from 'zod';
import { OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { localTime } from '../fields/time.schema.ts';

const at = localTime.default('08:00').meta({ description: 'Time of day in the company’s time zone.' });
const enabled = z.boolean().default(true);
const dayOfMonth = z.int().min(1).max(28).default(1).meta({ description: 'Day of the month after the period.' });
const distinct = (some: readonly string[]): boolean => new Set(some).size === some.length;
const twice = 'must not name anybody twice';

const rules = {
  weekly: z
    .strictObject({
      enabled,
      weekday: z.int().min(1).max(7).default(1).meta({ description: '1 is Monday, 7 is Sunday.' }),
      at,
    })
    .prefault({}),
  monthly: z.strictObject({ enabled, day: dayOfMonth, at }).prefault({}),
  quarterly: z.strictObject({ enabled, day: dayOfMonth, at }).prefault({}),
  recipients: z
    .strictObject({
      userIds: z.array(OuterId).max(50).refine(distinct, twice).default([]),
      roles: z
        .array(z.string().min(1).max(40))
        .max(20)
        .refine(distinct, twice)
        .default([])
        .meta({
          description: 'Everybody who has one of these roles.',
          example: ['manager'],
        }),
    })
    .prefault({})
    .meta({ description: 'Who gets the weekly digest; nobody by default.' }),
};

export const StoredReviewSettings = record('StoredReviewSettings', { settingsId: z.literal('reviews'), ...rules });

/** When reviews are made and who is told; everything has a default. */
export const ReviewSettings = z
  .object({
    ...rules,
    version: z.int().min(0).meta({ description: '0: never changed.' }),
    updatedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'ReviewSettings' });
export type ReviewSettings = z.output<typeof ReviewSettings>;

export const PutReviewSettings = z
  .strictObject(rules)
  .meta({ id: 'PutReviewSettings', description: 'Replaces all of it; what is left out takes its default.' });
export type PutReviewSettings = z.output<typeof PutReviewSettings>;
