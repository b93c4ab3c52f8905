import { settingsOf } from '../company/settings.ts';
import { gate } from '../gate/gate.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { isThere } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { mailOnce } from '../mail/mail-once.ts';
import { addressUrlOf, ASK_DAYS } from './address-link.ts';
import type { OutsideAddress } from './outside-address.schema.ts';
import { outsideAddresses } from './outside-address.store.ts';

/** What the mail says that asks an address: everything but its look and language. */
export type AskMailView = {
  /** BCP 47. */
  language: string;
  company: string;
  /** Where the address agrees, or says that it wants no mail. */
  url: string;
  /** For so long that works. */
  days: number;
};
export type RenderAsk = (view: AskMailView) => Mail;

const WEEK_MS = 7 * 86_400_000;

/**
 * Asks an address that has not answered whether it wants the company's mail. At most one mail goes out in a week, however
 * often this is called, and also where the address was removed and named again. Throws where SES refused for its rate.
 */
export async function askByMail(
  ctx: Context,
  { addressId }: Pick<OutsideAddress, 'addressId'>,
  render: RenderAsk,
): Promise<void> {
  const found = await outsideAddresses.find(ctx, addressId);
  if (!isThere(ctx, found) || found.state !== 'pending') return;
  const { email, askedAt, language } = found;
  // It stays pending: what may be sent there later is asked then.
  if (await gate(ctx, { email, purpose: 'service', channel: 'email' })) return;
  const url = await addressUrlOf(ctx, env('PUBLIC_URL'), { addressId, days: ASK_DAYS });
  const { analysis } = await settingsOf(ctx);
  const view = { language: language ?? analysis.defaultLanguage ?? 'en', company: ctx.companyId, url, days: ASK_DAYS };
  const week = Math.floor(Date.parse(askedAt) / WEEK_MS);
  const outcome = await mailOnce(ctx, {
    key: { pk: `${companyPrefix(ctx.companyId)}oam#${addressId}`, sk: `ask#${week}` },
    mail: render(view),
    to: email,
    unsubscribeUrl: url,
    tags: { address: addressId },
  });
  if (outcome.state === 'later') throw outcome.error;
}
