import * as z from 'zod';
import { noteUndeliverable } from '../contact-preference/undeliverable.ts';
import type { Context } from '../kernel/context.ts';
import { addressEvent, sesTags } from '../mail/ses-event.schema.ts';
import { ActivityId } from './activity.schema.ts';

/** What SES tells of a mail that invites somebody. The addresses are SES's own word. */
export const InvitationMailEvent = addressEvent(sesTags({ invitation: z.tuple([ActivityId]) }));
export type InvitationMailEvent = z.infer<typeof InvitationMailEvent>;

/** Notes that such a mail came back for good, or was called spam: nothing is sent there any more. */
export const recordInvitationMailEvent = (ctx: Context, event: InvitationMailEvent): Promise<void> =>
  noteUndeliverable(ctx, event);
