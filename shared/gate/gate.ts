import type * as z from 'zod';
import { contactPreferences } from '../contact-preference/contact-preference.ts';
import type { ContactPreferences } from '../contact-preference/contact-preference.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { DecisionReason } from '../survey/survey.schema.ts';

/** Why somebody must not be written to now, by which rule, and from when on they may be. */
export type Refusal<R extends string = DecisionReason> = { reason: R; rule: string; nextEligibleAt?: Date };

/** A mail before it is sent: to whom, and whether the person must have agreed to mails of its kind. */
type Mail = {
  email: string | undefined;
  /** False for what is a service, such as an answer: what the address itself says holds for that, too. */
  consentRequired: boolean;
};

export const noAddress: Refusal = { reason: 'no_address', rule: 'an e-mail address is needed' };

/**
 * The one check before a mail to a customer, on what is true now; undefined where nothing forbids it. `topic` is what a
 * person may have said no to apart from all mails. Decide by it when a mail is planned, and again when it is sent.
 */
export async function gate(ctx: Context, mail: Mail & { topic?: undefined }): Promise<Refusal | undefined>;
export async function gate(
  ctx: Context,
  mail: Mail & { topic: 'updates' },
): Promise<Refusal<DecisionReason | 'updates_off'> | undefined>;
export async function gate(
  ctx: Context,
  { email, consentRequired, topic }: Mail & { topic?: 'updates' | undefined },
): Promise<Refusal<DecisionReason | 'updates_off'> | undefined> {
  if (email === undefined) return noAddress;
  const known = await contactPreferences(ctx, email);
  const refusal = addressRefusal(known, { consentRequired }, ctx.now);
  if (refusal) return refusal;
  return topic === 'updates' && known.productUpdates === false
    ? { reason: 'updates_off', rule: 'productUpdates=false' }
    : undefined;
}

/** Whether what is known of an address forbids a mail. Lasting reasons come first. */
export function addressRefusal(
  address: Omit<z.output<typeof ContactPreferences>, 'email'>,
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
