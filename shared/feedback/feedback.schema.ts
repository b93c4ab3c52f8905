import * as z from 'zod';
import { Analysis, AnalysisStatus } from '../analysis/analysis.schema.ts';
import { Actor } from '../fields/actor.schema.ts';
import { Data } from '../fields/data.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Language, line, prose } from '../fields/text.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import {
  FeedbackType,
  FeedbackId,
  Tags,
  Source,
  Contact,
  ContactRequest,
  Score,
  FollowUp,
  Impact,
  Triage,
  Exclusion,
  Snapshot,
} from './feedback.parts.schema.ts';

/** What the sender says about a record, and may later change. */
export const senderFields = {
  type: FeedbackType.optional(),
  customerId: OuterId.optional().meta({
    description: 'The customer, as the sender’s systems call them.',
    example: 'C-1',
  }),
  contact: Contact.optional(),
  scores: z.array(Score).max(20).optional(),
  subject: verbatim(line(200)).optional().meta({ example: 'Charged twice' }),
  comments: prose(10_000).optional().meta({ description: 'The verbatim.', example: 'I was charged twice this month.' }),
  context: prose(10_000).optional().meta({ description: 'What they were trying to do.' }),
  language: Language.optional().meta({ description: 'Of the texts, where the sender knows it; else it is detected.' }),
  category: line(100).optional().meta({ example: 'billing' }),
  subcategory: line(100).optional(),
  tags: Tags.optional(),
  theme: line(100).optional(),
  impact: Impact.optional(),
  ticketId: OuterId.optional().meta({ example: 'T-1' }),
  caseId: OuterId.optional(),
  interactionId: OuterId.optional(),
  surveyId: OuterId.optional(),
  templateId: OuterId.optional(),
  snapshot: Snapshot.optional(),
  data: verbatim(Data).optional(),
};

/** One piece of feedback as everybody sees it. */
export const Feedback = z
  .object({
    feedbackId: FeedbackId,
    source: Source,
    ...senderFields,
    analysis: Analysis.optional(),
    contactRequest: ContactRequest.optional(),
    followUp: FollowUp.optional(),
    triage: Triage.optional(),
    excluded: Exclusion.optional().meta({ description: 'Kept, but left out of all numbers.' }),
    externalId: OuterId.optional(),
    sourceUpdatedAt: instant.optional(),
    occurredAt: instant,
    createdAt: instant,
    updatedAt: instant,
    createdBy: Actor,
    version: z.int().min(1).meta({
      description: 'Counts the changes that people and integrations make, not the analysis; also the `ETag`.',
    }),
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
  | 'erase'
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
  /** Counts every write, the analysis included: orders changes, and is what a write's condition names. */
  revision: number;
  /** The customer's id in key form, or a fingerprint of the e-mail address. */
  customerKey?: string;
  /** Copy of `analysis.status`, for the filter of the stream reader `analysis`. */
  analysisStatus: z.infer<typeof AnalysisStatus>;
  /** The ledger page that says what of the record has been counted. */
  ledgerPage: string;
  /** Of an anonymous answer: the version of the template whose questions it answers. Nothing else says so. */
  templateVersion?: number;
  /** Unix seconds; only a deleted record has one. */
  expiresAt?: number;
  /** Its last change came by an import that is not to be announced: nobody is told of it, nor of what its analysis finds. */
  silent?: true;
  lastActor: z.infer<typeof Actor>;
  lastRequestId: string;
  lastAction: LastAction;
  __edb_e__: 'feedback';
  __edb_v__: '1';
};
