import { contactPreferences, setAddress } from '../contact-preference/contact-preference.ts';
import { customersOfEmail } from '../customer/identity.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { type AskedConsent, askedConsent } from './consent-link.ts';
import { consentTo, isNo, isQuestion } from './current.ts';
import { currentIn } from './ledger.ts';
import { DOUBLE_OPT_IN, linkUsed } from './question-rows.ts';
import { writeEntry } from './write-entry.ts';

/**
 * The person agrees on the page of their link: from now on the consent is granted, with what shows it. However often this is
 * called, it is done once. Returns the question as it stands then; undefined where it cannot be answered any more.
 */
export const agree = (ctx: Context, consentId: Id<'consent'>): Promise<AskedConsent | undefined> =>
  retryOnConflict(ctx, async () => {
    const asked = await askedConsent(ctx, consentId);
    if (!asked || asked.agreedAt !== undefined) return asked;
    const { question, customer } = asked;
    const at = ctx.now.toISOString();
    const { purpose, channel, textVersion, address } = question;
    const [local = '', domain = ''] = address.split('@');
    const evidence = `Asked ${question.at} by mail to ${local.slice(0, 1)}…@${domain}, agreed ${at} on the page of its link (${consentId}).`;
    const granted = { purpose, channel, state: 'granted', basis: 'consent', source: DOUBLE_OPT_IN, evidence } as const;
    await liftOptOut(ctx, asked);
    await writeEntry(ctx, customer, { ...granted, textVersion, at }, { also: () => [linkUsed(ctx, consentId)] });
    return { ...asked, agreedAt: at };
  });

/**
 * Whoever has unsubscribed from all mails and agrees to one purpose gets that one: what the opt-out forbade beside it stays
 * forbidden in the ledger. Of an address that several have the opt-out stays, because it may be another one's.
 */
async function liftOptOut(ctx: Context, { question, customer }: AskedConsent): Promise<void> {
  const { address, purpose } = question;
  const { optedOut } = await contactPreferences(ctx, address);
  if (!optedOut || (await customersOfEmail(ctx, address)).length > 1) return;
  const at = ctx.now.toISOString();
  const current = await currentIn(ctx, customer.customerId, at);
  for (const other of (['marketing', 'survey'] as const).filter((one) => one !== purpose)) {
    const said = consentTo(current, { purpose: other, channel: 'email' });
    // Another question of theirs can still be answered.
    if (said && (isNo(said) || isQuestion(said))) continue;
    const no = {
      purpose: other,
      channel: 'email',
      state: 'withdrawn',
      basis: 'consent',
      source: DOUBLE_OPT_IN,
    } as const;
    await writeEntry(ctx, customer, { ...no, at });
  }
  await setAddress(ctx, address, { optedOut: false }, at);
}
