import * as z from 'zod';
import { OuterId } from '../fields/ids.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { decisionReasons } from '../survey/survey.schema.ts';
import { ActivityId } from './activity.schema.ts';

const InvitedPerson = z
  .object({
    type: z.enum(['customer', 'contact']),
    id: OuterId,
    state: z.enum(['sent', 'sent_before', 'not_sent', 'unresolved']).meta({
      description:
        '`sent_before`: this version went to their address before, and not again. `unresolved`: another call sends it at this moment, or nobody knows whether it went out; it is not sent again.',
    }),
    reason: z
      .enum([...decisionReasons, 'record_gone', 'mail_service_busy'])
      .optional()
      .meta({
        description:
          'Why it was not sent. `record_gone`: they were deleted. `mail_service_busy`: the mail service takes no more for the moment.',
        example: 'do_not_contact',
      }),
    rule: z
      .string()
      .optional()
      .meta({ description: 'The fact or setting that decided.', example: 'doNotContact=true' }),
    nextEligibleAt: instant.optional().meta({ description: 'From when on the same call would send it.' }),
  })
  .meta({ id: 'InvitedPerson' });
export type InvitedPerson = z.output<typeof InvitedPerson>;

/** What became of a call that invites, for each person. Addresses are not told. */
export const Invitation = z
  .object({
    activityId: ActivityId,
    method: z.enum(['REQUEST', 'CANCEL']).meta({ description: 'Of the calendar file (RFC 5546).' }),
    sequence: z.int().min(0).meta({ description: 'The version of the activity that was told.', example: 0 }),
    people: z.array(InvitedPerson),
  })
  .meta({ id: 'ActivityInvitation' });
export type Invitation = z.output<typeof Invitation>;
