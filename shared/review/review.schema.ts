import * as z from 'zod';
import { FeedbackId, FeedbackType, Impact, TriageRoute } from '../feedback/feedback.parts.schema.ts';
import { NewTheme } from '../emerging/emerging.schema.ts';
import { computedNumber } from '../fields/number.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { HandOverId } from '../hand-over/hand-over.schema.ts';
import { InitiativeId } from '../initiative/initiative.schema.ts';
import { Reading } from '../metrics/figure.schema.ts';
import { TrackerId } from '../tracker/tracker.schema.ts';
import { daysOf } from './period.ts';

export const reviewKinds = ['weekly', 'monthly', 'quarterly'] as const;
export const ReviewKind = z.enum(reviewKinds).meta({
  id: 'ReviewKind',
  description:
    '`weekly`: what waits for triage; `monthly`: which kinds of requests have become more; `quarterly`: what will not be done, and who has asked for it since.',
});
export type ReviewKind = z.output<typeof ReviewKind>;

const period = z
  .string()
  .regex(/^\d{4}-(?:W\d{2}|\d{2}|Q[1-4])$/, 'must look like 2026-W48, 2026-11 or 2026-Q4')
  .meta({ description: 'An ISO week, a month or a quarter.', example: '2026-W47' });

export const ReviewId = z
  .string()
  .regex(/^(?:weekly-\d{4}-W\d{2}|monthly-\d{4}-\d{2}|quarterly-\d{4}-Q[1-4])$/)
  .meta({ id: 'ReviewId', description: 'Its kind and period.', example: 'weekly-2026-W47' });

const count = z.int().min(0);
const day = z.iso.date().meta({ example: '2026-11-16' });
const ages = { under_7_days: count, '7_to_14_days': count, over_14_days: count };

const Weekly = z
  .object({
    waiting: count.meta({ description: 'Records that wait for a decision.' }),
    routes: z
      .array(z.object({ route: TriageRoute, ...ages }))
      .meta({ description: 'What waits by route and age, of the 10 000 records of the highest priority.' }),
    mostVoices: z
      .array(
        z.object({
          feedbackId: FeedbackId,
          type: FeedbackType.optional(),
          theme: line(100).optional(),
          impact: Impact,
          route: TriageRoute,
          voices: z.int().min(1),
          arrivedAt: instant,
        }),
      )
      .max(10),
    unreferenced: z.object({
      count: count.meta({ description: 'Hand-overs of which no tracker has named an item yet.' }),
      oldest: z
        .array(
          z.object({
            handOverId: HandOverId,
            trackerId: TrackerId,
            feedbackId: FeedbackId.optional(),
            initiativeId: InitiativeId.optional(),
            createdAt: instant,
          }),
        )
        .max(10),
    }),
    newThemes: z.array(NewTheme).max(10).optional().meta({
      description:
        'What feedback has begun to speak about since the weekly review before; absent in reviews of before it was told.',
    }),
    decided: Reading.meta({ description: 'Records decided in the week.' }),
    waitMedian: Reading.meta({ description: 'Hours until they were.' }),
  })
  .meta({ id: 'WeeklyReview', description: 'What waits is as of `asOf`; decisions are those of the week.' });
export type Weekly = z.output<typeof Weekly>;

