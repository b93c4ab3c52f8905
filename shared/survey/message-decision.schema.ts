import * as z from 'zod';
import { Channel, Purpose } from '../consent/consent.schema.ts';
import { Email } from '../fields/email.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { pageQuery } from '../http/page.schema.ts';
import { Decision, decisionKinds, decisionReasons } from './survey.schema.ts';

const Kind = z.enum(['survey', ...decisionKinds]).meta({
  description:
    '`survey`: nobody was asked. `follow_up`: nor anew after a follow-up. `manual`: a message that somebody wrote was not sent. `loop`: a mail about what became of feedback was not. `confirmation`: one that asks for a consent was not. `document`: one with the link to a document was not.',
});

/** A message that was not sent, and why. */
export const MessageDecision = Decision.omit({ sent: true, scheduledAt: true })
  .extend({ kind: Kind, purpose: Purpose, channel: Channel, reason: z.enum(decisionReasons) })
  .meta({ id: 'MessageDecision' });
export type MessageDecision = z.output<typeof MessageDecision>;

const day = z.iso.datetime();
export const MessageDecisionQuery = z
  .strictObject({
    customerId: OuterId.optional().meta({ description: 'About this customer, by our id or the company’s own.' }),
    email: Email.optional().meta({ description: 'About whoever has this address.' }),
    kind: Kind.optional(),
    purpose: Purpose.optional(),
    channel: Channel.optional(),
    reason: z.enum(decisionReasons).optional(),
    from: day.optional().meta({ description: '90 days before `to`, if nobody is named and nothing is said.' }),
    to: day.optional().meta({ description: 'Now, if not said.' }),
    ...pageQuery,
  })
  .refine(({ customerId, email }) => customerId === undefined || email === undefined, {
    path: ['email'],
    message: 'give customerId or email, not both',
  });
export type MessageDecisionQuery = z.output<typeof MessageDecisionQuery>;
