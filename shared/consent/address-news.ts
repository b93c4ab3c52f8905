import { contactPreferences, setAddress } from '../contact-preference/contact-preference.ts';
import { identify } from '../customer/identity.ts';
import type { Context } from '../kernel/context.ts';
import { pick } from '../kernel/json.ts';
import type { Consent } from './consent.schema.ts';
import { isNo, isQuestion, latestFirst } from './current.ts';
import { entriesOf } from './ledger.ts';
import { consents } from './consent.store.ts';
import { writeEntry, type Written } from './write-entry.ts';

type AddressFacts = Parameters<typeof setAddress>[2];

/** What becomes known of an address, since when, and how it reached the company; the customer, where that is known. */
type News = {
  email: string;
  customerId?: string | undefined;
  facts: AddressFacts;
  at: string;
  source: string;
};
type Entry = Pick<Written, 'purpose' | 'state' | 'textVersion' | 'endsAt'>;

/** Marks what an opt-out of all mails has withdrawn, so that taking it back gives back that, and nothing else. */
const OPT_OUT = 'opt-out of all mails';
const optedOutOf = ['survey', 'marketing'] as const;

/**
 * Writes down what becomes known of an address, and the same in the ledger of the customer who has it, so that the two never
 * disagree and every other address of theirs obeys. Of an address that several have, and nobody is named, its row alone tells.
 */
export async function noteAddress(ctx: Context, { email, customerId, facts, at, source }: News): Promise<void> {
  const keyless = { ...ctx, idempotency: undefined };
  const toRow = () => setAddress(keyless, email, facts, at);
  const toLedger = () => tellLedger(keyless, { email, customerId, facts, at, source });
  // Who says no is not written to, also where this is interrupted: a no begins with the row, a yes ends with it.
  const isRefusal = facts.optedOut === true || facts.consent === false;
  for (const tell of isRefusal ? [toRow, toLedger] : [toLedger, toRow]) await tell();
}

async function tellLedger(ctx: Context, { email, customerId, facts, at, source }: News): Promise<void> {
  const { consent, optedOut } = facts;
  if (consent === undefined && optedOut === undefined) return;
  const customer = await identify(ctx, { customerId, email });
  if (!customer) return;
  const ledger: Consent[] = [];
  for await (const some of entriesOf(ctx, customer.customerId))
    ledger.push(...some.map((one) => consents.publicOf(one)));
  const byMail = ledger
    .filter((one) => one.channel === 'email' && one.at <= at && !isQuestion(one))
    .toSorted(latestFirst);
  const latest = (purpose: Entry['purpose']) => byMail.find((one) => one.purpose === purpose);
  const said: Entry[] = [
    ...(optedOut === true ? optedOutOf.map((purpose): Entry => ({ purpose, state: 'withdrawn' })) : []),
    ...(optedOut === false ? givenBack(byMail) : []),
    ...(consent !== undefined && optedOut !== true
      ? [{ purpose: 'survey' as const, state: consent ? ('granted' as const) : ('denied' as const) }]
      : []),
  ];
  for (const entry of new Map(said.map((one) => [one.purpose, one])).values()) {
    const before = latest(entry.purpose);
    if (before && !isOver(before, at) && isNo(before) === isNo(entry)) continue;
    const from = optedOut === true ? OPT_OUT : source;
    await writeEntry(ctx, customer, { ...entry, channel: 'email', basis: 'consent', source: from, at });
  }
}

const isOver = ({ expiresAt }: Consent, at: string): boolean => expiresAt !== undefined && expiresAt <= at;

/**
 * What an opt-out, or another source, has withdrawn, as it was before. Whoever takes it back gets surveys again, also where nothing was known of
 * that; advertising only with the consent that they had.
 */
export function givenBack(
  latestOnes: readonly Consent[],
  { of = optedOutOf, by = OPT_OUT }: { of?: readonly Entry['purpose'][]; by?: string } = {},
): Entry[] {
  return of.flatMap((purpose): Entry[] => {
    const [last, before] = latestOnes.filter((one) => one.purpose === purpose);
    if (last?.source !== by) return [];
    if (before?.state !== 'granted') return purpose === 'survey' && !before ? [{ purpose, state: 'granted' }] : [];
    return [{ purpose, state: 'granted', ...pick(before, ['textVersion']), endsAt: before.expiresAt }];
  });
}

/** Records what somebody knows of an address; `pausedUntil: null` ends a pause. */
export async function setContactPreferences(
  ctx: Context,
  {
    email,
    pausedUntil,
    ...change
  }: { email: string; pausedUntil?: null | undefined } & Omit<AddressFacts, 'pausedUntil'>,
) {
  const at = ctx.now.toISOString();
  const facts = { ...change, ...(pausedUntil === null && { pausedUntil: at }) };
  await noteAddress(ctx, { email, facts, at, source: 'contact preferences' });
  return contactPreferences(ctx, email);
}
