import * as z from 'zod';
import { Channel, Purpose } from '../consent/consent.schema.ts';
import { needsOneOf } from '../fields/alternatives.schema.ts';
import { Email } from '../fields/email.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import { storableNumber } from '../fields/number.schema.ts';
import { pastInstant } from '../fields/past-instant.schema.ts';
import { line, Phone } from '../fields/text.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { ContactRequest, Snapshot } from '../feedback/feedback.parts.schema.ts';
import { TemplateId } from '../survey-template/survey-template.schema.ts';
import { EventType } from '../survey-template/survey-trigger.schema.ts';

export const SurveyId = idSchema('survey');

/**
 * Where a survey stands; the open ones in the order in which it goes on. The mail is `sending` from the moment SES is called until its answer is noted; a
 * process that dies in between leaves it there until an event of SES settles it, or it is `unresolved`.
 */
export const openStatuses = [
  'scheduled',
  'sending',
  'unresolved',
  'sent',
  'delivered',
  'opened',
  'started',
  'partial',
] as const;
export const surveyStatuses = [
  ...openStatuses,
  'completed',
  'suppressed',
  'bounced',
  'opted_out',
  'expired',
  'cancelled',
] as const;
export type SurveyStatus = (typeof surveyStatuses)[number];

/** Whether more can come of a survey. */
export const isOpen = (status: SurveyStatus): boolean => (openStatuses as readonly SurveyStatus[]).includes(status);

/** Why a person was not asked. Every decision is written down with one of these, or none. */
export const decisionReasons = [
  'no_active_template',
  'restricted',
  'condition_not_met',
  'no_address',
  'no_consent',
  'call_consent_missing',
  'policy_not_acknowledged',
  'quiet_hours',
  'frequency_cap',
  'do_not_contact',
  'opted_out',
  'bounced_address',
  'complained',
  'quiet_period',
  'daily_cap',
  'sampled_out',
  'duplicate_trigger',
  'ticket_reopened',
  'mail_rejected',
  'invalid_recipient',
  'unavailable',
] as const;
export type DecisionReason = (typeof decisionReasons)[number];

/** Whom to ask. An address is needed to send a mail; without one the decision says `no_address`. */
export const Recipient = z
  .strictObject({
    name: line(120).optional(),
    email: Email.optional(),
    phone: Phone.optional(),
    business: line(200).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/)
      .optional()
      .meta({ example: 'de' }),
  })
  .meta({ id: 'Recipient' });
export type Recipient = z.infer<typeof Recipient>;

/** What the survey is about; the same ids as on feedback. */
export const RelatedTo = z
  .strictObject({
    ticketId: OuterId.optional(),
    caseId: OuterId.optional(),
    interactionId: OuterId.optional(),
    orderId: OuterId.optional(),
  })
  .meta({ id: 'RelatedTo' });
export type RelatedTo = z.infer<typeof RelatedTo>;

/** What a decision is about that is not the first asking of a survey. */
export const decisionKinds = ['follow_up', 'manual', 'loop', 'confirmation', 'document'] as const;

export const Decision = z
  .object({
    decisionId: z.string().optional().meta({ description: 'Absent where nothing was written, as in a dry run.' }),
    at: z.iso.datetime(),
    sent: z.boolean().meta({ description: 'Whether a survey was scheduled.' }),
    reason: z.enum(decisionReasons).optional(),
    rule: z
      .string()
      .optional()
      .meta({ description: 'The setting or condition that decided, e.g. quietPeriodDays=30.' }),
    nextEligibleAt: z.iso
      .datetime()
      .optional()
      .meta({ description: 'From when on the same request would be accepted.' }),
    templateId: TemplateId.optional(),
    surveyId: SurveyId.optional(),
    scheduledAt: z.iso.datetime().optional().meta({ description: 'When the mail will go out.' }),
    trigger: z
      .string()
      .meta({ description: 'The event type, or `list` for a hand-made send.', example: 'ticket.resolved' }),
    kind: z.enum(decisionKinds).optional().meta({
      description:
        '`follow_up`: asked again after a follow-up, the one kind for which the quiet period is waived; `rule` says so. `manual`: a message that somebody wrote was not sent. `loop`: a mail about what became of feedback was not. `confirmation`: one that asks for a consent was not. `document`: one with the link to a document was not.',
    }),
    purpose: Purpose.optional(),
    channel: Channel.optional(),
    relatedTo: RelatedTo.optional(),
  })
  .meta({ id: 'SurveyDecision' });
