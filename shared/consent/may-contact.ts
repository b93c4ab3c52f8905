import { takesLetters } from '../address/takes-letters.ts';
import { rulesOf } from '../asking/ask-rules.ts';
import { getByAnyId as customerOf } from '../customer/customer.ts';
import type { Customer } from '../customer/customer.schema.ts';
import { primaryFirst } from '../customer/primary-first.ts';
import { namesOfCustomer } from '../gate/admit.ts';
import { chooseChannel } from '../gate/channel-choice.ts';
import { factsOf, type Ledgers, policyFor, withConsents } from '../gate/gate.ts';
import {
  type Channel,
  type Facts,
  isByNumber,
  noAddressBy,
  type Purpose,
  type Refusal,
  refusalOf,
} from '../gate/refusal.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { capRefusal, isCounted } from '../limits/caps.ts';
import { readClock, type Sent, sentIn } from '../limits/clock.ts';
import type { Limits } from '../limits/limits.schema.ts';
import { limitsOf } from '../limits/limits.ts';
import { firstOpen } from '../limits/quiet-hours.ts';
import { theirs } from './consent.ts';
import { channels, type MayContact } from './consent.schema.ts';

type Reason = NonNullable<MayContact['reason']>;

/** All that is looked at for one customer and purpose. */
type Known = {
  customer: Customer;
  purpose: Purpose;
  consentRequired: boolean;
  requiredPolicy?: string | undefined;
  now: Date;
  /** What is known of each address and number. */
  facts: ReadonlyMap<string, Facts>;
  limits: Limits;
  /** What counts of what they were sent until then. */
  sent: readonly Sent[];
};

/**
 * What the gate knows of all addresses and numbers of a customer; each ledger is read once. Of a postal address nothing is known
 * but whose it is.
 */
async function factsOfAll(ctx: Context, customer: Customer, at: Date) {
  const { customerId, emails = [], phones = [], addresses = [] } = customer;
  const ledgers: Ledgers = new Map();
  const who = await withConsents(ctx, [customer], { at, ledgers });
  const letters = addresses.map(({ addressId }): [string, Facts] => [addressId, { row: {}, who }]);
  const all = [
    ...emails.map(({ address }) => [address, { email: address }] as const),
    ...phones.map(({ number }) => [number, { phone: number }] as const),
  ];
  const read = all.map(async ([one, to]) => [one, await factsOf(ctx, { customerId, ...to }, { at, ledgers })] as const);
  return new Map([...letters, ...(await Promise.all(read))]);
}

/** What a customer was sent until an instant, under every name that they have. */
async function sentUntil(ctx: Context, customer: Customer, until: Date) {
  const clock = await readClock(ctx, namesOfCustomer(customer));
  return sentIn(clock).filter(({ at }) => Date.parse(at) <= until.getTime());
}

const addressesOf = (channel: Channel, { emails, phones, addresses = [] }: Customer, now: Date): string[] => {
  if (channel === 'email') return primaryFirst(emails).map(({ address }) => address);
  if (channel === 'mail')
    return primaryFirst(addresses).flatMap((one) => (takesLetters(one, now) ? one.addressId : []));
  return isByNumber(channel) ? primaryFirst(phones).map(({ number }) => number) : [];
};

/** Why a channel is not to be used: that of its first address, where all of them are refused. */
function refusalBy(channel: Channel, known: Known, only?: string): Refusal<string> | undefined {
  const { customer, purpose, consentRequired, requiredPolicy, now, facts } = known;
  const addresses = only === undefined ? addressesOf(channel, customer, now) : [only];
  const refusals = addresses.map((address) =>
    refusalOf(
      { address, purpose, channel, consentRequired, requiredPolicy },
      facts.get(address) ?? { row: {}, who: [] },
      now,
    ),
  );
  return refusals.length === 0
    ? noAddressBy(channel)
    : refusals.includes(undefined)
      ? fullBy(channel, known)
      : refusals[0];
}

/** The cap that leaves no place for another message. */
function fullBy(channel: Channel, { customer, purpose, now, limits, sent }: Known): Refusal<string> | undefined {
  const message = { purpose, channel };
  return isCounted(message, limits)
    ? capRefusal(message, limits, customer.preferences?.frequency, sent, now)
    : undefined;
}

/** Quiet hours move what is allowed, and what a cap holds back until they begin. */
function outsideQuietHours(refusal: Refusal<string> | undefined, { limits, now }: Known, timeZone: string) {
  if (refusal && refusal.reason !== 'frequency_cap') return refusal;
  const from = refusal?.nextEligibleAt ?? now;
  const nextEligibleAt = firstOpen(from, limits, timeZone);
  if (refusal) return { ...refusal, nextEligibleAt };
  const { from: begin, to: end } = limits.quietHours ?? {};
  return nextEligibleAt > now
    ? { reason: 'quiet_hours', rule: `quietHours=${begin}-${end}`, nextEligibleAt }
    : undefined;
}

/**
 * By which channel to write to them. All that is sent to customers today are mails, so by no other channel are answers known,
 * and mail is taken where it is permitted.
 */
function choiceOf(known: Known): MayContact['channelChoice'] {
  const { preferredMethod: preferred, accessibility } = known.customer.preferences ?? {};
  const isDeaf = accessibility?.needs?.some((need) => need === 'text_relay' || need === 'sign_language') ?? false;
  const open = channels.filter((channel) => !(channel === 'phone' && isDeaf));
  return chooseChannel({ preferred, permitted: open.filter((channel) => refusalBy(channel, known) === undefined) });
}

type Asked = {
  customerId: Id<'customer'>;
  channel: Channel;
  purpose: Purpose;
  number?: string | undefined;
  at?: string | undefined;
};

/**
 * Whether a customer may be contacted by a channel for a purpose, why not, and which channel suits them best; 404 for nobody,
 * 400 for a number of somebody else, or one for what reaches no number. It judges as the gate does, by the same function.
 */
export async function mayContact(
  ctx: Context,
  { customerId, channel, purpose, number: called, at }: Asked,
): Promise<MayContact> {
  const customer = await customerOf(ctx, { customerId });
  const number = called === undefined || !isByNumber(channel) ? undefined : await theirs(ctx, customer, called);
  if (called !== undefined && number === undefined)
    throw invalid({ parameter: 'number', detail: 'must be a number of the customer, for phone and sms alone' });
  const now = at === undefined ? ctx.now : new Date(at);
  const [facts, { surveys, timeZone }, limits, sent, policy] = await Promise.all([
    factsOfAll(ctx, customer, now),
    rulesOf(ctx, true),
    limitsOf(ctx),
    sentUntil(ctx, customer, now),
    policyFor(ctx, { purpose }),
  ]);
  const known = { customer, purpose, consentRequired: surveys.consentRequired, ...policy, now, facts, limits, sent };
  const zone = customer.preferences?.timeZone ?? timeZone;
  const refused = refusalBy(channel, known, number);
  // A letter wakes nobody.
  const refusal = channel === 'mail' ? refused : outsideQuietHours(refused, known, zone);
  const channelChoice = choiceOf(known);
  if (!refusal) return { allowed: true, channelChoice };
  const { reason, rule, nextEligibleAt } = refusal;
  return {
    allowed: false,
    reason: reason as Reason,
    rule,
    ...(nextEligibleAt && { nextEligibleAt: nextEligibleAt.toISOString() }),
    channelChoice,
  };
}
