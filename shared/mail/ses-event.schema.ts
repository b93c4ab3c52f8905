import * as z from 'zod';

/** Parts of what SES tells of a mail over EventBridge (event publishing, AWS SES developer guide). */

/** When something happened. */
export const SesMoment = z.object({ timestamp: z.iso.datetime({ offset: true }) });
export const SesBounce = SesMoment.extend({ bounceType: z.string() });

/** The addresses are SES's own word. */
const recipients = z.array(z.object({ emailAddress: z.string() }));
export const SesBounceOf = SesBounce.extend({ bouncedRecipients: recipients });
export const SesComplaintOf = SesMoment.extend({ complainedRecipients: recipients });

const text = z.tuple([z.string()]);
/** The tags by which a mail is known, the company's first; SES gives each as a list. */
export const sesTags = <T extends z.ZodRawShape>(tags: T) => z.object({ company: text, ...tags });

/** What SES tells of a mail of which it matters only whether its address can be written to. */
export const addressEvent = <T extends z.ZodType>(tags: T) =>
  z.object({ mail: z.object({ tags }), bounce: SesBounceOf.optional(), complaint: SesComplaintOf.optional() });
