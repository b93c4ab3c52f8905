import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import type { Route } from '../http/contract.ts';
import { ContactPreferences } from './contact-preference.schema.ts';

/** Routes about addresses; part of the survey contract. */
export const contactPreferenceRoutes = {
  preferences: {
    method: 'GET',
    path: '/api/crm/contact-preferences',
    summary: 'Get a person’s contact preferences',
    permission: 'surveys:read',
    query: z.strictObject({ email: Email }),
    reply: { 200: ContactPreferences },
  },
  setPreferences: {
    method: 'PUT',
    path: '/api/crm/contact-preferences',
    summary: 'Set a person’s contact preferences',
    description:
      'Consent and do-not-contact; also ends an opt-out, a pause, or the block after a bounce or a complaint.',
    permission: 'surveys:write',
    body: z.strictObject({
      email: Email,
      consent: z.boolean().optional(),
      doNotContact: z.boolean().optional(),
      optedOut: z.boolean().optional(),
      bounced: z.boolean().optional(),
      complained: z.literal(false).optional().meta({ description: 'Lifts a complaint that was taken back.' }),
      productUpdates: z.boolean().optional(),
      pausedUntil: z.null().optional().meta({ description: 'Ends a pause.' }),
    }),
    reply: { 200: ContactPreferences },
  },
} as const satisfies Record<string, Route>;
