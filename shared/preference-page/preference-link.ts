import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { masterKeys } from '../kernel/secret.ts';
import { registerForLinks } from '../survey-link/link-company.ts';
import { companyHash, sealLink, subjectFlags, subjectOfId } from '../survey-link/survey-link.ts';

/** Unsubscribing must work long after a mail; this is far beyond any law's 30 or 60 days. */
const LASTING_MS = 400 * 86_400_000;

/**
 * The page on which a customer or a contact says what they wish. `…/unsubscribe` below it is what the header of a mail names
 * (RFC 8058), with `?purpose=` or `?topic=` where the mail is of one.
 */
export async function preferencesUrl(
  ctx: Context,
  who: Id<'customer'> | Id<'contact'>,
  origin: string,
): Promise<string> {
  await registerForLinks(ctx);
  const token = sealLink(await masterKeys(), {
    purpose: 'preferences',
    flags: subjectFlags(who),
    company: companyHash(ctx.companyId),
    subject: subjectOfId(who),
    expiresAt: new Date(ctx.now.getTime() + LASTING_MS),
  });
  return `${origin}/p/${token}`;
}
