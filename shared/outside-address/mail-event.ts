import * as z from 'zod';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { SesBounce, SesMoment } from '../mail/ses-event.schema.ts';
import { isThere } from '../kernel/store.ts';
import { type OutsideAddress, OutsideAddressId } from './outside-address.schema.ts';
import { outsideAddresses } from './outside-address.store.ts';

/** What SES tells of a mail to an outside address. */
export const AddressMailEvent = z.object({
  mail: z.object({ tags: z.object({ company: z.tuple([z.string()]), address: z.tuple([OutsideAddressId]) }) }),
  bounce: SesBounce.optional(),
  complaint: SesMoment.optional(),
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

/**
 * Mail to an address came back for good, or it reported one. What happened before it was asked last says nothing about now;
 * of one that is removed nothing is noted.
 */
async function noteMailState(
  ctx: Context,
  { addressId, state, at }: Pick<OutsideAddress, 'addressId'> & { state: 'bounced' | 'complained'; at: string },
): Promise<void> {
  const found = await outsideAddresses.find(ctx, addressId);
  if (!isThere(ctx, found)) return;
  const endedAt = new Date(at).toISOString();
  await change(
    ctx,
    outsideAddresses,
    addressId,
    'bounce',
    (before) => {
      const isNews =
        state === 'complained' ? before.state !== 'complained' : ['pending', 'confirmed'].includes(before.state);
      return isNews && endedAt > before.askedAt ? { ...before, state, endedAt } : undefined;
    },
    { silent: true },
  );
}
