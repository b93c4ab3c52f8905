import * as z from 'zod';
import { Analysis, AnalysisJudgement, AnalysisStatus, Sentiment, Urgency } from '../analysis/analysis.schema.ts';
import { Data, instant, Language, line, OuterId, Phone, prose } from './feedback.fields.schema.ts';

export const FeedbackId = z
  .string()
  .regex(/^fb_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
  .meta({ id: 'FeedbackId', description: 'Sorts by `occurredAt`.', example: 'fb_01jd3k5w8z9x7v6t5s4r3q2p1n' });

export const Source = z
  .enum([
    'support_ticket',
    'support_case',
    'survey',
    'sales_call',
    'user_research',
    'in_app',
    'community',
    'email',
    'chat',
    'phone',
    'direct',
    'import',
    'api',
  ])
  .meta({ id: 'FeedbackSource', description: 'Where the feedback was given.', example: 'support_ticket' });

export const FeedbackType = z
  .enum([
    'bug',
    'feature_request',
    'ux_issue',
    'praise',
    'content_issue',
    'complaint',
    'question',
    'survey_response',
    'other',
  ])
  .meta({ id: 'FeedbackType', example: 'complaint' });

export const Impact = z.enum(['high', 'medium', 'low']);

export const Contact = z
  .strictObject({
    name: line(120).optional().meta({ example: 'Ada Lovelace' }),
    email: z.email().max(254).optional().meta({ example: 'ada@example.com' }),
    phone: Phone.optional().meta({ example: '+49 30 1234567' }),
    business: line(200).optional().meta({ example: 'Analytical Engines Ltd' }),
  })
  .meta({ id: 'Contact', description: 'Who said it, where there is no customer id.' });
export type Contact = z.infer<typeof Contact>;

const bound = z.int().min(-100).max(100);

/** One answer on a scale. The scale is stored with the answer, because 1–5, 0–10 and 1–7 all occur. */
export const Score = z
  .strictObject({
    metric: z.enum(['csat', 'nps', 'ces', 'rating', 'custom']),
    value: z
      .number()
      .refine((value) => Math.round(value * 10) / 10 === value, 'must have at most one decimal place')
      .meta({ description: 'At most one decimal place.', example: 2 }),
    scaleMin: bound.meta({ example: 1 }),
    scaleMax: bound.meta({ example: 5 }),
    questionId: OuterId.optional(),
  })
  .refine(({ scaleMin, scaleMax }) => scaleMin < scaleMax, { path: ['scaleMax'], error: 'must be above scaleMin' })
  .refine(({ value, scaleMin, scaleMax }) => value >= scaleMin && value <= scaleMax, {
    path: ['value'],
    error: 'must lie within scaleMin and scaleMax',
  })
  .meta({ id: 'Score' });
export type Score = z.infer<typeof Score>;

export const Snapshot = z
  .strictObject({
    agentId: OuterId.optional().meta({ example: 'agent-7' }),
    teamId: OuterId.optional().meta({ example: 'team-1' }),
    queue: line(100).optional(),
    channel: line(50).optional().meta({ example: 'chat' }),
    segment: line(100).optional(),
    tier: line(50).optional().meta({ example: 'gold' }),
    resolutionMinutes: z.number().min(0).max(10_000_000).multipleOf(0.01).optional().meta({ example: 42 }),
    firstContactResolved: z.boolean().optional(),
    reopened: z.boolean().optional(),
  })
  .meta({
    id: 'Snapshot',
    description: 'Context frozen when the event happened, so that later reassignment changes no history.',
  });
export type Snapshot = z.infer<typeof Snapshot>;

export const FollowUpStatus = z.enum(['pending', 'in_progress', 'resolved', 'no_action']);
export const FollowUp = z
  .object({
    required: z.boolean(),
    assignedTo: OuterId.optional(),
    dueAt: instant.optional(),
    status: FollowUpStatus,
    rootCause: prose(2_000).optional(),
    actionTaken: prose(2_000).optional(),
    firstTouchAt: instant.optional(),
    closedAt: instant.optional(),
  })
  .meta({ id: 'FollowUp' });
export type FollowUp = z.infer<typeof FollowUp>;

export const TriageStatus = z.enum(['new', 'triaged', 'planned', 'in_progress', 'shipped', 'wont_do', 'duplicate']);
export const Triage = z
  .object({
    status: TriageStatus,
    route: z.enum(['engineering', 'roadmap', 'quick_win', 'none']).optional(),
    externalRef: line(200).optional(),
    initiativeId: OuterId.optional(),
    decidedBy: z.string().optional(),
    decidedAt: instant.optional(),
  })
  .meta({ id: 'Triage', description: 'What becomes of it; a record without one is `new`.' });
export type Triage = z.infer<typeof Triage>;

export const ExclusionReason = z.enum(['spam', 'test', 'duplicate', 'scanner', 'other']);
export const Exclusion = z.object({ reason: ExclusionReason, by: z.string(), at: instant }).meta({ id: 'Exclusion' });

const tags = z
  .array(line(50))
  .max(30)
  .refine((list) => new Set(list).size === list.length, 'must not name a tag twice')
  .meta({ example: ['invoice'] });

/** What the sender says about a record, and may later change. */
const said = {
  type: FeedbackType.optional(),
  customerId: OuterId.optional().meta({
    description: 'The customer, as the sender’s systems call them.',
    example: 'C-1',
  }),
  contact: Contact.optional(),
  scores: z.array(Score).max(20).optional(),
  subject: line(200).optional().meta({ example: 'Charged twice' }),
  comments: prose(10_000).optional().meta({ description: 'The verbatim.', example: 'I was charged twice this month.' }),
  context: prose(10_000).optional().meta({ description: 'What they were trying to do.' }),
  language: Language.optional().meta({ description: 'Of the texts, where the sender knows it; else it is detected.' }),
  category: line(100).optional().meta({ example: 'billing' }),
  subcategory: line(100).optional(),
  tags: tags.optional(),
  theme: line(100).optional(),
  impact: Impact.optional(),
  ticketId: OuterId.optional().meta({ example: 'T-1' }),
  caseId: OuterId.optional(),
  interactionId: OuterId.optional(),
  surveyId: OuterId.optional(),
  templateId: OuterId.optional(),
  snapshot: Snapshot.optional(),
  data: Data.optional(),
};

const EARLIEST = Date.parse('2000-01-01T00:00:00.000Z');

export const SubmitFeedback = z
  .strictObject({
    source: Source,
    ...said,
    occurredAt: z.iso
      .datetime({ offset: true, error: 'must be a date and time with a zone, like 2026-11-01T10:00:00.000Z' })
      .max(40)
      // What is no date at all has been told already.
      .refine((at) => !(Date.parse(at) < EARLIEST), 'must not lie before the year 2000')
      .optional()
      .meta({
        description: 'When it was said; now, unless told. At most 5 minutes ahead.',
        example: '2026-11-01T10:00:00.000Z',
      }),
    externalId: OuterId.optional().meta({
      description: 'The sender’s id of this piece; `(source, externalId)` given again is the same record.',
      example: 'zendesk-123',
    }),
    sourceUpdatedAt: z.iso.datetime({ offset: true }).max(40).optional().meta({
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
    items: z.array(z.unknown()).min(1).max(BULK_LIMIT).meta({ description: 'Each as for a single submit.' }),
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
    problem: z
      .object({
        type: z.string(),
        title: z.string(),
        status: z.int(),
        detail: z.string(),
        errors: z
          .array(z.object({ pointer: z.string().optional(), parameter: z.string().optional(), detail: z.string() }))
          .optional(),
      })
      .optional(),
  })
  .meta({ id: 'BulkResult' });
export type BulkResult = z.infer<typeof BulkResult>;

const clearable = Object.fromEntries(Object.entries(said).map(([name, field]) => [name, field.unwrap().nullish()])) as {
  [K in keyof typeof said]: z.ZodOptional<z.ZodNullable<ReturnType<(typeof said)[K]['unwrap']>>>;
};

export const EditFeedback = z
  .strictObject(clearable)
  .refine((edit) => Object.keys(edit).length > 0, 'must change something')
  .meta({
    id: 'EditFeedback',
    description: 'Fields left out stay; null clears; lists and objects are replaced whole.',
  });
export type EditFeedback = z.infer<typeof EditFeedback>;

/** A person's judgement in place of the engine's. */
export const CorrectAnalysis = z
  .strictObject({
    ...AnalysisJudgement.shape,
    emotions: AnalysisJudgement.shape.emotions.refine(
      (emotions = []) => new Set(emotions).size === emotions.length,
      'must not name an emotion twice',
    ),
  })
  .refine((correction) => Object.keys(correction).length > 0, 'must correct something')
  .meta({ id: 'CorrectAnalysis' });
export type CorrectAnalysis = z.infer<typeof CorrectAnalysis>;

export const ExcludeFeedback = z.strictObject({ reason: ExclusionReason }).meta({ id: 'ExcludeFeedback' });

export type ExcludeFeedback = z.infer<typeof ExcludeFeedback>;

export const Actor = z
  .object({ kind: z.enum(['user', 'machine', 'system', 'public']), id: z.string() })
  .meta({ id: 'Actor' });

/** One piece of feedback as everybody sees it. */
export const Feedback = z
  .object({
    feedbackId: FeedbackId,
    source: Source,
    ...said,
    analysis: Analysis.optional(),
    followUp: FollowUp.optional(),
    triage: Triage.optional(),
    excluded: Exclusion.optional().meta({ description: 'Kept, but left out of all numbers.' }),
    externalId: OuterId.optional(),
    sourceUpdatedAt: instant.optional(),
    occurredAt: instant,
    createdAt: instant,
    updatedAt: instant,
    createdBy: Actor,
    version: z.int().min(1).meta({ description: 'Counts every change; also the `ETag`.' }),
    deletedAt: instant.optional().meta({ description: 'Restorable for 30 days from then.' }),
  })
  .meta({ id: 'Feedback' });
export type Feedback = z.infer<typeof Feedback>;

/** What was done to a record last; history and events are read off it. */
export type LastAction =
  | 'submit'
  | 'edit'
  | 'score'
  | 'correct'
  | 'exclude'
  | 'include'
  | 'delete'
  | 'restore'
  | 'reanalyse'
  | 'follow-up'
  | 'triage';

/** A record as it lies in the table and as streams see it. */
export type StoredFeedback = Feedback & {
  pk: string;
  sk: string;
  g1pk?: string;
  g1sk?: string;
  g2pk?: string;
  g2sk?: string;
  g5pk?: string;
  g5sk?: string;
  g6pk?: string;
  g6sk?: string;
  companyId: string;
  /** The customer's id in key form, or a fingerprint of the e-mail address. */
  customerKey?: string;
  /** Copy of `analysis.status`, for the sentiment reader's filter. */
  analysisStatus: z.infer<typeof AnalysisStatus>;
  /** The ledger page that says what of the record has been counted. */
  ledgerPage: string;
  /** Unix seconds; only a deleted record has one. */
  expiresAt?: number;
  lastActor: z.infer<typeof Actor>;
  lastRequestId: string;
  lastAction: LastAction;
  __edb_e__: 'feedback';
  __edb_v__: '1';
};

const dayOrInstant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true }).max(40)], {
    error: 'must be a day like 2026-11-01, or a date and time with a zone',
  })
  .meta({ description: 'A day in the company’s time zone, or an instant.', example: '2026-11-01' });
