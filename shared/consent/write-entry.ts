import { setAddress } from '../contact-preference/contact-preference.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { isThereStill } from '../customer/still-there.ts';
import { create as createRecord } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { deterministicId, newId } from '../kernel/ids.ts';
import { compact } from '../kernel/json.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Consent, CreateConsent } from './consent.schema.ts';
import { consents, ledgerOf } from './consent.store.ts';
import { isQuestion } from './current.ts';

/** What an entry says, with the instant since when it holds. */
export type Written = Omit<CreateConsent, 'at' | 'expiresAt' | 'state'> & {
  state: Consent['state'];
  at: string;
  endsAt?: string | undefined;
  /** Where a question is mailed to. */
  address?: string | undefined;
};
/** Whose ledger it is, and the addresses that are told. */
type Of = Pick<StoredCustomer, 'customerId' | 'emails'>;

/** The rows of a customer's addresses repeat what the ledger says of surveys by mail; news that is older changes nothing there. */
async function tellAddresses(
  ctx: Context,
  { emails = [] }: Of,
  { purpose, channel, state, at }: Written,
): Promise<void> {
  if (purpose !== 'survey' || channel !== 'email' || isQuestion({ state })) return;
  const keyless = { ...ctx, idempotency: undefined };
  const told = { consent: state === 'granted' };
  await Promise.all(emails.map(({ address }) => setAddress(keyless, address, told, at)));
}

/** Adds an entry to the ledger of a customer, provided that they are there still; `also` says what is written with it. */
export async function writeEntry(
  ctx: Context,
  customer: Of,
  written: Written,
  { action = 'create', also }: { action?: string; also?: (consentId: Id<'consent'>) => TransactItem[] } = {},
): Promise<Consent> {
  const { customerId } = customer;
  // Its id carries the instant since when it holds: so the ledger lies in the order of what happened.
  const since = new Date(written.at);
  const { idempotency } = ctx;
  const consentId = idempotency ? deterministicId('consent', since, idempotency.seed) : newId('consent', since);
  const entry = compact({ ...written, customerId, consentId, entryId: `${ledgerOf(customerId)}${consentId}` });
  // Who said no is not asked, also where this is interrupted; who said yes is asked when it is written down.
  if (written.state !== 'granted') await tellAddresses(ctx, customer, written);
  const made = await createRecord(ctx, consents, entry, {
    action,
    also: [isThereStill(ctx, { customerId }), ...(also?.(consentId) ?? [])],
  });
  if (written.state === 'granted') await tellAddresses(ctx, customer, written);
  return made;
}
