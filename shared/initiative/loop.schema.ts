import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { InitiativeId } from './initiative.schema.ts';

/** The mails of an initiative's life, each to a person at most once. */
export const loopStages = ['receipt', 'update', 'resolution', 'declined'] as const;
export const LoopStage = z.enum(loopStages).meta({
  id: 'LoopStage',
  description:
    '`receipt` when a person is first linked, `update` when it is in progress, `resolution` when it is shipped, `declined` when nothing will be done.',
  example: 'resolution',
});
export type LoopStage = z.output<typeof LoopStage>;

/** Why somebody gets no mail. */
export const LoopReason = z
  .enum([
    'no_address',
    'no_consent',
    'do_not_contact',
    'opted_out',
    'updates_off',
    'complained',
    'bounced_address',
    'frequency_cap',
    'already_received',
    'already_told',
    'unlinked',
    'erased',
    'excluded',
    'switched_off',
    'initiative_deleted',
    'mail_rejected',
    'mail_in_doubt',
  ])
  .meta({
    id: 'LoopReason',
    description:
      '`erased`: none of the person’s linked records is there any more, or none names them. `excluded`, `switched_off`: of a receipt for a record that was left out of the numbers, or whose source has none any more. `already_received`: another receipt within 7 days. `mail_in_doubt`: nobody knows whether the mail went out, and it is not sent again.',
  });
export type LoopReason = z.output<typeof LoopReason>;

export const LoopState = z.enum(['waiting', 'sending', 'sent', 'suppressed', 'unresolved']);

/**
 * One mail of a stage to one person; it is there before the mail, and for ever. A receipt that is sent as feedback comes
 * is about that record, every other mail about an initiative.
 */
export const LoopMail = record('LoopMail', {
  mailId: z.string(),
  initiativeId: InitiativeId.optional().meta({ description: 'Absent in a receipt that is sent as feedback comes.' }),
  feedbackId: FeedbackId.optional().meta({
    description: 'The record that a receipt is for which is sent as it comes.',
  }),
  stage: LoopStage,
  person: z.string(),
  state: LoopState,
  reason: LoopReason.optional(),
  notBefore: instant,
  calledUntil: instant.optional().meta({ description: 'Until when a sender that was called has time.' }),
  at: instant.meta({ description: 'When it came into this state.' }),
  messageId: z.string().optional(),
});
export type LoopMail = z.output<typeof LoopMail>;

const since = instant.optional();
/** What is to be done for a stage of an initiative. */
export const LoopRun = record('LoopRun', {
  runId: z.string(),
  initiativeId: InitiativeId,
  stage: LoopStage,
  stageAt: since.meta({ description: 'The change of status that people are told of.' }),
  heldUntil: since,
  plannedFor: since.meta({ description: '`stageAt` of which every voice has its mail.' }),
  cancelledFor: since,
  completedAt: since,
  outcome: z
    .object({
      shippedAt: instant.meta({ description: 'The first shipping of which anybody was to be told.' }),
      sent: z.int().min(0),
      unresolved: z.int().min(0),
      suppressed: z.record(z.string(), z.int().min(0)),
    })
    .optional()
    .meta({ description: 'Of a resolution: what had become of its mails when they were last looked at.' }),
  /** How far planning has come. */
  progress: z.object({ for: z.string(), shard: z.int(), from: z.string().optional() }).optional(),
  /** How often somebody wanted it to be looked at, and how often of these it has been. */
  wanted: z.int().min(0),
  seen: z.int().min(0),
  wantedAt: since,
  dueAt: since,
});
export type LoopRun = z.output<typeof LoopRun>;

/** A person of a stage, as lists show them. */
export const LoopEntry = z
  .object({
    stage: LoopStage,
    person: z.string().max(500).meta({
      description: 'The customer’s id; else what names their address without showing it; else the record alone.',
      example: 'C-1',
    }),
    knownBy: z.enum(['customer', 'address', 'record']).optional(),
    state: LoopState,
    reason: LoopReason.optional(),
    at: instant,
  })
  .meta({ id: 'LoopEntry' });
export type LoopEntry = z.output<typeof LoopEntry>;

/** What became of the receipt for a record. */
export const FeedbackReceipt = z
  .object({
    feedbackId: FeedbackId,
    state: LoopState,
    reason: LoopReason.optional(),
    at: instant.meta({ description: 'When it came into this state.' }),
    notBefore: instant.meta({ description: 'Before that it is not sent.' }),
  })
  .meta({ id: 'FeedbackReceipt' });
export type FeedbackReceipt = z.output<typeof FeedbackReceipt>;

const count = z.int().min(0);
const byReason = z.partialRecord(LoopReason, count);
export const LoopCounts = z
  .object({
    people: count,
    waiting: count,
    sent: count,
    suppressed: byReason,
    unresolved: count,
    asOf: instant,
  })
  .meta({ id: 'LoopCounts', description: 'Of the stage that is asked for, or of all; on the first page only.' });
export type LoopCounts = z.output<typeof LoopCounts>;

export const LoopFilter = z.strictObject({
  stage: LoopStage.optional(),
  state: LoopState.optional(),
  reason: LoopReason.optional(),
});
export type LoopFilter = z.output<typeof LoopFilter>;

export const LoopPreview = z
  .object({
    people: count.meta({ description: 'All voices.' }),
    examined: count.meta({ description: 'Voices that the other numbers are of; 1 000 at most.' }),
    willGet: count,
    suppressed: byReason,
    languages: z.partialRecord(SurveyLanguage, count).meta({ description: 'In which language how many will get it.' }),
    subject: z.string(),
    html: z.string().meta({ description: 'The whole mail as a document, to somebody invented.' }),
    text: z.string(),
    asOf: instant,
  })
  .meta({ id: 'LoopPreview' });
export type LoopPreview = z.output<typeof LoopPreview>;

/** Stages that follow from a status, and so can be called off. */
export const CancelLoop = z
  .strictObject({ stage: z.enum(['update', 'resolution', 'declined']) })
  .meta({ id: 'CancelLoop' });
export const CancelledLoop = z.object({ stage: LoopStage, cancelledAt: instant }).meta({ id: 'CancelledLoop' });
