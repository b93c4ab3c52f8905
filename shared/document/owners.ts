import { isContact, isThereStill as contactStill } from '../contact/still-there.ts';
import { identify } from '../customer/identity.ts';
import { isThereStill as customerStill } from '../customer/still-there.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { TransactItem } from '../kernel/write.ts';
import { isThereStill as vehicleStill, isVehicle } from '../vehicle/still-there.ts';
import type { DocumentOwner } from './document.schema.ts';

/** An owner who is there, and what a transaction needs to fail on where they are not any more. */
type Found = { owner: DocumentOwner; still: TransactItem };

async function found(ctx: Context, { type, id }: DocumentOwner): Promise<Found | undefined> {
  const [customerId, contactId, vehicleId] = [asId('customer', id), asId('contact', id), asId('vehicle', id)];
  if (type === 'customer' && customerId) {
    const customer = await identify(ctx, { customerId });
    return customer && { owner: { type, id: customer.customerId }, still: customerStill(ctx, customer) };
  }
  if (type === 'contact' && contactId && (await isContact(ctx, { contactId })))
    return { owner: { type, id }, still: contactStill(ctx, { contactId }) };
  if (type === 'vehicle' && vehicleId && (await isVehicle(ctx, { vehicleId })))
    return { owner: { type, id }, still: vehicleStill(ctx, { vehicleId }) };
  return undefined;
}

/** The record that a document shall belong to; of a customer who was merged, the one they became. 400 where there is none. */
export async function ownerOf(ctx: Context, said: DocumentOwner): Promise<Found> {
  const one = await found(ctx, said);
  if (!one) throw invalid({ pointer: '#/owner/id', detail: `must be one of the ${said.type}s` });
  return one;
}
