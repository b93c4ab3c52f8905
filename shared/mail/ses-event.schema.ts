import * as z from 'zod';

/** Parts of what SES tells of a mail over EventBridge (event publishing, AWS SES developer guide). */

/** When something happened. */
export const SesMoment = z.object({ timestamp: z.iso.datetime({ offset: true }) });
export const SesBounce = SesMoment.extend({ bounceType: z.string() });

/** The addresses are SES's own word. */
const recipients = z.array(z.object({ emailAddress: z.string() }));
export const SesBounceOf = SesBounce.extend({ bouncedRecipients: recipients });
export const SesComplaintOf = SesMoment.extend({ complainedRecipients: recipients });
