import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { Language } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';

export const OutsideAddressId = idSchema('outsideAddress');

/** Addresses that one list of those who are told may name. */
export const MOST_NAMED = 10;

/** Addresses as two people write them are one whatever their letter case. */
export const addressKey = (email: string): string => email.toLowerCase();

/** Mail addresses of nobody whom the company knows, as what sends mail names them. */
export const OutsideAddresses = z
  .array(Email)
  .max(MOST_NAMED)
  .refine((emails) => new Set(emails.map(addressKey)).size === emails.length, 'must not name an address twice')
  .meta({
    description:
      'Addresses of nobody whom the company knows. Each is asked once by mail; nothing else is sent to it before it has agreed.',
    example: ['on-call@example.com'],
    uniqueItems: true,
  });

export const AddressState = z.enum(['pending', 'confirmed', 'stopped', 'bounced', 'complained']).meta({
  id: 'OutsideAddressState',
  description:
    '`pending`: asked by mail, and not answered. `confirmed`: gets mail. `stopped`: wants none. `bounced`: mail came back for good. `complained`: reported a mail as unwanted. Mail is sent to confirmed ones alone.',
});
export type AddressState = z.output<typeof AddressState>;

/** An address of nobody whom the company knows, to which it wants to send mail: it has to agree first, once. */
export const OutsideAddress = record('OutsideAddress', {
  addressId: OutsideAddressId,
  email: Email.meta({ example: 'on-call@example.com' }),
  state: AddressState,
  language: Language.optional().meta({
    description: 'In which it gets mail: as the browser said with which it agreed.',
    example: 'de',
  }),
  askedAt: instant.meta({ description: 'When it was asked last.' }),
  confirmedAt: instant.optional().meta({ description: 'When it agreed last.' }),
  endedAt: instant.optional().meta({ description: 'When it wanted no more mail, or mail came back.' }),
});
export type OutsideAddress = z.output<typeof OutsideAddress>;

/** An address that something names, and how it stands. */
export const NamedAddress = z
  .object({
    email: Email,
    addressId: OutsideAddressId,
    state: AddressState,
  })
  .meta({ id: 'NamedAddress' });
export type NamedAddress = z.output<typeof NamedAddress>;

export const OutsideAddressFilter = z.strictObject({ state: AddressState.optional() });
export type OutsideAddressFilter = z.output<typeof OutsideAddressFilter>;

export const AskAddress = z.strictObject({}).meta({ id: 'AskAddress' });
