import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { masterKeys } from '../kernel/secret.ts';
import { registerForLinks } from './link-company.ts';
import { companyHash, LINK_GRACE_DAYS, linkFlags, sealLink, subjectFlags, subjectOfId } from './survey-link.ts';

const DAY = 86_400_000;
/** Unsubscribing must work long after a mail; this is far beyond any law's 30 or 60 days. */
const UNSUBSCRIBE_DAYS = 400;
const FRESH_MS = 3_600_000;

export type SurveyLinks = {
  answerUrl: string;
  unsubscribeUrl: string;
  preferencesUrl: string;
  /** An answer link that no person can see; what is posted through it comes from a machine. */
  trapUrl: string;
};

/** Every link of one survey mail. */
export async function linksOf(
  ctx: Context,
  survey: { surveyId: string; contact?: { email?: string | undefined } | undefined },
  { origin, endsAt, reminder = 0 }: { origin: string; endsAt: Date; reminder?: number },
): Promise<SurveyLinks> {
  await registerForLinks(ctx);
  const master = await masterKeys();
  const company = companyHash(ctx.companyId);
  const subject = subjectOfId(survey.surveyId);
  const flags = reminder & linkFlags.reminder;
  const lasting = new Date(ctx.now.getTime() + UNSUBSCRIBE_DAYS * DAY);
  const answering = {
    purpose: 'answer' as const,
    company,
    subject,
    expiresAt: new Date(endsAt.getTime() + LINK_GRACE_DAYS * DAY),
  };
  const answer = sealLink(master, { ...answering, flags });
  const trap = sealLink(master, { ...answering, flags: flags | linkFlags.trap });
  const unsubscribe = sealLink(master, { purpose: 'unsubscribe', flags, company, subject, expiresAt: lasting });
  const preferences = sealLink(master, { purpose: 'preferences', flags, company, subject, expiresAt: lasting });
  return {
    answerUrl: `${origin}/s/${answer}`,
    trapUrl: `${origin}/s/${trap}`,
    unsubscribeUrl: `${origin}/s/${unsubscribe}/unsubscribe`,
    preferencesUrl: `${origin}/s/${preferences}/preferences`,
  };
}

/** A link to a person's own history, sent only to their address and good for an hour. */
export async function ownFeedbackUrl(
  ctx: Context,
  id: Id<'survey'> | Id<'customer'> | Id<'contact'>,
  origin: string,
): Promise<string> {
  await registerForLinks(ctx);
  const token = sealLink(await masterKeys(), {
    purpose: 'preferences',
    flags: linkFlags.fresh | subjectFlags(id),
    company: companyHash(ctx.companyId),
    subject: subjectOfId(id),
    expiresAt: new Date(ctx.now.getTime() + FRESH_MS),
  });
  return `${origin}/s/${token}/me`;
}
