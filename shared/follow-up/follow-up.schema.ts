import * as z from 'zod';
import { Urgency } from '../analysis/analysis.schema.ts';
import { FeedbackId, FollowUpStatus, PreferredChannel, Source } from '../feedback/feedback.parts.schema.ts';
import { Actor } from '../fields/actor.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { CalendarId } from '../calendar/calendar.schema.ts';
import { Code, Target } from './follow-up-settings.schema.ts';
import { MessageId } from '../message/message.schema.ts';
import { CycleResurvey, Resurvey } from './resurvey.schema.ts';

export const FollowUpId = idSchema('followUp').meta({
  id: 'FollowUpId',
  description: 'One per record: its ULID is the record’s.',
});

export const FollowUpRuleId = idSchema('followUpRule');

export const NoActionReason = z.enum(['duplicate', 'spam', 'unreachable', 'out_of_scope', 'praise', 'other']);
export const ContactChannel = z.enum(['phone', 'email', 'chat', 'sms', 'in_person', 'other']);
export const ContactOutcome = z.enum(['reached', 'left_message', 'no_answer', 'sent']);
export const MOST_IN_POOL = 50;

/** A code of one of the company's lists, with words where the code alone says too little. */
const coded = (characters: number) => z.strictObject({ code: Code, note: prose(characters).optional() });
const closing = {
  rootCause: coded(2_000)
    .optional()
    .meta({ description: 'Why the customer was unhappy: a code of the company’s list.' }),
  action: coded(500).optional().meta({ description: 'What was done: a code of the company’s list.' }),
  reason: NoActionReason.optional().meta({ description: 'Why nothing is done; `other` needs a note.' }),
  note: prose(1_000).optional(),
  customerInformed: z.boolean().optional().meta({ description: 'Whether the customer was told what was done.' }),
};
export const closingFields = closing;

/** Why a closed one is opened again. */
export const ReopeningReason = prose(500).regex(/\S/, 'must not be blank');

const minutes = z.object({
  business: z.int().min(0).meta({ description: 'Minutes within business hours.', example: 42 }),
  wall: z.int().min(0).meta({ description: 'Minutes on the clock.', example: 42 }),
});

/** When the owner, then those above them, are reminded: at three quarters of a clock, when it is due, half of it later. */
const Reminder = z.object({
  clock: z.enum(['first_touch', 'close']),
  step: z.enum(['soon', 'due', 'late']),
  at: instant,
});
export type Reminder = z.output<typeof Reminder>;

/** From an opening to its closing. A reopened follow-up has another one, and the old one stays as it was. */
export const Cycle = z.object({
  n: z.int().min(1),
  openedAt: instant,
  openedBy: Actor,
  reopenedFor: ReopeningReason.optional().meta({ description: 'Why it was opened again.' }),
  firstTouchDueAt: instant,
  dueAt: instant,
  reminders: z.array(Reminder).max(6),
  firstTouchAt: instant.optional(),
  firstTouchTook: minutes.optional(),
  closedAt: instant.optional(),
  closedAs: FollowUpStatus.extract(['resolved', 'no_action']).optional(),
  closingTook: minutes.optional(),
  onTime: z.boolean().optional().meta({ description: 'Closed by `dueAt`.' }),
  ownerId: OuterId.optional().meta({ description: 'Who had it when it was closed.' }),
  teamId: OuterId.optional().meta({ description: 'Whose it was when it was closed.' }),
  urgency: Urgency.optional().meta({ description: 'When it was closed.' }),
  ...closing,
  resurvey: CycleResurvey.optional(),
});
export type Cycle = z.output<typeof Cycle>;

const Contact = z.object({
  at: instant,
  by: Actor,
  channel: ContactChannel,
  outcome: ContactOutcome,
  messageId: MessageId.optional().meta({
    description: 'Of a message that was written here; it says what became of it.',
  }),
  note: prose(500).optional(),
});
const Note = z.object({ at: instant, by: Actor, text: prose(2_000) });

