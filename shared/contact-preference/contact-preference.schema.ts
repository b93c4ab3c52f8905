import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';

/** What is known of a person's address, and may be set by hand. */
export const ContactPreferences = z
  .object({
    email: Email,
    consent: z.boolean().optional(),
    doNotContact: z.boolean().optional(),
    optedOut: z.boolean().optional(),
    bounced: z.boolean().optional(),
    complained: z.boolean().optional(),
    pausedUntil: z.iso.datetime().optional().meta({ description: 'The person asked for peace until then.' }),
  })
  .meta({ id: 'ContactPreferences' });
