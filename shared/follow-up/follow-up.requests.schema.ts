import * as z from 'zod';
import { Urgency } from '../analysis/analysis.schema.ts';
import { FollowUpStatus, followUpStatuses } from '../feedback/feedback.parts.schema.ts';
import { flag } from '../fields/flag.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { pastInstant } from '../fields/past-instant.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { MessageText } from '../message/message.schema.ts';
import { Code } from './follow-up-settings.schema.ts';
import {
  AssignmentMode,
  closingFields,
  ContactChannel,
  ContactOutcome,
  FollowUpId,
  FollowUpRuleId,
  isOnePool,
  MOST_IN_POOL,
  ONE_POOL,
  ReopeningReason,
} from './follow-up.schema.ts';

const Auto = z
  .strictObject({
    mode: AssignmentMode,
    userIds: z.array(OuterId).min(1).max(MOST_IN_POOL).optional(),
    teamId: OuterId.optional(),
  })
  .refine(isOnePool, ONE_POOL)
  .meta({ description: 'Somebody of these people, or of this team: in turns, or who has the fewest open.' });
const assignee = { ownerId: OuterId.optional(), teamId: OuterId.optional(), auto: Auto.optional() };
const force = z.boolean().optional().meta({
  description: 'Also to people whom the company does not know, or outside of the pool that it was given to.',
});
type Assignee = { ownerId?: unknown; teamId?: unknown; auto?: unknown };
const oneOf = ({ ownerId, teamId, auto }: Assignee): boolean =>
  [ownerId, teamId, auto].filter((given) => given !== undefined).length === 1;
const ONE = 'must name one of ownerId, teamId and auto';

export const AssignFollowUp = z
  .strictObject({
    ...assignee,
    force,
  })
  .refine(oneOf, ONE)
  .meta({
    id: 'AssignFollowUp',
    description: 'To a person, into a team’s pool (without an owner), or to one of several.',
  });
export type AssignFollowUp = z.output<typeof AssignFollowUp>;

export const OpenFollowUp = z
  .strictObject({
    urgency: Urgency.optional().meta({ description: 'As the analysis found it, else `normal`.' }),
    assign: z
      .strictObject({ ...assignee, force })
      .refine(oneOf, ONE)
      .optional(),
    note: prose(2_000).optional(),
  })
  .meta({ id: 'OpenFollowUp' });
export type OpenFollowUp = z.output<typeof OpenFollowUp>;

export const CloseFollowUp = z
  .strictObject({ status: FollowUpStatus.extract(['resolved', 'no_action']), ...closingFields })
  .meta({
    id: 'CloseFollowUp',
    description:
      '`resolved` needs `rootCause`, `action` and `customerInformed`, `no_action` a `reason`. The code or reason `other` needs a note.',
  });
export type CloseFollowUp = z.output<typeof CloseFollowUp>;

export const PatchFollowUp = z
  .strictObject({
    status: FollowUpStatus.exclude(['pending']).optional(),
    assignedTo: OuterId.optional(),
    urgency: Urgency.optional(),
    ...closingFields,
    reopenFor: ReopeningReason.optional().meta({ description: 'Why a closed one is `in_progress` again.' }),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'must change something')
  .meta({ id: 'PatchFollowUp', minProperties: 1 });
export type PatchFollowUp = z.output<typeof PatchFollowUp>;

export const ContactMade = z
  .strictObject({
    channel: ContactChannel,
    outcome: ContactOutcome,
    at: pastInstant.optional().meta({ description: 'Now when left out; neither before the opening nor ahead.' }),
    note: prose(500).optional(),
  })
  .meta({ id: 'ContactMade' });
export type ContactMade = z.output<typeof ContactMade>;

export const WriteMessage = z
  .strictObject({
    text: MessageText.optional().meta({
      description: 'Plain text in the customer’s language; an empty line begins a paragraph.',
      example: 'Dear Ada,\n\nwe have refunded the second charge. It will be on your account by Friday.',
    }),
    templateId: line(60).optional().meta({ description: 'There are no templates of messages yet; any is refused.' }),
    channel: z.literal('email').optional(),
  })
  .refine(({ text, templateId }) => (text === undefined) !== (templateId === undefined), {
    path: ['text'],
    error: 'must be given, or templateId in its place',
  })
  .meta({ id: 'WriteMessage', minProperties: 1 });
export type WriteMessage = z.output<typeof WriteMessage>;

export const ReopenFollowUp = z.strictObject({ reason: ReopeningReason }).meta({ id: 'ReopenFollowUp' });
export const AddNote = z.strictObject({ text: prose(2_000).regex(/\S/, 'must not be blank') }).meta({ id: 'AddNote' });

const followUpIds = z.array(FollowUpId).min(1).max(200);
export const ChangeFollowUps = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('assign'), followUpIds, to: AssignFollowUp }),
    z.strictObject({ action: z.literal('urgency'), followUpIds, urgency: Urgency }),
    z.strictObject({ action: z.literal('close'), followUpIds, as: CloseFollowUp }),
  ])
  .meta({ id: 'ChangeFollowUps' });
export type ChangeFollowUps = z.output<typeof ChangeFollowUps>;

/** Whose follow-ups. */
export const whose = { assignedTo: OuterId.optional(), teamId: OuterId.optional() };

export const FollowUpFilter = z.strictObject({
  status: z
    .enum([...followUpStatuses, 'open', 'closed'])
    .default('open')
    .meta({ description: '`open` are those that are pending or in progress.' }),
  ...whose,
  ruleId: FollowUpRuleId.optional().meta({ description: 'Opened by that rule.' }),
  urgency: Urgency.optional(),
  overdue: flag.optional(),
  requested: flag.optional().meta({ description: 'Whether the customer asked for it.' }),
  dueTo: z.iso.datetime({ offset: true }).max(40).optional().meta({ description: 'Due by then.' }),
  rootCause: Code.optional(),
});
export type FollowUpFilter = z.output<typeof FollowUpFilter>;
