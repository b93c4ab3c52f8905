import type { StoredCustomer } from '../customer/customer.schema.ts';
import { customerPart } from '../customer/customer.keys.ts';
import type { BesideRow } from '../kernel/beside-rows.ts';
import type { Context } from '../kernel/context.ts';
import type { From } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { queryPages } from '../kernel/walk.ts';
import type { Position, StoredContact } from './contact.schema.ts';

type CustomerId = StoredCustomer['customerId'];
type Said = Pick<StoredContact, 'contactId' | 'displayName' | 'positions' | 'customerId'> & { deletedAt?: string };

/**
 * A contact among what lies with a customer: at a business with the positions there, with an individual who is the same person
 * with all of them. It is written with the contact, so that a business shows its contacts in one reading.
 */
export type Place = Pick<StoredContact, 'contactId' | 'displayName' | 'positions'>;

/** Begin the sort keys of contacts at a business, by the day of their end, and of those that are an individual. */
const AT = 'ctc#';
const PERSON = 'ctp#';
const NO_END = '9999-12-31';
/** Sorts behind each id and each day. */
const LAST = '~';

const lastDay = (positions: readonly Position[]): string =>
  positions.reduce((latest, { to = NO_END }) => (to > latest ? to : latest), '');

/** The rows of a contact with its customers; none of a deleted one. */
export function placesOf({ companyId }: Pick<Context, 'companyId'>, contact: Said | undefined): BesideRow[] {
  if (!contact || contact.deletedAt !== undefined) return [];
  const { contactId, displayName, positions, customerId } = contact;
  const row = (of: CustomerId, sk: string, some: readonly Position[]): BesideRow => ({
    pk: `${companyPrefix(companyId)}${customerPart(of)}`,
    sk,
    contactId,
    displayName,
    positions: some,
  });
  const at = [...Map.groupBy(positions, (one) => one.customerId)].map(([business, some]) =>
    row(business, `${AT}${lastDay(some)}#${contactId}`, some),
  );
  return customerId === undefined ? at : [...at, row(customerId, `${PERSON}${contactId}`, positions)];
}

type Query = { ctx: Context; of: CustomerId; first: string; last: string } & From;
const between = ({ ctx, of, first, last, from, size }: Query) =>
  queryPages<Place & { sk: string }>(
    ctx,
    {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': `${companyPrefix(ctx.companyId)}${customerPart(of)}`,
        ':first': first,
        ':last': last,
      },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: size,
    },
    from,
  );

/**
 * The contacts that lie with a customer: those who are at a business on a day or come later, or those that are an individual.
 * Those who stay come first; strongly consistent.
 */
export const placesWith = (ctx: Context, of: CustomerId, day: string, from: From) =>
  between({ ctx, of, first: `${AT}${day}#${LAST}`, last: `${PERSON}${LAST}`, ...from });

/** The contacts that are an individual. */
export const placesOfPerson = (ctx: Context, of: CustomerId, from: From) =>
  between({ ctx, of, first: PERSON, last: `${PERSON}${LAST}`, ...from });
