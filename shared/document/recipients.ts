import type { StoredContact } from '../contact/contact.schema.ts';
import { holdsOn } from '../contact/positions.ts';
import { todayOf } from '../contact/today.ts';
import { contactById } from '../contact/wished.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { primaryFirst } from '../customer/primary-first.ts';
import { survivorOf } from '../customer/survivor.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { ownerOfVehicle } from '../vehicle/owner-now.ts';
import type { DocumentOwner, DocumentShare } from './document.schema.ts';

/** Somebody with whom a document may be shared, and how they are reached. */
export type Recipient = {
  /** Of a customer who was merged, whom they became. */
  to: DocumentShare['to'];
  customerId: string | undefined;
  email: string | undefined;
  /** BCP 47, where they have said one. */
  language: string | undefined;
};

/** The customer to whom a document belongs: its owner, who owns its vehicle now, or who its contact is. */
async function holderOf(ctx: Context, { type, id }: DocumentOwner): Promise<StoredCustomer | undefined> {
  const [customer, contactId, vehicleId] = [asId('customer', id), asId('contact', id), asId('vehicle', id)];
  const customerId =
    (type === 'customer' && customer) ||
    (type === 'contact' && contactId && (await contactById(ctx, contactId))?.customerId) ||
    (type === 'vehicle' && vehicleId && (await ownerOfVehicle(ctx, { vehicleId })));
  return customerId ? survivorOf(ctx, customerId) : undefined;
}

/** Whether a contact is a customer as a person, or has a position there today. */
async function isAt(ctx: Context, { customerId, positions }: StoredContact, holder: StoredCustomer): Promise<boolean> {
  const ids = new Set<string | undefined>([holder.customerId, ...(holder.mergedFrom ?? [])]);
  const today = await todayOf(ctx);
  return (
    (customerId !== undefined && ids.has(customerId)) ||
    positions.some((one) => ids.has(one.customerId) && holdsOn(one, today))
  );
}

/**
 * Somebody as a recipient of a document; undefined for whoever is not there, or to whom it does not belong now. It belongs to
 * its customer, to the contacts who are at that business, to the contact who has it, and that of a vehicle to who owns that.
 */
export async function recipientOf(
  ctx: Context,
  { owner }: { owner: DocumentOwner },
  { type, id }: DocumentShare['to'],
): Promise<Recipient | undefined> {
  const holder = await holderOf(ctx, owner);
  const [customerId, contactId] = [asId('customer', id), asId('contact', id)];
  if (type === 'customer') {
    const customer = customerId && (await survivorOf(ctx, customerId));
    return customer && customer.customerId === holder?.customerId ? reached(customer, undefined) : undefined;
  }
  const contact = contactId && (await contactById(ctx, contactId));
  const isTheirs = contact && (contact.contactId === owner.id || (holder && (await isAt(ctx, contact, holder))));
  if (!contact || !isTheirs) return undefined;
  const person = contact.customerId === undefined ? undefined : await survivorOf(ctx, contact.customerId);
  return reached(person, contact);
}

function reached(customer: StoredCustomer | undefined, contact: StoredContact | undefined): Recipient | undefined {
  const to = contact
    ? { type: 'contact' as const, id: contact.contactId }
    : customer && { type: 'customer' as const, id: customer.customerId };
  const [email] = [...primaryFirst(contact?.emails), ...primaryFirst(customer?.emails)];
  const language = contact?.preferences?.language ?? customer?.preferences?.language;
  return to && { to, customerId: customer?.customerId, email: email?.address, language };
}
