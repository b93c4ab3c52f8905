import { type FilterTests, listOf } from '../http/list.ts';
import type { Page } from '../http/listing.ts';
import type { Context } from '../kernel/context.ts';
import type { From, Steps, Stored } from '../kernel/store.ts';
import { itemsBehind } from '../kernel/walk.ts';
import type { Contact, ContactFilter, Position, StoredContact } from './contact.schema.ts';
import { contacts } from './contact.store.ts';
import { placesWith } from './places.ts';
import { holdsOn } from './positions.ts';
import { todayOf } from './today.ts';

type Row = Stored<StoredContact>;

/** Whether somebody has a position on a day, with the role and at the business that are wanted. */
const isAt =
  ({ customerId, role, asOf }: ContactFilter, today: string) =>
  (one: Position): boolean =>
    holdsOn(one, asOf ?? today) &&
    (customerId === undefined || one.customerId === customerId) &&
    (role === undefined || one.role === role);

/** Day and role are looked at where a position is: at the business, if one is wanted, else at any. */
const testsOn = (today: string): FilterTests<Row, ContactFilter> => {
  const anywhere = (one: Row, _: unknown, { customerId: __, ...filter }: ContactFilter): boolean =>
    one.positions.some(isAt(filter, today));
  return {
    customerId: (one, wanted, filter) => one.customerId === wanted || one.positions.some(isAt(filter, today)),
    asOf: anywhere,
    role: anywhere,
    q: (one, wanted) => contacts.contains(one, wanted),
  };
};

/** The contacts that lie with a customer, those who are there on a day or later. */
async function* ofCustomer(
  ctx: Context,
  customerId: Position['customerId'],
  day: string,
  from: From,
): Steps<StoredContact> {
  for await (const steps of placesWith(ctx, customerId, day, from)) {
    const keys = steps.map(({ item, after }) => ({ item: item && contacts.keyOf(ctx, item.contactId), after }));
    yield await itemsBehind<Row>(ctx, keys, { ConsistentRead: true });
  }
}

/** Contacts that every given filter lets through. Who is at a business is read where it lies, also as of a day. */
export async function list(
  ctx: Context,
  input: ContactFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<Contact>> {
  const today = await todayOf(ctx);
  const pages = listOf<ContactFilter, Row, Contact>(
    'contacts',
    testsOn(today),
    (_, { customerId, asOf, q }, from) => {
      if (customerId !== undefined) return ofCustomer(ctx, customerId, asOf ?? today, from);
      return q === undefined ? contacts.all(ctx, from) : contacts.found(ctx, q, from);
    },
    (row) => contacts.publicOf(row),
  );
  return pages(ctx, input);
}
