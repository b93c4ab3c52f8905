import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { storableNumber } from '../fields/number.schema.ts';
import { pastInstant } from '../fields/past-instant.schema.ts';
import { AnalysisStatus, Emotion, judgement, Sentiment, Urgency } from '../analysis/analysis.schema.ts';
import { checkedSingly, ItemProblem } from '../http/items.schema.ts';
import { searchText } from '../fields/search.schema.ts';
import { Language, line } from '../fields/text.schema.ts';
import { flag } from '../fields/flag.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import {
  FeedbackType,
  FeedbackId,
  Source,
  FollowUpStatus,
  TriageStatus,
  Impact,
  ExclusionReason,
} from './feedback.parts.schema.ts';
import { senderFields } from './feedback.schema.ts';

export const SubmitFeedback = z
  .strictObject({
    source: Source,
    ...senderFields,
    occurredAt: pastInstant.optional().meta({
      description: 'When it was said; now when left out. At most 5 minutes ahead.',
      example: '2026-11-01T10:00:00.000Z',
    }),
    externalId: OuterId.optional().meta({
      description: 'The sender’s id of this piece; `(source, externalId)` given again is the same record.',
      example: 'zendesk-123',
    }),
    sourceUpdatedAt: pastInstant.optional().meta({
      description:
        'When the sender last changed it; an older state never overwrites a newer one. At most 5 minutes ahead.',
    }),
  })
  .meta({ id: 'SubmitFeedback' });
export type SubmitFeedback = z.infer<typeof SubmitFeedback>;

export const BULK_LIMIT = 500;
/** Items are checked one by one in the verb, so that a bad one spoils nothing. */
export const SubmitMany = z
  .strictObject({
    items: z
      .array(checkedSingly(SubmitFeedback))
      .min(1)
      .max(BULK_LIMIT)
      .meta({ description: 'Each as for a single submit.' }),
  })
  .meta({ id: 'SubmitMany' });

/** What became of one item of a bulk. */
export const BulkResult = z
  .object({
    index: z.int().min(0),
    status: z.int().meta({
      description: '201 created, 200 known and up to date, 400, 409, 503 to be sent again, 500 a defect on our side.',
      example: 201,
    }),
    feedbackId: FeedbackId.optional(),
    problem: ItemProblem.optional(),
  })
  .meta({ id: 'BulkResult' });
export type BulkResult = z.infer<typeof BulkResult>;

const clearable = Object.fromEntries(
  Object.entries(senderFields).map(([name, field]) => [name, field.unwrap().nullish()]),
) as {
  [K in keyof typeof senderFields]: z.ZodOptional<z.ZodNullable<ReturnType<(typeof senderFields)[K]['unwrap']>>>;
};

export const EditFeedback = z
  .strictObject(clearable)
  .refine((edit) => Object.keys(edit).length > 0, 'must change something')
  .meta({
    id: 'EditFeedback',
    minProperties: 1,
    description: 'Fields left out stay; null clears; lists and objects are replaced whole.',
  });
export type EditFeedback = z.infer<typeof EditFeedback>;

/** A person's judgement in place of the engine's. */
export const CorrectAnalysis = z
  .strictObject({
    ...judgement,
    emotions: judgement.emotions
      .refine((emotions = []) => new Set(emotions).size === emotions.length, 'must not name an emotion twice')
      .meta({ uniqueItems: true }),
  })
  .refine((correction) => Object.keys(correction).length > 0, 'must correct something')
  .meta({ id: 'CorrectAnalysis', minProperties: 1 });
export type CorrectAnalysis = z.infer<typeof CorrectAnalysis>;

export const ExcludeFeedback = z.strictObject({ reason: ExclusionReason }).meta({ id: 'ExcludeFeedback' });

export type ExcludeFeedback = z.infer<typeof ExcludeFeedback>;

const dayOrInstant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true }).max(40)], {
    error: 'must be a day like 2026-11-01, or a date and time with a zone',
  })
  .meta({ description: 'A day in the company’s time zone, or an instant.', example: '2026-11-01' });
const scoreBound = z
  .union([storableNumber, z.string().regex(/^-?\d{1,3}(?:\.\d)?$/, 'must be a number with at most one decimal place')])
  .transform(Number)
  .pipe(storableNumber.min(-100).max(100));
const sentimentBound = z
  .union([z.int(), z.string().regex(/^-?\d{1,3}$/, 'must be a whole number')])
  .transform(Number)
  .pipe(z.int().min(-100).max(100));

/** Filters that are the same in a query and in JSON. */
export const textFilters = {
  source: Source.optional(),
  type: FeedbackType.optional(),
  category: line(100).optional(),
  subcategory: line(100).optional(),
  theme: line(100).optional(),
  impact: Impact.optional(),
  tag: line(50).optional(),
  sentiment: Sentiment.optional(),
  emotion: Emotion.optional(),
  urgency: Urgency.optional(),
  analysis: AnalysisStatus.optional(),
  language: Language.optional().meta({ description: 'As the analysis found it.' }),
  agentId: OuterId.optional(),
  teamId: OuterId.optional(),
  segment: line(100).optional(),
  tier: line(50).optional(),
  customerId: OuterId.optional(),
  email: Email.optional().meta({ description: 'Of the contact, where there is no customer id.' }),
  ticketId: OuterId.optional(),
  caseId: OuterId.optional(),
  surveyId: OuterId.optional(),
  templateId: OuterId.optional(),
  triage: TriageStatus.optional(),
  initiativeId: OuterId.optional().meta({
    description: 'Of the decision in triage. Feedback that is linked to an initiative is listed under that initiative.',
  }),
  followUp: FollowUpStatus.optional(),
  scoreMetric: z.enum(['csat', 'nps', 'ces', 'rating', 'custom']).optional(),
  q: searchText('subject, comments or context').optional().meta({
    description:
      'Words in subject, comments or context; beginnings of words suffice, all must occur; case, accents and vowel points do not matter. Where the company masks its lists, masked words are found only with `privacy:write`. Of a record the first 1 000 distinct words are indexed: what stands behind them may not be found.',
    example: 'charged twice',
  }),
};

/** Every filter of lists, counts and searches; all of them must hold. */
export const FeedbackFilter = z.strictObject({
  from: dayOrInstant.optional().meta({ description: 'First day (inclusive), or instant.' }),
  to: dayOrInstant.optional().meta({ description: 'Last day (inclusive), or instant (exclusive).' }),
  ...textFilters,
  excluded: flag
    .optional()
    .meta({ description: '`true`: only those left out of the numbers; `false`: only those in them.' }),
  hasText: flag.optional().meta({ description: '`true`: only those with a text; `false`: only those without.' }),
  scoreMin: scoreBound.optional().meta({ description: 'Lowest score, as answered; of `scoreMetric`, or of any.' }),
  scoreMax: scoreBound.optional(),
  sentimentScoreMin: sentimentBound
    .optional()
    .meta({ description: 'Lowest sentiment score, −100 to 100.', example: -100 }),
  sentimentScoreMax: sentimentBound.optional().meta({ example: -60 }),
});
export type FeedbackFilter = z.infer<typeof FeedbackFilter>;