export type Decision = z.infer<typeof Decision>;

/** Something happened in another system that may be worth asking about. */
export const TriggerEventInput = needsOneOf(
  z.strictObject({
    type: EventType,
    subject: RelatedTo.default({}),
    contact: Recipient.optional(),
    customerId: OuterId.optional(),
    snapshot: Snapshot.default({}),
    occurredAt: pastInstant.optional(),
    tags: z.array(line(60)).max(50).optional(),
    openedBy: line(60).optional(),
    data: z.record(z.string().max(60), z.union([z.string().max(500), storableNumber, z.boolean()])).optional(),
  }),
  ['contact', 'customerId'],
).meta({ id: 'TriggerEventInput' });
export type TriggerEventInput = z.infer<typeof TriggerEventInput>;

/** One answered question, with the words in which it was asked. */
export const SurveyResponse = z
  .object({
    questionId: z.string(),
    question: z.string(),
    type: z.string(),
    answer: z.union([storableNumber, verbatim(z.string()), z.boolean(), z.array(z.string())]),
    score: storableNumber.optional(),
  })
  .meta({ id: 'SurveyResponse' });
export type SurveyResponse = z.infer<typeof SurveyResponse>;

/** Why an answer is kept aside: it looks like a mail gateway's, not like a person's. */
export const suspicions = ['too_soon', 'burst', 'hidden_field', 'hidden_link'] as const;
export type Suspicion = (typeof suspicions)[number];

/** An answer that does not count until somebody releases it. */
export const Quarantine = z.object({
  at: z.iso.datetime(),
  reasons: z.array(z.enum(suspicions)),
  attempts: z.int().min(1),
  responses: z.array(SurveyResponse),
  contactRequest: ContactRequest.optional(),
});
export type Quarantine = z.infer<typeof Quarantine>;

/** A survey that asks again after a follow-up was resolved. */
export const AboutFollowUp = z
  .object({ followUpId: idSchema('followUp'), cycle: z.int().min(1) })
  .meta({ id: 'AboutFollowUp', description: 'After which cycle of which follow-up it asks again.' });

export const Survey = z
  .object({
    surveyId: SurveyId,
    templateId: TemplateId,
    templateVersion: z.int().min(1),
    status: z.enum(surveyStatuses),
    statusReason: z.string().optional(),
    contact: Recipient.optional(),
    customerId: OuterId.optional(),
    language: z.string(),
    trigger: z.string(),
    relatedTo: RelatedTo,
    followUp: AboutFollowUp.optional(),
    snapshot: Snapshot,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    scheduledAt: z.iso.datetime(),
    sentAt: z.iso.datetime().optional(),
    deliveredAt: z.iso.datetime().optional(),
    openedAt: z.iso.datetime().optional(),
    startedAt: z.iso.datetime().optional(),
    completedAt: z.iso.datetime().optional(),
    expiresOn: z.iso.datetime().optional().meta({ description: 'When the link stops taking answers.' }),
    remindersSent: z.int().min(0).max(3),
    feedbackId: idSchema('feedback').optional(),
    responses: z.array(SurveyResponse).optional().meta({ description: 'Never kept for anonymous templates.' }),
    contactRequest: ContactRequest.optional(),
    overallScore: storableNumber.optional(),
    comments: verbatim(z.string()).optional(),
    editableUntil: z.iso.datetime().optional(),
    quarantine: Quarantine.optional().meta({ description: 'An answer that looks like a mail gateway’s.' }),
    version: z.int().min(1),
  })
  .meta({ id: 'Survey' });
export type Survey = z.infer<typeof Survey>;
