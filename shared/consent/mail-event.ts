import * as z from 'zod';
import { setAddress } from '../contact-preference/contact-preference.ts';
import { idSchema } from '../fields/ids.schema.ts';
import type { Context } from '../kernel/context.ts';
import { SesBounceOf, SesComplaintOf } from '../mail/ses-event.schema.ts';

/** What SES tells of a mail that asks for a consent. The addresses are SES's own word. */
export const ConsentMailEvent = z.object({
  mail: z.object({ tags: z.object({ company: z.tuple([z.string()]), consent: z.tuple([idSchema('consent')]) }) }),
  bounce: SesBounceOf.optional(),
  complaint: SesComplaintOf.optional(),
});
export type ConsentMailEvent = z.infer<typeof ConsentMailEvent>;

const utc = (timestamp: string): string => new Date(timestamp).toISOString();

/** Notes that such a mail came back for good, or was called spam: nothing is sent there any more. */
export async function recordConsentMailEvent(ctx: Context, { bounce, complaint }: ConsentMailEvent): Promise<void> {
  if (bounce?.bounceType === 'Permanent')
    for (const { emailAddress } of bounce.bouncedRecipients)
      await setAddress(ctx, emailAddress, { bounced: true }, utc(bounce.timestamp));
  if (complaint)
    for (const { emailAddress } of complaint.complainedRecipients)
      await setAddress(ctx, emailAddress, { complained: true }, utc(complaint.timestamp));
}
