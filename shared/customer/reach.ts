import { setAddress } from '../contact-preference/contact-preference.ts';
import type { FieldError } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { compact, jsonEqual, pick } from '../kernel/json.ts';
import type { CreateCustomer, StoredCustomer } from './customer.schema.ts';
import { parsePhones } from './phones.ts';

/** How somebody is reached, as it is stored: the same for customers and for contacts of businesses. */
export type Reach = Pick<StoredCustomer, 'emails' | 'phones' | 'doNotContact'>;
type WrittenReach = Pick<CreateCustomer, 'emails' | 'phones' | 'doNotContact'>;

/** How somebody is reached, as a caller would write it. */
export const writtenReach = ({ emails, phones, doNotContact }: Reach): WrittenReach => ({
  ...(emails && { emails: emails.map((one) => pick(one, ['address', 'label', 'primary'])) }),
  ...(phones && {
    phones: phones.map((one) => pick(one, ['number', 'extension', 'type', 'primary', 'consentToCall', 'consentDate'])),
  }),
  ...(doNotContact && { doNotContact: pick(doNotContact, ['value', 'reason']) }),
});

/** Exactly one of a list is the primary one: the first, where none is marked. */
const withPrimary = <T extends { primary?: boolean | undefined }>(list: readonly T[]): (T & { primary: boolean })[] => {
  const marked = Math.max(
    0,
    list.findIndex(({ primary }) => primary),
  );
  return list.map((one, at) => ({ ...one, primary: at === marked }));
};

/** What is stored of how somebody is reached, and what is wrong with it. `before` is absent for somebody new. */
export function settledReach(
  ctx: Context,
  { emails, phones, doNotContact }: WrittenReach,
  country: string | undefined,
  { before, imported }: { before?: Reach | undefined; imported?: boolean } = {},
): { reach: Reach; errors: FieldError[] } {
  const parsed = parsePhones(phones ?? [], country, { before: before?.phones, ...(imported && { imported }) });
  const told = before?.doNotContact;
  const isToldAgain = told && jsonEqual(compact(doNotContact ?? {}), pick(told, ['value', 'reason']));
  const by = { at: ctx.now.toISOString(), by: ctx.actor.id };
  return {
    reach: {
      emails: emails?.length ? withPrimary(emails) : undefined,
      phones: parsed.phones.length > 0 ? withPrimary(parsed.phones) : undefined,
      doNotContact: isToldAgain ? told : doNotContact && { ...doNotContact, ...by },
    },
    errors: parsed.errors,
  };
}

export const isStopped = ({ doNotContact }: Reach): boolean => doNotContact?.value === true;

/**
 * Says of somebody's addresses and numbers whether they may be written to: that is what all senders ask. What they were told
 * at the same time before costs no write.
 */
export async function tellSenders(
  ctx: Context,
  { emails = [], phones = [] }: Reach,
  { at, ...told }: { doNotContact: boolean; at: string },
): Promise<void> {
  const keyless = { ...ctx, idempotency: undefined };
  const all = [
    ...emails.map(({ address }) => address),
    ...phones.filter(({ check }) => check !== 'invalid').map(({ number }) => number),
  ];
  await Promise.all(all.map((address) => setAddress(keyless, address, told, at)));
}
