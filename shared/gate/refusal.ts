import type * as z from 'zod';
import type { channels, CurrentConsent, purposes } from '../consent/consent.schema.ts';
import { consentTo, isNo, isQuestion } from '../consent/current.ts';
import type { ContactPreferences } from '../contact-preference/contact-preference.schema.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import type { DecisionReason } from '../survey/survey.schema.ts';

/** Why somebody must not be written to now, by which rule, and from when on they may be. */
export type Refusal<R extends string = DecisionReason> = { reason: R; rule: string; nextEligibleAt?: Date };
export type Reason = DecisionReason | 'updates_off';

export type Purpose = (typeof purposes)[number];
export type Channel = (typeof channels)[number];
type Row = Omit<z.output<typeof ContactPreferences>, 'email'>;

/** All that is known of whom a message goes to: of the address or number itself, and of every customer who has it. */
export type Facts = {
  row: Row;
  who: readonly {
    customer: Pick<StoredCustomer, 'doNotContact' | 'preferences' | 'phones' | 'restrictedAt' | 'acknowledgements'>;
    current: readonly CurrentConsent[];
  }[];
};

/** A message, as far as it decides whether it may be sent. */
type Judged = {
  /** An address, or a number as the customer has it. */
  address: string;
  purpose: Purpose;
  channel: Channel;
  /** What a person may have said no to apart from all messages: `updates`, or a topic that the company’s limits name. */
  topic?: string | undefined;
  /** Of surveys: whether the company asks only those who have said yes. */
  consentRequired?: boolean;
  /** The version of the policy that has to be acknowledged first. */
  requiredPolicy?: string | undefined;
  /** The person asked for this very message a moment ago. */
  isAskedFor?: boolean;
};

export const noAddress: Refusal = { reason: 'no_address', rule: 'an e-mail address is needed' };
const needed: Partial<Record<Channel, string>> = {
  phone: 'a phone number is needed',
  sms: 'a phone number is needed',
  mail: 'a postal address is needed',
  push: 'no device of the person is known',
};
/** The same by another channel. */
export const noAddressBy = (channel: Channel): Refusal => ({ ...noAddress, rule: needed[channel] ?? noAddress.rule });
const optedOut = (rule: string): Refusal => ({ reason: 'opted_out', rule });

export const isByNumber = (channel: Channel): boolean => channel === 'phone' || channel === 'sms';

/** Whether a message must not be sent, by what is known; lasting reasons come first, in the order of the specification. */
export function refusalOf(judged: Judged & { topic?: undefined }, facts: Facts, now: Date): Refusal | undefined;
export function refusalOf(judged: Judged, facts: Facts, now: Date): Refusal<Reason> | undefined;
export function refusalOf(judged: Judged, { row, who }: Facts, now: Date): Refusal<Reason> | undefined {
  const { address, purpose, channel, topic, consentRequired = false, isAskedFor = false } = judged;
  // Mail that came back or was called spam stops also what was asked for: then others may have asked for it.
  if (isAskedFor)
    return addressRefusal({ bounced: row.bounced, complained: row.complained }, { consentRequired: false }, now);
  const byNumber = isByNumber(channel);
  const said = who.flatMap(
    ({ current }) => consentTo(current, { purpose, channel, ...(byNumber && { number: address }) }) ?? [],
  );
  if (who.some(({ customer }) => customer.restrictedAt !== undefined))
    return { reason: 'restricted', rule: 'the person asked for their data not to be used' };
  const { consent: agreed, ...facts } = row;
  // Of a customer the ledger tells the purposes; `consent` of an address is about surveys then, else about all its mails.
  const isAbout = purpose === 'survey' || topic === 'updates' || who.length === 0;
  const consent = byNumber || !isAbout ? undefined : agreed;
  const own = addressRefusal({ ...facts, consent }, { consentRequired: false }, now);
  if (own?.reason === 'do_not_contact') return own;
  if (who.some(({ customer }) => customer.doNotContact?.value))
    return { reason: 'do_not_contact', rule: 'doNotContact=true' };
  if (own?.reason === 'opted_out') return own;
  const no = said.find(isNo);
  if (no) return optedOut(`${purpose} by ${channel} ${no.state}`);
  if (purpose === 'marketing' && who.some(({ customer }) => customer.preferences?.frequency === 'none'))
    return optedOut('frequency=none');
  const isOff = topic !== undefined && who.some(({ customer }) => customer.preferences?.topics?.[topic] === false);
  if (isOff && topic !== 'updates') return optedOut(`topics.${topic}=false`);
  if (own) return own;
  if (topic === 'updates') {
    if (row.productUpdates === false || isOff)
      return { reason: 'updates_off', rule: isOff ? `topics.${topic}=false` : 'productUpdates=false' };
  }
  const { requiredPolicy } = judged;
  const isOpen = ({ customer }: Facts['who'][number]): boolean =>
    !customer.acknowledgements?.some(({ policyVersion }) => policyVersion === requiredPolicy);
  const open: Refusal | undefined =
    requiredPolicy !== undefined && who.some(isOpen)
      ? { reason: 'policy_not_acknowledged', rule: `policyVersion=${requiredPolicy}` }
      : undefined;
  if (said.some(({ state }) => state === 'granted') || (purpose === 'survey' && consent === true)) return open;
  if (byNumber) {
    const phones = who.flatMap(({ customer }) => customer.phones ?? []);
    const hasAgreed = phones.some(({ number, consentToCall }) => number === address && consentToCall === true);
    return hasAgreed ? open : { reason: 'call_consent_missing', rule: 'this number has no consent' };
  }
  const asked = said.find(isQuestion);
  if (asked && purpose !== 'service') return { reason: 'no_consent', rule: `${purpose} by ${channel} pending` };
  if (purpose === 'survey') return consentRequired ? { reason: 'no_consent', rule: 'consentRequired=true' } : undefined;
  if (purpose === 'service') return undefined;
  return { reason: 'no_consent', rule: `${purpose} by ${channel} ${said[0]?.state ?? 'not granted'}` };
}

/** Whether what is known of an address forbids a mail. Lasting reasons come first. */
export function addressRefusal(
  address: { [F in keyof Row]: Row[F] | undefined },
  settings: { consentRequired: boolean },
  now: Date,
): Refusal | undefined {
  if (address.doNotContact) return { reason: 'do_not_contact', rule: 'doNotContact=true' };
  if (address.optedOut) return { reason: 'opted_out', rule: 'the person unsubscribed' };
  const paused = address.pausedUntil === undefined ? undefined : new Date(address.pausedUntil);
  if (paused && paused > now)
    return { reason: 'opted_out', rule: 'the person asked for a pause', nextEligibleAt: paused };
  if (address.complained) return { reason: 'complained', rule: 'the person reported a survey as spam' };
  if (address.bounced) return { reason: 'bounced_address', rule: 'mail to this address came back' };
  if (settings.consentRequired ? address.consent !== true : address.consent === false) {
    return { reason: 'no_consent', rule: settings.consentRequired ? 'consentRequired=true' : 'consent=false' };
  }
  return undefined;
}
