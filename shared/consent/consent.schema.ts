import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { Email } from '../fields/email.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { pastInstant } from '../fields/past-instant.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';

export const purposes = ['marketing', 'service', 'survey', 'profiling', 'sale_of_data'] as const;
export const channels = ['email', 'phone', 'sms', 'mail', 'push'] as const;
const states = ['granted', 'denied', 'withdrawn'] as const;

export const Purpose = z.enum(purposes).meta({ description: 'What the person is asked for.' });
export const Channel = z.enum(channels);
const Basis = z
  .enum(['consent', 'legitimate_interest', 'contract', 'legal_obligation'])
  .meta({ description: 'On which ground of the law.' });

/** Where an entry is about one number; without it about all of them. */
export const ConsentNumber = z
  .string()
  .min(3)
  .max(40)
  .meta({ description: 'One of the customer’s numbers, for phone and sms alone.', example: '+436641234567' });

/** An instant that may lie ahead; those of five-digit years have another form, which sorts before all others. */
export const AnyInstant = pastInstant.refine((at) => !at.startsWith('+'), 'must lie before the year 10000');

const said = {
  purpose: Purpose,
  channel: Channel,
  number: ConsentNumber.optional(),
  state: z.enum(states),
  basis: Basis,
  source: line(200).meta({ description: 'How it reached the company.', example: 'web form' }),
  textVersion: line(100).optional().meta({
    description: 'Of the text that the person agreed to; `granted` by `consent` needs one.',
    example: '2026-1',
  }),
  evidence: prose(2_000).optional().meta({ description: 'What shows it, such as where the paper lies.' }),
};

/** One entry of a customer's ledger of consents. Entries are never changed. */
export const Consent = record('Consent', {
  consentId: idSchema('consent'),
  customerId: CustomerId,
  ...said,
  state: z.enum([...states, 'pending']).meta({
    description: '`pending`: the person was asked by mail and has not agreed. It counts as no.',
  }),
  at: instant.meta({ description: 'Since when it holds.' }),
  expiresAt: instant
    .optional()
    .meta({ description: 'From when on a grant no longer holds, or a question cannot be answered any more.' }),
});
export type Consent = z.output<typeof Consent>;

/**
 * The same as it is stored: `entryId` says whose ledger it stands in, `expiresAt` is what TTL reads of a row, and `address` is
 * where a question was mailed to.
 */
export const StoredConsent = Consent.omit({ expiresAt: true })
  .extend({ entryId: z.string(), endsAt: instant.optional(), address: Email.optional() })
  .meta({ id: 'StoredConsent' });
export type StoredConsent = z.output<typeof StoredConsent>;

/** What is written into the ledger. */
export const CreateConsent = z
  .strictObject({
    ...said,
    at: pastInstant.optional().meta({ description: 'Since when it holds; now if not said.' }),
    expiresAt: AnyInstant.optional().meta({ description: 'From when on a grant no longer holds.' }),
  })
  .superRefine(({ purpose, channel, number: called, state, basis, textVersion, expiresAt }, context) => {
    const issue = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    const isByNumber = channel === 'phone' || channel === 'sms';
    if (purpose === 'sale_of_data' && basis === 'legitimate_interest')
      issue('basis', 'data is not sold on legitimate interest');
    if (state === 'granted' && basis === 'consent' && textVersion === undefined)
      issue('textVersion', 'must be given where the person agreed to a text');
    if (isByNumber && state === 'granted' && called === undefined)
      issue('number', 'must be given: consent is per number');
    if (!isByNumber && called !== undefined) issue('number', 'must be given for phone and sms only');
    if (state !== 'granted' && expiresAt !== undefined) issue('expiresAt', 'must be given with a grant only');
  })
  .meta({ id: 'CreateConsent' });
export type CreateConsent = z.output<typeof CreateConsent>;

/** Purposes that somebody may be asked for by mail; a service needs no consent. */
const askedPurposes = ['marketing', 'survey', 'profiling', 'sale_of_data'] as const;

/** Whom to ask by mail for a consent (double opt-in). */
export const AskConsent = z
  .strictObject({
    channel: z.literal('email').meta({ description: 'What is agreed to by a link in a mail.' }),
    purpose: z.enum(askedPurposes).meta({ description: 'What the person is asked for.' }),
    address: Email.meta({ description: 'One of the customer’s; where the mail goes.', example: 'ada@example.com' }),
    textVersion: line(100)
      .optional()
      .meta({ description: 'Of the text beside which the person entered the address; that of the page, if not said.' }),
  })
  .meta({ id: 'AskConsent' });
export type AskConsent = z.output<typeof AskConsent>;

/** What holds at an instant, for one purpose and channel, and number where the ledger names one. */
export const CurrentConsent = z
  .object({
    purpose: Purpose,
    channel: Channel,
    number: ConsentNumber.optional(),
    state: z.enum([...states, 'pending', 'expired']),
    basis: Basis,
    since: instant,
    expiresAt: instant.optional(),
  })
  .meta({ id: 'CurrentConsent' });
export type CurrentConsent = z.output<typeof CurrentConsent>;

/** Whether a customer may be contacted, and the way that suits them best. */
export const MayContact = z
  .object({
    allowed: z.boolean(),
    reason: z
      .enum([
        'restricted',
        'no_address',
        'do_not_contact',
        'opted_out',
        'complained',
        'bounced_address',
        'no_consent',
        'call_consent_missing',
        'policy_not_acknowledged',
        'quiet_hours',
        'frequency_cap',
      ])
      .optional()
      .meta({ description: 'The one that lasts longest, of those that hold.' }),
    rule: z.string().optional(),
    nextEligibleAt: instant.optional(),
    channelChoice: z
      .object({ channel: Channel.nullable(), reason: z.string() })
      .meta({ description: 'Null where no channel is permitted for this purpose.' }),
  })
  .meta({ id: 'MayContact' });
export type MayContact = z.output<typeof MayContact>;
