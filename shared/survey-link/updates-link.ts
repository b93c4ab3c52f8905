import { addressFingerprint } from '../customer/customer-key.ts';
import type { Context } from '../kernel/context.ts';
import { masterKeys } from '../kernel/secret.ts';
import type { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { registerForLinks } from './link-company.ts';
import { companyHash, sealLink } from './survey-link.ts';

/** Unsubscribing must work long after a mail; this is far beyond any law's 30 or 60 days. */
const UPDATES_DAYS = 400;

/** The address at which a person turns off mails about what became of their feedback. It names no address to read. */
export async function updatesUrl(
  ctx: Context,
  email: string,
  origin: string,
  language: SurveyLanguage,
): Promise<string> {
  await registerForLinks(ctx);
  const token = sealLink(await masterKeys(), {
    purpose: 'updates',
    flags: 0,
    company: companyHash(ctx.companyId),
    subject: addressFingerprint(email),
    expiresAt: new Date(ctx.now.getTime() + UPDATES_DAYS * 86_400_000),
  });
  return `${origin}/s/${token}/updates?lang=${language}`;
}
