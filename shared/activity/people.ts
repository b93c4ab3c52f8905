import { get as getContact } from '../contact/contact.ts';
import { get as getCustomer } from '../customer/customer.ts';
import { type FieldError, orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { get as getPurchase } from '../purchase/purchase.ts';
import { get as getVehicle } from '../vehicle/vehicle.ts';
import { MOST_CUSTOMERS, type Participant, type RelatedTo, type StoredActivity } from './activity.schema.ts';

type Customers = readonly Id<'customer'>[];
type Ref = { type: RelatedTo['type']; id: string };

/** Who has something to do with what is named; undefined where there is no such thing. */
async function customersOf(ctx: Context, { type, id }: Ref): Promise<Customers | undefined> {
  if (type === 'customer') {
    const customerId = asId('customer', id);
    return customerId && (await orNone(getCustomer(ctx, { customerId }))) && [customerId];
  }
  if (type === 'contact') {
    const contactId = asId('contact', id);
    const contact = contactId && (await orNone(getContact(ctx, { contactId })));
    return contact && (contact.customerId ? [contact.customerId] : []);
  }
  if (type === 'purchase') {
    const purchaseId = asId('purchase', id);
    const purchase = purchaseId && (await orNone(getPurchase(ctx, { purchaseId })));
    return purchase && [purchase.customerId];
  }
  const vehicleId = asId('vehicle', id);
  const vehicle = vehicleId && (await orNone(getVehicle(ctx, { vehicleId })));
  return vehicle && vehicle.ownerships.filter(({ status }) => status === 'active').map(({ customerId }) => customerId);
}

const isPerson = (one: Participant): one is Participant & { type: 'customer' | 'contact' } => one.type !== 'user';

/** The customers of an activity, each once, and what is wrong with those it names: 400 for what there is not. */
export async function peopleOf(
  ctx: Context,
  { relatedTo, participants }: Pick<StoredActivity, 'relatedTo' | 'participants'>,
): Promise<{ customerIds: Id<'customer'>[]; errors: FieldError[] }> {
  const named = participants.flatMap((ref, at) => (isPerson(ref) ? [{ ref, pointer: `#/participants/${at}/id` }] : []));
  const refs = [...(relatedTo ? [{ ref: relatedTo, pointer: '#/relatedTo/id' }] : []), ...named];
  const tooMany = { pointer: '#/participants', detail: `must have at most ${MOST_CUSTOMERS} customers and contacts` };
  if (named.length > MOST_CUSTOMERS) return { customerIds: [], errors: [tooMany] };
  const found = await Promise.all(
    refs.map(async ({ ref, pointer }) => ({ pointer, ids: await customersOf(ctx, ref) })),
  );
  const customerIds = [...new Set(found.flatMap(({ ids = [] }) => ids))];
  const missing = found.filter(({ ids }) => ids === undefined);
  const errors: FieldError[] = missing.map(({ pointer }) => ({ pointer, detail: 'must be one that there is' }));
  return { customerIds, errors: customerIds.length > MOST_CUSTOMERS ? [...errors, tooMany] : errors };
}
