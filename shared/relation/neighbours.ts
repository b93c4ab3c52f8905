import { namesOfContacts } from '../contact/names.ts';
import { placesWith } from '../contact/places.ts';
import { holdsOn } from '../contact/positions.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Step } from '../kernel/walk.ts';
import type { NetworkEdge } from './network.schema.ts';
import type { PersonRef, StoredRelation } from './relation.schema.ts';
import { relationsOf, type Side } from './relation.store.ts';

/** What leads away from somebody, and whether there is more. */
export type Neighbours = { edges: NetworkEdge[]; more: boolean };

const customerRef = (id: Id<'customer'>): PersonRef => ({ type: 'customer', id });
const contactRef = (id: Id<'contact'>): PersonRef => ({ type: 'contact', id });

const related = ({ of, to, type, relationId }: StoredRelation): NetworkEdge => ({
  from: of,
  to,
  kind: 'relation',
  type,
  relationId,
});

/** The first of some steps, and whether others follow. */
async function first<T>(steps: AsyncGenerator<Step<T>[]>): Promise<{ items: T[]; more: boolean }> {
  const page = await steps.next();
  const some: Step<T>[] = page.done ? [] : page.value;
  return { items: some.flatMap(({ item }) => item ?? []), more: some.at(-1)?.after !== undefined };
}

type Placed = {
  positions: {
    customerId: Id<'customer'>;
    title?: string | undefined;
    role?: NetworkEdge['role'];
    from: string;
    to?: string | undefined;
  }[];
};
const atBusiness = (contactId: Id<'contact'>, { positions }: Placed, today: string): NetworkEdge[] =>
  positions
    .filter((one) => holdsOn(one, today))
    .map(({ customerId, title, role }) => ({
      from: customerRef(customerId),
      to: contactRef(contactId),
      kind: 'position',
      ...(title !== undefined && { title }),
      ...(role !== undefined && { role }),
    }));

const samePerson = (customerId: Id<'customer'>, contactId: Id<'contact'>): NetworkEdge => ({
  from: customerRef(customerId),
  to: contactRef(contactId),
  kind: 'same_person',
});

/** What leads from a customer to their contacts: those who are there now, or those that they are. */
async function toContacts(ctx: Context, customerId: Id<'customer'>, today: string, size: number): Promise<Neighbours> {
  const { items, more } = await first(placesWith(ctx, customerId, today, { from: undefined, size }));
  const edges = items.flatMap(({ sk, contactId, positions }) =>
    sk.startsWith('ctp#') ? [samePerson(customerId, contactId)] : atBusiness(contactId, { positions }, today),
  );
  return { edges, more };
}

/** What leads from a contact to their businesses, and to the customer whom they are. */
async function fromContact(ctx: Context, contactId: Id<'contact'>, today: string): Promise<NetworkEdge[]> {
  const contact = (await namesOfContacts(ctx, [contactId])).get(contactId);
  if (!contact) return [];
  const { customerId } = contact;
  return [
    ...atBusiness(contactId, contact, today),
    ...(customerId === undefined ? [] : [samePerson(customerId, contactId)]),
  ];
}

/** Whom somebody is connected with today, so many of each kind at most. */
export async function neighboursOf(
  ctx: Context,
  { type, id }: PersonRef,
  today: string,
  size: number,
): Promise<Neighbours> {
  const [relations, others] = await Promise.all([
    first(relationsOf(ctx, id as Side, { from: undefined, size })),
    type === 'customer'
      ? toContacts(ctx, id, today, size)
      : fromContact(ctx, id, today).then((edges) => ({ edges, more: false })),
  ]);
  return { edges: [...relations.items.map(related), ...others.edges], more: relations.more || others.more };
}
