import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { storableNumber } from '../fields/number.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { line, prose, Phone } from '../fields/text.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';

export const FeedbackId = idSchema('feedback').meta({ id: 'FeedbackId', description: 'Sorts by `occurredAt`.' });

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

export const feedbackTypes = [
  'bug',
  'feature_request',
  'ux_issue',
  'praise',
  'content_issue',
  'complaint',
  'question',
  'survey_response',
  'other',
] as const;
export const FeedbackType = z.enum(feedbackTypes).meta({ id: 'FeedbackType', example: 'complaint' });

export const Impact = z.enum(['high', 'medium', 'low']);

export const Contact = z
  .strictObject({
    name: line(120).optional().meta({ example: 'Ada Lovelace' }),
    email: Email.optional(),
    phone: Phone.optional().meta({ example: '+49 30 1234567' }),
    business: line(200).optional().meta({ example: 'Analytical Engines Ltd' }),
  })
  .meta({ id: 'Contact', description: 'Who said it, where there is no customer id.' });
export type Contact = z.infer<typeof Contact>;

/** How somebody who asks to be contacted would like that to be. */
export const PreferredChannel = z.enum(['email', 'phone', 'sms']);
export type PreferredChannel = z.infer<typeof PreferredChannel>;

export const ContactRequest = z
  .object({ channel: PreferredChannel })
  .meta({ id: 'ContactRequest', description: 'The person asked to be contacted, and how.' });
export type ContactRequest = z.infer<typeof ContactRequest>;

const bound = z.int().min(-100).max(100);

/** One answer on a scale. The scale is stored with the answer, because 1–5, 0–10 and 1–7 all occur. */
export const Score = z
  .strictObject({
    metric: z.enum(['csat', 'nps', 'ces', 'rating', 'custom']),
    value: storableNumber
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
    resolutionMinutes: storableNumber.min(0).max(10_000_000).multipleOf(0.01).optional().meta({ example: 42 }),
    firstContactResolved: z.boolean().optional(),
    reopened: z.boolean().optional(),
  })
  .meta({
    id: 'Snapshot',
    description: 'Context frozen when the event happened, so that later reassignment changes no history.',
  });
export type Snapshot = z.infer<typeof Snapshot>;

export const followUpStatuses = ['pending', 'in_progress', 'resolved', 'no_action'] as const;
export const FollowUpStatus = z.enum(followUpStatuses);
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
export const TriageRoute = z
  .enum(['engineering', 'roadmap', 'quick_win', 'none'])
  .meta({ id: 'TriageRoute', description: 'To whom a piece of feedback goes.', example: 'engineering' });
export const Triage = z
  .object({
    status: TriageStatus,
    route: TriageRoute.optional(),
    externalRef: line(200).optional(),
    initiativeId: OuterId.optional(),
    duplicateOf: FeedbackId.optional().meta({
      description: 'The main record that says the same; never itself a duplicate.',
    }),
    voices: z.int().min(1).optional().meta({
      description: 'Of a main record: how many persons said it, there and in its duplicates; 1 when absent.',
    }),
    decidedBy: z.string().optional(),
    decidedAt: instant.optional(),
  })
  .meta({ id: 'Triage', description: 'What becomes of it; a record without one is `new`.' });
export type Triage = z.infer<typeof Triage>;

export const ExclusionReason = z.enum(['spam', 'test', 'duplicate', 'scanner', 'other']);
export const Exclusion = z.object({ reason: ExclusionReason, by: z.string(), at: instant }).meta({ id: 'Exclusion' });

export const Tags = z
  .array(line(50))
  .max(30)
  .refine((list) => new Set(list).size === list.length, 'must not name a tag twice')
  .meta({ example: ['invoice'], uniqueItems: true });
