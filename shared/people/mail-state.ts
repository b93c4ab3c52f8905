import * as z from 'zod';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { everybody } from './known.ts';
import type { Person } from './people.schema.ts';
import { addressEvent, sesTags } from '../mail/ses-event.schema.ts';
import { people } from './people.store.ts';

const tag = z.tuple([z.string()]);

/** What SES tells of a mail to somebody who works for a company: about alerts, a review, or an activity. The addresses are SES's own word. */
export const StaffMailEvent = addressEvent(
  z.union([sesTags({ alert: tag }), sesTags({ review: tag }), sesTags({ activity: tag })]),
);
export type StaffMailEvent = z.infer<typeof StaffMailEvent>;

/**
 * Notes of people that mail to them came back for good, or that they reported it. What happened before a person was changed
 * last says nothing about the address that they have now, and is passed over; the next mail says it anew.
 */
export async function recordStaffMailEvent(ctx: Context, { bounce, complaint }: StaffMailEvent): Promise<void> {
  if (bounce?.bounceType === 'Permanent') await mark(ctx, 'bounced', bounce.timestamp, bounce.bouncedRecipients);
  if (complaint) await mark(ctx, 'complained', complaint.timestamp, complaint.complainedRecipients);
}

async function mark(
  ctx: Context,
  mailState: NonNullable<Person['mailState']>,
  timestamp: string,
  said: readonly { emailAddress: string }[],
): Promise<void> {
  const at = new Date(timestamp).toISOString();
  const addresses = said.map(({ emailAddress }) => emailAddress.toLowerCase());
  const isMeant = ({ email, updatedAt }: Person) => addresses.includes(email.toLowerCase()) && updatedAt < at;
  for (const { userId } of (await everybody(ctx)).filter(isMeant))
    await change(ctx, people, userId, 'bounce', (before) => (isMeant(before) ? { ...before, mailState } : undefined), {
      silent: true,
    });
}
