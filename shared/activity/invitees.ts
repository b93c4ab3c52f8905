import { get as getContact } from '../contact/contact.ts';
import { primaryFirst } from '../customer/primary-first.ts';
import { survivorOf } from '../customer/survivor.ts';
import { orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import type { Activity } from './activity.schema.ts';
import type { PersonRef } from './invited.ts';

/** Somebody who is invited, as they are known now. */
export type Invitee = PersonRef & {
  customerId: Id<'customer'> | undefined;
  name: string;
  /** The primary one. */
  email: string | undefined;
  /** BCP 47. */
  language: string | undefined;
};

type Reached = {
  displayName: string;
  emails?: readonly { address: string; primary: boolean }[] | undefined;
  preferences?: { language?: string | undefined } | undefined;
};
const reachOf = ({ displayName, emails, preferences }: Reached) => ({
  name: displayName,
  email: primaryFirst(emails)[0]?.address,
  language: preferences?.language,
});

/** Somebody as they are now: a customer who was merged is whom they were merged into. Undefined where they are gone. */
export async function inviteeOf(ctx: Context, { type, id }: PersonRef): Promise<Invitee | undefined> {
  if (type === 'customer') {
    const own = asId('customer', id);
    const one = own && (await survivorOf(ctx, own));
    return one && { type, id: one.customerId, customerId: one.customerId, ...reachOf(one) };
  }
  const contactId = asId('contact', id);
  const one = contactId && (await orNone(getContact(ctx, { contactId })));
  return one && { type, id: one.contactId, customerId: one.customerId, ...reachOf(one) };
}

const isPerson = (one: { type: string; id: string }): one is PersonRef =>
  one.type === 'customer' || one.type === 'contact';

/**
 * Whom an activity is about and who takes part, each once: contacts as such, and then the customers who are none of them. At most
 * 61, which the schema of activities says.
 */
export async function namedIn(
  ctx: Context,
  { relatedTo, participants, customerIds }: Pick<Activity, 'relatedTo' | 'participants' | 'customerIds'>,
): Promise<PersonRef[]> {
  const named = [...(relatedTo ? [relatedTo] : []), ...participants].filter(isPerson);
  const contactIds = [...new Set(named.filter(({ type }) => type === 'contact').map(({ id }) => id))];
  const contacts = contactIds.map((id): PersonRef => ({ type: 'contact', id }));
  const known = await Promise.all(contacts.map((ref) => inviteeOf(ctx, ref)));
  // A contact of whom no address is known is reached as the customer that they are.
  const reached = new Set(known.flatMap((one) => (one?.email === undefined ? [] : (one.customerId ?? []))));
  const unreached = new Set(known.flatMap((one) => (one?.email === undefined && one?.customerId ? [one.id] : [])));
  return [
    ...contacts.filter(({ id }) => !unreached.has(id)),
    ...customerIds.filter((id) => !reached.has(id)).map((id): PersonRef => ({ type: 'customer', id })),
  ];
}