const Monthly = z
  .object({
    months: z
      .array(
        z.object({ month: z.string(), days: count.meta({ description: 'Days of it on which feedback could come.' }) }),
      )
      .meta({ description: 'Up to three months before, then the reviewed one.' }),
    records: count.meta({
      description: 'Requests in these months: all feedback but praise that has a type or a theme.',
    }),
    kinds: z
      .array(
        z.object({
          type: FeedbackType.optional(),
          theme: line(100).optional(),
          n: z.array(count).meta({ description: 'Requests of each of the months.' }),
          ratio: computedNumber.nullable().meta({
            description:
              'Requests a day in the month, as a multiple of those a day before; null where there were none.',
          }),
          p: computedNumber.nullable().meta({
            description:
              'How likely so many are where nothing has changed; null where there is nothing to compare with.',
          }),
          q: computedNumber.nullable().meta({ description: '`p` for all kinds together (Benjamini and Hochberg).' }),
          verdict: z.enum(['more', 'usual', 'untested']).meta({ description: '`more`: q is 0.05 at most.' }),
        }),
      )
      .max(500)
      .meta({ description: 'What has become more first, then by number.' }),
    few: z
      .object({ kinds: count, n: z.array(count) })
      .meta({ description: 'Kinds with fewer than five requests in all months, together; and those beyond 500.' }),
  })
  .meta({ id: 'MonthlyReview', description: 'A kind is a type and a theme.' });
export type Monthly = z.output<typeof Monthly>;

const Quarterly = z
  .object({
    items: z
      .array(
        z.object({
          initiativeId: InitiativeId.optional(),
          feedbackId: FeedbackId.optional().meta({ description: 'A main record.' }),
          title: line(200).optional(),
          type: FeedbackType.optional(),
          theme: line(100).optional(),
          reason: prose(2_000).optional(),
          decidedAt: instant,
          voicesBefore: count.meta({ description: 'People who had asked for it until then.' }),
          voicesSince: count.meta({ description: 'People who have asked for it since, also those who had before.' }),
          tiers: z.array(z.object({ tier: z.string(), voices: count })).meta({ description: 'Of those since.' }),
          trend: z
            .array(z.object({ month: z.string(), voices: count }))
            .meta({ description: 'Of the last six months.' }),
          reconsider: z.boolean().meta({
            description: 'Since then five people or more, and half as many as before; or two of the top tiers.',
          }),
          lastSaid: FeedbackId.optional(),
          quote: z.string().optional().meta({ description: 'Its beginning, masked; as long as the record is there.' }),
        }),
      )
      .max(300)
      .meta({ description: 'What is to be reconsidered first, then by voices since.' }),
    more: count.meta({ description: 'Beyond 300.' }),
    silent: count.meta({ description: 'Kept until a day that has not come.' }),
  })
  .meta({ id: 'QuarterlyReview', description: 'Initiatives and main records of which nothing will be done.' });
export type Quarterly = z.output<typeof Quarterly>;

const Digest = z
  .object({
    state: z.enum(['due', 'told', 'nothing_waits']).meta({
      description: '`due`: somebody is still to be told; `nothing_waits`: so nobody is.',
    }),
    at: instant,
  })
  .meta({ id: 'ReviewDigest' });

/** A look back at a period, as it was made. */
export const Review = record('Review', {
  reviewId: ReviewId,
  kind: ReviewKind,
  period,
  from: day,
  to: day.meta({ description: 'Last day, inclusive.' }),
  timeZone: z.string(),
  asOf: instant.meta({ description: 'When it was made; its numbers are of then.' }),
  weekly: Weekly.optional(),
  monthly: Monthly.optional(),
  quarterly: Quarterly.optional(),
  digest: Digest.optional().meta({ description: 'Of the mail of a weekly one.' }),
});
export type Review = z.output<typeof Review>;

/** A review in a list: without what it found. */
export const ReviewEntry = Review.omit({ weekly: true, monthly: true, quarterly: true }).meta({ id: 'ReviewEntry' });
export type ReviewEntry = z.output<typeof ReviewEntry>;

export const ReviewFilter = z.strictObject({ kind: ReviewKind.optional() });
export type ReviewFilter = z.output<typeof ReviewFilter>;

export const RunReview = z
  .strictObject({ kind: ReviewKind, period })
  .refine((given) => daysOf(given.kind, given.period) !== undefined, {
    path: ['period'],
    error: 'is no period of that kind',
  })
  .meta({ id: 'RunReview' });
export type RunReview = z.output<typeof RunReview>;
