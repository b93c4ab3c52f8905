import type * as z from 'zod';
import type { Context } from '../kernel/context.ts';
import type { SesBounceOf, SesComplaintOf } from '../mail/ses-event.schema.ts';
import { setAddress } from './contact-preference.ts';

/** What SES tells of a mail that did not arrive, or was not wanted; the addresses are SES's own word. */
type Undeliverable = {
  bounce?: z.output<typeof SesBounceOf> | undefined;
  complaint?: z.output<typeof SesComplaintOf> | undefined;
};

const utc = (timestamp: string): string => new Date(timestamp).toISOString();

/** Notes to which addresses a mail came back for good, and who called it spam: nothing is sent there any more. */
export async function noteUndeliverable(ctx: Context, { bounce, complaint }: Undeliverable): Promise<void> {
  if (bounce?.bounceType === 'Permanent')
    for (const { emailAddress } of bounce.bouncedRecipients)
      await setAddress(ctx, emailAddress, { bounced: true }, utc(bounce.timestamp));
  if (complaint)
    for (const { emailAddress } of complaint.complainedRecipients)
      await setAddress(ctx, emailAddress, { complained: true }, utc(complaint.timestamp));
}
