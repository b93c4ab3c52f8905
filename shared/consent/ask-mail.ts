import { noteMessageRefusal } from '../asking/refuse.ts';
import { settingsOf } from '../company/settings.ts';
import { gate } from '../gate/gate.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { mailOnce } from '../mail/mail-once.ts';
import type { Consent } from './consent.schema.ts';
import { askedConsent, consentUrlOf } from './consent-link.ts';
import { ANSWER_DAYS, mailKey } from './question-rows.ts';

/** What the mail says that asks for a consent: everything but its look and language. */
export type ConsentMailView = {
  /** BCP 47. */
  language: string;
  company: string;
  purpose: Consent['purpose'];
  /** Where the person agrees. */
  url: string;
  /** For so long that works. */
  days: number;
};

/**
 * Mails the link by which a person agrees, once however often this is called. It goes also to whoever wants no mail, as long
 * as they have asked for it within the hour. Throws where SES refused for its rate.
 */
export async function mailQuestion(
  ctx: Context,
  { consentId }: { consentId: Id<'consent'> },
  render: (view: ConsentMailView) => Mail,
): Promise<void> {
  const asked = await askedConsent(ctx, consentId);
  if (!asked || asked.agreedAt !== undefined) return;
  const { question, customer } = asked;
  const { address: email, purpose } = question;
  const { customerId } = customer;
  const message = { customerId, email, purpose: 'service', channel: 'email' } as const;
  const refusal = await gate(ctx, { ...message, requestedAt: new Date(question.at) });
  if (refusal) {
    await noteMessageRefusal(ctx, { customerId, contact: { email } }, 'confirmation', refusal);
    return;
  }
  const { analysis } = await settingsOf(ctx);
  const language = customer.preferences?.language ?? analysis.defaultLanguage ?? 'en';
  const url = await consentUrlOf(ctx, env('PUBLIC_URL'), question);
  const outcome = await mailOnce(ctx, {
    key: mailKey(ctx, consentId),
    mail: render({ language, company: ctx.companyId, purpose, url, days: ANSWER_DAYS }),
    to: email,
    tags: { consent: consentId },
  });
  if (outcome.state === 'later') throw outcome.error;
}
