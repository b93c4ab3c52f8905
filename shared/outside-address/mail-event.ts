import * as z from 'zod';
import type { Context } from '../kernel/context.ts';
import { OutsideAddressId } from './outside-address.schema.ts';
import { noteMailState } from './outside-address.ts';

const said = z.object({ timestamp: z.iso.datetime({ offset: true }) });

/** What SES tells of a mail to an outside address. */
export const AddressMailEvent = z.object({
  mail: z.object({ tags: z.object({ company: z.tuple([z.string()]), address: z.tuple([OutsideAddressId]) }) }),
  bounce: said.extend({ bounceType: z.string() }).optional(),
  complaint: said.optional(),
});
export type AddressMailEvent = z.infer<typeof AddressMailEvent>;

/** Notes that mail to an address came back for good, or that it reported it. */
export async function recordAddressMailEvent(
  ctx: Context,
  { mail, bounce, complaint }: AddressMailEvent,
): Promise<void> {
  const [addressId] = mail.tags.address;
  if (bounce?.bounceType === 'Permanent')
    await noteMailState(ctx, { addressId, state: 'bounced', at: bounce.timestamp });
  if (complaint) await noteMailState(ctx, { addressId, state: 'complained', at: complaint.timestamp });
}
