import * as z from 'zod';
import { AnalysisStatus, EarlyFinding, Emotion, Sentiment, Urgency } from '../analysis/analysis.schema.ts';
import { pick } from '../kernel/json.ts';
import {
  ContactRequest,
  ExclusionReason,
  FeedbackType,
  FollowUpStatus,
  Impact,
  Score,
  Snapshot,
  Source,
  Triage,
} from './feedback.parts.schema.ts';
import type { StoredFeedback } from './feedback.schema.ts';

/** Facts by which feedback is counted and routed, and which people and integrations may change. */
export const dimensionFields = {
  type: FeedbackType.optional(),
  category: z.string().optional(),
  subcategory: z.string().optional(),
  theme: z.string().optional(),
  impact: Impact.optional(),
  tags: z.array(z.string()).optional(),
  scores: z.array(Score).optional(),
  snapshot: Snapshot.optional(),
  customerId: z.string().optional(),
  ticketId: z.string().optional(),
  caseId: z.string().optional(),
  surveyId: z.string().optional(),
  templateId: z.string().optional(),
};

/** What is known of a record without its texts: its events say it, and filters and matches are measured by it. */
export const factFields = {
  source: Source,
  ...dimensionFields,
  customerKey: z.string().optional(),
  createdAt: z.iso.datetime().optional().meta({ description: 'When the record was first stored.' }),
  hasText: z.boolean(),
  hasComment: z
    .boolean()
    .optional()
    .meta({ description: 'Whether there is a text in `comments`; absent in events of before it was told.' }),
  analysis: z
    .object({
      status: AnalysisStatus,
      sentiment: Sentiment.optional(),
      sentimentScore: z.int().optional(),
      urgency: Urgency.optional(),
      emotions: z.array(Emotion).optional(),
      language: z.string().optional(),
      corrected: z.literal(true).optional().meta({ description: 'A person replaced the judgement by their own.' }),
      early: EarlyFinding.pick({ urgency: true, emotions: true }).optional(),
    })
    .optional(),
  triage: Triage.pick({ status: true, route: true, initiativeId: true }).optional(),
  contactRequest: ContactRequest.optional(),
  followUp: z.object({ status: FollowUpStatus }).optional(),
  excluded: ExclusionReason.optional(),
  deleted: z.literal(true).optional(),
};
export type Facts = z.infer<z.ZodObject<typeof factFields>>;

type Dimension = keyof typeof dimensionFields;
const dimensions = Object.keys(dimensionFields) as Dimension[];
const plain = ['source', ...dimensions, 'customerKey', 'createdAt'] as const;
const findings = ['status', 'sentiment', 'sentimentScore', 'urgency', 'emotions', 'language'] as const;

type Words = string | null | undefined;
const says = (text: Words): boolean => text !== undefined && text !== null && text.trim() !== '';

/** Whether there is a text to read: one of blanks is none. */
export const hasText = ({ subject, comments, context }: Pick<StoredFeedback, 'subject' | 'comments' | 'context'>) =>
  [subject, comments, context].some(says);

export function factsOf(record: StoredFeedback): Facts {
  const { analysis, triage, contactRequest, followUp, excluded, deletedAt } = record;
  const early = analysis?.early;
  return {
    hasText: hasText(record),
    hasComment: says(record.comments),
    ...pick(record, plain),
    ...(analysis && {
      analysis: {
        ...pick(analysis, findings),
        ...correction(analysis),
        ...(early && { early: pick(early, ['urgency', 'emotions']) }),
      },
    }),
    ...(triage && { triage: pick(triage, ['status', 'route', 'initiativeId']) }),
    ...(contactRequest && { contactRequest }),
    ...(followUp && { followUp: pick(followUp, ['status']) }),
    ...(excluded && { excluded: excluded.reason }),
    ...(deletedAt !== undefined && { deleted: true }),
  };
}

const correction = ({ correctedBy }: NonNullable<StoredFeedback['analysis']>) =>
  correctedBy === undefined ? {} : { corrected: true as const };

/** What numbers depend on beside the dimensions, as it was before a change. */
export const countedBefore = {
  hasComment: factFields.hasComment,
  analysis: z
    .object({
      status: AnalysisStatus,
      sentiment: Sentiment.optional(),
      language: z.string().optional(),
      corrected: z.literal(true).optional(),
    })
    .optional(),
  excluded: factFields.excluded,
};

/**
 * What the facts that numbers depend on said before a change, as far as it touched them; those that were absent are left
 * out.
 */
export const factsBefore = (before: StoredFeedback, changedKeys: readonly string[]) => {
  const { analysis, comments, excluded } = before;
  const has = (name: string): boolean => changedKeys.includes(name);
  return {
    ...pick(before, dimensions.filter(has)),
    ...(has('comments') && { hasComment: says(comments) }),
    ...(has('analysis') &&
      analysis && { analysis: { ...pick(analysis, ['status', 'sentiment', 'language']), ...correction(analysis) } }),
    ...(has('excluded') && excluded && { excluded: excluded.reason }),
  };
};
