import { addressKey, customerKeyOf, normalEmail } from '../customer/customer-key.ts';
import { customersCalled, keysOf } from '../customer/identity.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { feedbackIdsOf } from '../feedback/feedback.personal.ts';
import { deletedCustomer } from '../customer/customer.personal.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { Context } from '../kernel/context.ts';
import type { Person } from '../kernel/personal.ts';
import { surveyIdsOf } from '../survey/survey.personal.ts';
import type { Subject } from './data-request.schema.ts';

const known = <T>(some: readonly (T | undefined)[]): T[] => [
  ...new Set(some.filter((one): one is T => one !== undefined)),
];

/** Whom a request is about: what the company has of them under an id of theirs, or where an address or number is theirs alone. */
async function customersOf(ctx: Context, subject: Subject): Promise<StoredCustomer[]> {
  const ours = subject.customerId === undefined ? undefined : asId('customer', subject.customerId);
  // One that is deleted holds all that it said for 30 days.
  const deleted = ours && (await deletedCustomer(ctx, ours));
  if (deleted) return [deleted];
  const { one } = await customersCalled(ctx, subject);
  return one ? [one] : [];
}

/** A shorter id occurs in other texts, too. */
const SHORTEST_ID = 5;

/** Whole names, addresses, numbers and ids: what stands in a file or a body that is about the person. */
const marksOf = ({
  subject,
  customers,
  emails,
  phones,
  ids,
}: Pick<Person, 'emails' | 'phones'> & { subject: Subject; customers: StoredCustomer[]; ids: string[] }): string[] => {
  const own = customers.flatMap(({ externalIds = [] }) => externalIds.map(({ id }) => id));
  const whole = customers.flatMap(({ displayName, firstName = '', lastName = '', type }) => [
    displayName,
    ...(type === 'individual'
      ? [`${firstName} ${lastName}`, `${lastName} ${firstName}`, `${lastName}, ${firstName}`]
      : []),
  ]);
  const names = whole.map((name) => name.trim()).filter((name) => /\S[ ,]+\S/.test(name));
  const outer = known([subject.customerId, ...own]).filter((id) => id.length >= SHORTEST_ID);
  return known([...names, ...emails, ...phones, ...outer, ...customers.map(({ customerId }) => customerId), ...ids]);
};

/**
 * The person whom a request is about, under all their names: of the customer that it names, and what it says itself, so that
 * people of whom no customer was made are found, too. Everything that they said and were asked is looked up.
 */
export async function personOf(ctx: Context, subject: Subject): Promise<Person> {
  const customers = await customersOf(ctx, subject);
  const emails = known([
    subject.email,
    ...customers.flatMap(({ emails: own = [] }) => own.map(({ address }) => address)),
  ]).map(normalEmail);
  const phones = known([
    subject.phone,
    ...customers.flatMap(({ phones: own = [] }) => own.map(({ number }) => number)),
  ]);
  const names = known([
    customerKeyOf(subject.customerId, undefined),
    ...emails.map(addressKey),
    ...customers.flatMap(keysOf),
  ]);
  const called = known(
    customers.flatMap(({ displayName, firstName, lastName, businessName }) => [
      displayName,
      firstName,
      lastName,
      businessName,
    ]),
  );
  const [feedbackIds, surveyIds] = await Promise.all([feedbackIdsOf(ctx, names), surveyIdsOf(ctx, names)]);
  return {
    customerIds: customers.map(({ customerId }) => customerId),
    names,
    emails,
    phones,
    called,
    marks: marksOf({ subject, customers, emails, phones, ids: [...feedbackIds, ...surveyIds] }),
    feedbackIds,
    surveyIds,
  };
}
