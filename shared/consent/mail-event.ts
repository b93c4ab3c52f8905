import * as z from 'zod';
import { noteUndeliverable } from '../contact-preference/undeliverable.ts';
import { idSchema } from '../fields/ids.schema.ts';
import type { Context } from '../kernel/context.ts';
import { addressEvent, sesTags } from '../mail/ses-event.schema.ts';

/** What SES tells of a mail that asks for a consent. The addresses are SES's own word. */
export const ConsentMailEvent = addressEvent(sesTags({ consent: z.tuple([idSchema('consent')]) }));
export type ConsentMailEvent = z.infer<typeof ConsentMailEvent>;

/** Notes that such a mail came back for good, or was called spam: nothing is sent there any more. */
export const recordConsentMailEvent = (ctx: Context, event: ConsentMailEvent): Promise<void> =>
  noteUndeliverable(ctx, event);
