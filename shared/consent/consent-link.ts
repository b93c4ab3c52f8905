import { normalEmail } from '../customer/customer-key.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { survivorOf } from '../customer/survivor.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { masterKeys } from '../kernel/secret.ts';
import type { Stored } from '../kernel/store.ts';
import { registerForLinks } from '../survey-link/link-company.ts';
import { openedLink } from '../survey-link/opened-link.ts';
import { companyHash, idOfSubject, sealLink, subjectOfId } from '../survey-link/survey-link.ts';
import type { StoredConsent } from './consent.schema.ts';
import { consents, ledgerOf } from './consent.store.ts';
import { isNo, isQuestion } from './current.ts';
import { entriesOf } from './ledger.ts';
import { readQuestion } from './question-rows.ts';

/** The page on which a question is answered: who holds the link has read mail to the address. */
export async function consentUrlOf(
  ctx: Context,
  origin: string,
  { consentId, endsAt = ctx.now.toISOString() }: Pick<StoredConsent, 'consentId' | 'endsAt'>,
): Promise<string> {
  await registerForLinks(ctx);
  const token = sealLink(await masterKeys(), {
    purpose: 'confirm',
    flags: 0,
    company: companyHash(ctx.companyId),
    subject: subjectOfId(consentId),
    expiresAt: new Date(endsAt),
  });
  return `${origin}/c/${token}`;
}

/** A question that can be answered, or was agreed to by its link. */
export type AskedConsent = {
  question: Stored<StoredConsent> & { address: string };
  /** Who was asked, or whom they were merged into since. */
  customer: Stored<StoredCustomer>;
  /** Since when its link is used. */
  agreedAt: string | undefined;
};

/**
 * A question as it stands; undefined where it is over, the customer is gone or has the address no longer, or they have said no
 * to its purpose since.
 */
export async function askedConsent(ctx: Context, consentId: Id<'consent'>): Promise<AskedConsent | undefined> {
  const link = await readQuestion(ctx, consentId);
  if (!link) return undefined;
  const [entry, customer] = await Promise.all([
    consents.find(ctx, `${ledgerOf(link.customerId)}${consentId}`),
    survivorOf(ctx, link.customerId),
  ]);
  const { address } = entry ?? {};
  if (!entry || !customer || address === undefined || !isQuestion(entry)) return undefined;
  if (entry.endsAt === undefined || entry.endsAt <= ctx.now.toISOString()) return undefined;
  if (!customer.emails?.some((one) => normalEmail(one.address) === normalEmail(address))) return undefined;
  for await (const some of entriesOf(ctx, customer.customerId))
    if (some.some((one) => isNoSince(one, entry))) return undefined;
  return { question: { ...entry, address }, customer, agreedAt: link.agreedAt };
}

const isNoSince = (one: StoredConsent, { purpose, channel, at }: StoredConsent): boolean =>
  one.purpose === purpose && one.channel === channel && isNo(one) && one.at >= at;

/** The question of a link, and a context of its company; undefined for any link that does not hold, whatever is wrong with it. */
export async function openConsentLink(
  outer: Pick<Context, 'now' | 'requestId' | 'deadline'>,
  token: string,
): Promise<({ ctx: Context } & AskedConsent) | undefined> {
  const opened = await openedLink(outer, token, 'confirm', 'consent-page');
  if (!opened) return undefined;
  const { ctx, link } = opened;
  const asked = await askedConsent(ctx, idOfSubject('consent', link.subject));
  return asked && { ctx, ...asked };
}