export const AssignmentMode = z.enum(['round_robin', 'least_loaded']);

/** A pool is some people, or a team. */
export const isOnePool = ({ userIds, teamId }: { userIds?: unknown; teamId?: unknown }): boolean =>
  (userIds === undefined) !== (teamId === undefined);
export const ONE_POOL = 'must name one of userIds and teamId';

/** How the owner was found, where a rule of turns or of loads did. */
export const Assignment = z.object({
  mode: AssignmentMode,
  pool: z
    .array(OuterId)
    .max(MOST_IN_POOL)
    .meta({ description: 'The people whom it could go to; none where that was a team.' }),
  teamId: OuterId.optional().meta({ description: 'The team that it was given to.' }),
  at: instant,
  turn: z.int().optional().meta({ description: 'Round robin: no two follow-ups of a pool have the same.' }),
  load: z.int().optional().meta({ description: 'Least loaded: how many open ones the owner had.' }),
});
export type Assignment = z.output<typeof Assignment>;

// With texts as long as they may be in any script, all of it fits into an item of the table, which holds 400 KB.
export const MOST_CYCLES = 10;
export const MOST_CONTACTS = 40;
export const MOST_NOTES = 25;

/** The duty to one customer, with owner and due time. */
export const FollowUp = record('FollowUpRecord', {
  followUpId: FollowUpId,
  feedbackId: FeedbackId,
  about: z
    .object({ source: Source, category: line(100).optional(), theme: line(100).optional(), tier: line(50).optional() })
    .meta({ description: 'What its numbers are broken down by, as the record said when it was opened.' }),
  contactable: z.boolean().meta({ description: 'Whether the record says who gave it, or how to reach them.' }),
  requestedByCustomer: z.boolean().meta({ description: 'The customer asked to be contacted.' }),
  preferredChannel: PreferredChannel.optional().meta({ description: 'How, where they asked for it.' }),
  ruleId: FollowUpRuleId.optional().meta({ description: 'The rule that opened it.' }),
  urgency: Urgency,
  teamId: OuterId.optional(),
  ownerId: OuterId.optional(),
  assignedReason: z.string().optional().meta({ example: '3 open, least of 4' }),
  assignment: Assignment.optional(),
  status: FollowUpStatus,
  dueAt: instant.meta({ description: 'Of the cycle that runs, or ran last.' }),
  calendarId: CalendarId.optional().meta({ description: 'By whose hours its time is counted; the company’s else.' }),
  due: Target.optional().meta({
    description: 'As its rule has it, in place of the company’s targets, until somebody changes the urgency.',
  }),
  resurvey: Resurvey.optional().meta({ description: 'As its rule has it, in place of what the company has.' }),
  closedAt: instant.optional(),
  reminder: Reminder.optional().meta({ description: 'What was reminded of last.' }),
  remindedTo: instant.optional().meta({ description: 'Whatever was to be reminded of until then has been.' }),
  leftOut: z
    .object({ because: z.enum(['deleted', 'excluded']), status: FollowUpStatus, at: instant })
    .optional()
    .meta({ description: 'The record was deleted or excluded: in no number and no list until it is back, as it was.' }),
  cycles: z.array(Cycle).min(1).max(MOST_CYCLES),
  contacts: z.array(Contact).max(MOST_CONTACTS),
  notes: z.array(Note).max(MOST_NOTES),
  reopenCount: z.int().min(0),
});
export type FollowUp = z.output<typeof FollowUp>;

/** A follow-up as a board shows it. */
export const FollowUpCard = FollowUp.omit({ cycles: true, contacts: true, notes: true }).meta({ id: 'FollowUpCard' });

export const isOpen = ({ status, leftOut }: Pick<FollowUp, 'status' | 'leftOut'>): boolean =>
  !leftOut && (status === 'pending' || status === 'in_progress');
/** The cycle that runs, or ran last. */
export const currentOf = ({ cycles }: Pick<FollowUp, 'cycles'>): Cycle => cycles.at(-1) as Cycle;
