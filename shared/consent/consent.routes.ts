import * as z from 'zod';
import { CustomerId, Preferences, StoredDoNotContact, WrittenDoNotContact } from '../customer/customer.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import {
  AnyInstant,
  AskConsent,
  Channel,
  Consent,
  ConsentNumber,
  CreateConsent,
  CurrentConsent,
  MayContact,
  Purpose,
} from './consent.schema.ts';

const one = '/api/crm/customers/{customerId}' as const;
const path = `${one}/consents` as const;
const params = z.object({ customerId: CustomerId });

export const consentRoutes = defineRoutes('consent', {
  list: {
    method: 'GET',
    path,
    summary: 'Get the consents of a customer',
    description:
      'What holds now, or held at an instant, for each purpose and channel of which anything is known, and the ledger up to then, the latest first. Without `customers:contact` numbers are masked.',
    permission: 'consent:read',
    params,
    query: z.strictObject({
      at: AnyInstant.optional().meta({ description: 'What held then; now if not said.' }),
      ...pageQuery,
    }),
    reply: {
      200: z.object({ current: z.array(CurrentConsent), ledger: pageOf(Consent) }).meta({ id: 'CustomerConsents' }),
    },
  },
  create: {
    method: 'POST',
    path,
    summary: 'Write a consent of a customer down',
    description:
      'Granted, denied or withdrawn, for one purpose and channel; for phone and sms of one number, or of all numbers where one is denied or withdrawn without it. The ledger is only added to.',
    permission: 'consent:write',
    params,
    body: CreateConsent,
    reply: { 201: Consent },
  },
  ask: {
    method: 'POST',
    path: `${path}/double-opt-in`,
    summary: 'Send a mail that asks a customer for a consent',
    description:
      'The consent is `pending`, which counts as no, until the person agrees on the page of its link, within 7 days. The mail goes also to whoever wants none, because they have just asked for it. 409 where mail to the address came back or was called spam, 429 for a fourth one to an address within a day.',
    permission: 'consent:write',
    params,
    body: AskConsent,
    reply: { 202: Consent },
    problems: ['message-refused', 'too-many-requests'],
  },
  putPreferences: {
    method: 'PUT',
    path: `${one}/preferences`,
    summary: 'Replace the preferences of a customer',
    description: 'What the person wishes. What the caller may not see of them stays.',
    permission: 'consent:write',
    params,
    body: Preferences,
    ifMatch: true,
    reply: { 200: Preferences },
    problems: ['version-conflict'],
  },
  putDoNotContact: {
    method: 'PUT',
    path: `${one}/do-not-contact`,
    summary: 'Set whether senders may write to a customer',
    description: 'Holds for all addresses and numbers of the customer before the answer returns.',
    permission: 'consent:write',
    params,
    body: WrittenDoNotContact,
    ifMatch: true,
    reply: { 200: StoredDoNotContact },
    problems: ['version-conflict'],
  },
  mayContact: {
    method: 'GET',
    path: `${one}/may-contact`,
    summary: 'Check whether a customer may be contacted',
    description:
      'By one channel for one purpose, and why not. Consents, pauses, caps and quiet hours are looked at as of `at`; what is known of addresses is what is known now. Of channels the choice leaves out those that a cap has closed; quiet hours close none. Without `number` a call may go to any number that permits it.',
    permission: 'consent:read',
    params,
    query: z.strictObject({
      channel: Channel,
      purpose: Purpose,
      number: ConsentNumber.optional(),
      at: AnyInstant.optional(),
    }),
    reply: { 200: MayContact },
  },
});
