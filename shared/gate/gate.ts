import { currentIn } from '../consent/ledger.ts';
import type { CurrentConsent } from '../consent/consent.schema.ts';
import { contactPreferences } from '../contact-preference/contact-preference.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { customersCalled } from '../customer/identity.ts';
import { requiredPolicy } from '../policy/required.ts';
import type { Context } from '../kernel/context.ts';
import type { DecisionReason } from '../survey/survey.schema.ts';
import { type Channel, type Facts, noAddress, type Purpose, type Reason, type Refusal, refusalOf } from './refusal.ts';

/** Whom a message goes to: `customerId` is an id of ours or the company's own, `phone` E.164. */
type To = { customerId?: string | undefined; email?: string | undefined; phone?: string | undefined };

/** A message before it is sent: to whom, what for, and by which channel. */
export type Message = To & {
  purpose: Purpose;
  channel: Channel;
  /** Of surveys: whether the company asks only those who have said yes. */
  consentRequired?: boolean;
  /** When the person asked for this very message: within an hour it goes to whoever wants no other. */
  requestedAt?: Date;
};

const HOUR = 3_600_000;

/**
 * The one check before a message to a customer, on what is true now; undefined where nothing forbids it. `topic` is what a
 * person may have said no to apart from all messages. Decide by it when a message is planned, and again when it is sent.
 */
export async function gate(ctx: Context, message: Message & { topic?: undefined }): Promise<Refusal | undefined>;
export async function gate(
  ctx: Context,
  message: Message & { topic: 'updates' },
): Promise<Refusal<DecisionReason | 'updates_off'> | undefined>;
export async function gate(
  ctx: Context,
  message: Message & { topic?: string | undefined },
): Promise<Refusal<Reason> | undefined> {
  const way = wayOf(ctx, message);
  if (!way) return noAddress;
  const [facts, policy] = await Promise.all([factsOf(ctx, message), policyFor(ctx, message)]);
  return refusalOf({ ...way, ...policy }, facts, ctx.now);
}

/** Which version of the policy has to be acknowledged for a message: none but for marketing. */
export const policyFor = async (
  ctx: Context,
  { purpose }: Pick<Message, 'purpose'>,
): Promise<{ requiredPolicy?: string | undefined }> =>
  purpose === 'marketing' ? { requiredPolicy: await requiredPolicy(ctx) } : {};

/** A message as it is judged; undefined where there is nowhere to send it to. */
export function wayOf({ now }: Context, message: Message & { topic?: string | undefined }) {
  const { email, phone, requestedAt, purpose, channel, topic, consentRequired = false } = message;
  const address = email ?? phone;
  if (address === undefined) return undefined;
  return { address, purpose, channel, topic, consentRequired, isAskedFor: isWithinTheHour(requestedAt, now) };
}

const isWithinTheHour = (requestedAt: Date | undefined, now: Date): boolean =>
  requestedAt !== undefined && requestedAt <= now && now.getTime() - requestedAt.getTime() <= HOUR;

/** What ledgers say that were read already, where several messages are judged. */
export type Ledgers = Map<string, Promise<CurrentConsent[]>>;

/**
 * What is known of whom a message goes to, and who they are where it is one alone. Two requests for an address that no customer has, two more for those who have it
 * (at most ten), up to two for an id, and one for each ledger with at most 200 entries.
 */
export async function factsOf(
  ctx: Context,
  { customerId, email, phone }: To,
  { at = ctx.now, ledgers = new Map() }: { at?: Date; ledgers?: Ledgers } = {},
): Promise<Facts & { one: StoredCustomer | undefined }> {
  const [row, { all, one }] = await Promise.all([
    contactPreferences(ctx, email ?? phone ?? ''),
    customersCalled(ctx, { customerId, email, phone }),
  ]);
  return { row, one, who: await withConsents(ctx, all, { at, ledgers }) };
}

/** Customers with what their ledgers say at an instant. */
export const withConsents = <C extends { customerId: Parameters<typeof currentIn>[1] }>(
  ctx: Context,
  customers: readonly C[],
  { at = ctx.now, ledgers = new Map() }: { at?: Date; ledgers?: Ledgers } = {},
): Promise<{ customer: C; current: CurrentConsent[] }[]> =>
  Promise.all(
    customers.map(async (customer) => {
      const known = ledgers.get(customer.customerId) ?? currentIn(ctx, customer.customerId, at.toISOString());
      ledgers.set(customer.customerId, known);
      return { customer, current: await known };
    }),
  );
