import { get as customerOf } from '../customer/customer.ts';
import { isThereStill } from '../customer/still-there.ts';
import { type FieldError, invalid, orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { TransactItem } from '../kernel/write.ts';
import { MOST_BUSINESSES, MOST_POSITIONS, type Position, type StoredContact } from './contact.schema.ts';
import { contacts } from './contact.store.ts';

type Said = Partial<Pick<StoredContact, 'customerId' | 'positions'>>;

const typeOf = async (ctx: Context, customerId: Position['customerId']) =>
  (await orNone(customerOf(ctx, { customerId })))?.type;

/** Whether somebody else has a position at the same business. */
async function isColleague(ctx: Context, { contactId }: Pick<StoredContact, 'contactId'>, one: Position) {
  if (one.reportsTo === undefined || one.reportsTo === contactId) return false;
  const other = await contacts.find(ctx, one.reportsTo);
  return isThere(ctx, other) && other.positions.some(({ customerId }) => customerId === one.customerId);
}

/**
 * What is wrong with a position of a contact; `at` is where the caller has said it. A business or colleague whom it has had
 * before may be gone since.
 */
async function errorsOf(
  ctx: Context,
  contact: StoredContact,
  after: Position,
  before: Position | undefined,
  at: string,
): Promise<FieldError[]> {
  const [type, colleague] = await Promise.all([
    before ? 'business' : typeOf(ctx, after.customerId),
    after.reportsTo === undefined || after.reportsTo === before?.reportsTo || isColleague(ctx, contact, after),
  ]);
  const errors: (FieldError | false)[] = [
    type !== 'business' && { pointer: `${at}/customerId`, detail: 'must be a business among the customers' },
    !colleague && { pointer: `${at}/reportsTo`, detail: 'must be another contact of the same business' },
    after.to !== undefined && after.to < after.from && { pointer: `${at}/to`, detail: 'must not lie before `from`' },
  ];
  return errors.filter((error) => error !== false);
}

/** Refuses (400) positions that do not fit; those that are as they were are not looked at. */
export async function refuseUnfit(
  ctx: Context,
  after: StoredContact,
  before: StoredContact | undefined,
  pointerOf: (one: Position) => string,
): Promise<void> {
  const old = new Map((before?.positions ?? []).map((one) => [one.n, one]));
  const altered = after.positions.filter((one) => JSON.stringify(one) !== JSON.stringify(old.get(one.n)));
  const errors = await Promise.all(altered.map((one) => errorsOf(ctx, after, one, old.get(one.n), pointerOf(one))));
  if (errors.flat().length > 0) throw invalid(...errors.flat());
  const businesses = new Set(after.positions.map(({ customerId }) => customerId));
  if (after.positions.length > MOST_POSITIONS || businesses.size > MOST_BUSINESSES)
    throw invalid({
      pointer: '#/customerId',
      detail: `a contact has at most ${MOST_POSITIONS} positions, at ${MOST_BUSINESSES} businesses`,
    });
}

/** Refuses (400) a customer who is no individual as the person that a contact is. */
export async function refuseOtherPerson(ctx: Context, after: Said, before?: Said): Promise<void> {
  const { customerId } = after;
  if (customerId === undefined || customerId === before?.customerId) return;
  if ((await typeOf(ctx, customerId)) !== 'individual')
    throw invalid({ pointer: '#/customerId', detail: 'must be an individual among the customers' });
}

const customersIn = ({ customerId, positions = [] }: Said): Set<Position['customerId']> =>
  new Set([...(customerId === undefined ? [] : [customerId]), ...positions.map((one) => one.customerId)]);

/** For the transaction of a change: it fails where a customer is gone whom the contact has been given by it. */
export function areThereStill(ctx: Context, after: Said, before: Stored<StoredContact> | undefined): TransactItem[] {
  const old = customersIn(before ?? {});
  return [...customersIn(after)].filter((id) => !old.has(id)).map((customerId) => isThereStill(ctx, { customerId }));
}
