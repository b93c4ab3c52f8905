import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { record } from '../fields/record.schema.ts';

const facts = {
  consent: z.boolean().optional(),
  doNotContact: z.boolean().optional(),
  optedOut: z.boolean().optional(),
  bounced: z.boolean().optional(),
  complained: z.boolean().optional(),
  pausedUntil: z.iso.datetime().optional().meta({ description: 'The person asked for peace until then.' }),
  productUpdates: z
    .boolean()
    .optional()
    .meta({ description: 'False: the person wants no mails about what became of their feedback.' }),
};

/** What is known of a person's address, and may be set by hand. */
export const ContactPreferences = z.object({ email: Email, ...facts }).meta({ id: 'ContactPreferences' });

/** What is known of an address, by the names under which it is stored. */
export const addressFacts = [
  'optedOut',
  'bounced',
  'complained',
  'doNotContact',
  'consent',
  'pausedUntil',
  'productUpdates',
] as const;

const since = z.iso.datetime().optional();

/** What is known of an address, each fact with the time of its news. The address itself is not stored. */
export const AddressRecord = record('AddressRecord', {
  addressId: z.string(),
  ...facts,
  optedOutAt: since,
  bouncedAt: since,
  complainedAt: since,
  doNotContactAt: since,
  consentAt: since,
  pausedUntilAt: since,
  productUpdatesAt: since,
});
export type AddressRecord = z.infer<typeof AddressRecord>;