const scoreBound = z
  .union([z.number(), z.string().regex(/^-?\d{1,3}(?:\.\d)?$/, 'must be a number with at most one decimal place')])
  .transform(Number)
  .pipe(z.number().min(-100).max(100));
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Every filter of lists, counts and searches; all of them must hold. */
export const FeedbackFilter = z.strictObject({
  from: dayOrInstant.optional().meta({ description: 'First day (inclusive), or instant.' }),
  to: dayOrInstant.optional().meta({ description: 'Last day (inclusive), or instant (exclusive).' }),
  source: Source.optional(),
  type: FeedbackType.optional(),
  category: line(100).optional(),
  subcategory: line(100).optional(),
  theme: line(100).optional(),
  impact: Impact.optional(),
  tag: line(50).optional(),
  sentiment: Sentiment.optional(),
  urgency: Urgency.optional(),
  analysis: AnalysisStatus.optional(),
  language: Language.optional().meta({ description: 'As the analysis found it.' }),
  agentId: OuterId.optional(),
  teamId: OuterId.optional(),
  segment: line(100).optional(),
  tier: line(50).optional(),
  customerId: OuterId.optional(),
  email: z.email().max(254).optional().meta({ description: 'Of the contact, where there is no customer id.' }),
  ticketId: OuterId.optional(),
  caseId: OuterId.optional(),
  surveyId: OuterId.optional(),
  templateId: OuterId.optional(),
  triage: TriageStatus.optional(),
  followUp: FollowUpStatus.optional(),
  excluded: flag
    .optional()
    .meta({ description: '`true`: only those left out of the numbers; `false`: only those in them.' }),
  scoreMetric: z.enum(['csat', 'nps', 'ces', 'rating', 'custom']).optional(),
  scoreMin: scoreBound.optional().meta({ description: 'Lowest score, as answered; of `scoreMetric`, or of any.' }),
  scoreMax: scoreBound.optional(),
  q: z
    .string()
    .max(200)
    .regex(
      /[\p{L}\p{N}]{3}|\p{sc=Han}|[\p{scx=Hira}\p{scx=Kana}]{2}/u,
      'must contain a word of 3 letters or more; one character is enough in Chinese, two are in Japanese',
    )
    .optional()
    .meta({
      description:
        'Words in subject, comments or context; beginnings of words suffice, all must occur. Of a record the first 1 000 distinct words are indexed: what stands behind them may not be found.',
      example: 'charged twice',
    }),
});
export type FeedbackFilter = z.infer<typeof FeedbackFilter>;
