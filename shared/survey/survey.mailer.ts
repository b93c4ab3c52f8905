import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { settingsOf } from '../company/settings.ts';
import { localDay } from '../kernel/calendar.ts';
import { env } from '../kernel/env.ts';
import { type Envelope, sesMessage, UnsafeHeader } from '../mail/message.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { surveyMail } from '../../web/mail/survey-mail.tsx';
import { MailRefused, type Mailer } from './due.ts';
import { chooseLanguage } from './localized.schema.ts';
import { linksOf } from './survey-links.ts';
import { readTemplate } from './survey-template.store.ts';

let client: SESv2Client | undefined;

/** SES has no idempotency key: a second try by the SDK could be a second mail, so there is none. */
const ses = (): SESv2Client => (client ??= new SESv2Client({ maxAttempts: 1 }));

/** Sends survey mails and reminders by SES. Throws {@link MailRefused} when SES certainly took nothing. */
export function sesMailer(): Mailer {
  return async (ctx, survey, reminder) => {
    const template = await readTemplate(ctx, survey.templateId, survey.templateVersion);
    const to = survey.contact?.email;
    if (!template || to === undefined) throw new MailRefused('nothing to send or nobody to send it to');
    const { timeZone } = await settingsOf(ctx);
    const endsAt = new Date((survey.sentAt ? Date.parse(survey.sentAt) : ctx.now.getTime()) + survey.expiryMs);
    const company = template.brand.name ?? ctx.companyId;
    const language = chooseLanguage(survey.language, template.languages, template.languages[0] ?? 'en');
    const links = await linksOf(ctx, survey, { origin: env('PUBLIC_URL'), endsAt, reminder });
    const mail = surveyMail({
      template,
      language,
      company,
      brand: template.brand,
      facts: { customerName: survey.contact?.name ?? '', ticket: survey.relatedTo.ticketId ?? '' },
      ...links,
      expiresAt: endsAt,
      timeZone,
      reminder,
      daysLeft: daysBetween(localDay(ctx.now, timeZone), localDay(endsAt, timeZone)),
    });
    const { unsubscribeUrl } = links;
    const { fromAddress, replyTo } = template.brand;
    const tags = { company: ctx.companyId, survey: survey.surveyId, reminder: String(reminder) };
    return sendMail(mail, {
      from: { address: fromAddress ?? env('MAIL_FROM'), name: company },
      to,
      replyTo,
      unsubscribeUrl,
      tags,
    });
  };
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Sends one mail through the stack's configuration set; errors as {@link sesMailer}'s. */
export async function sendMail(mail: Mail, envelope: Envelope): Promise<{ messageId: string }> {
  const configurationSet = process.env['MAIL_CONFIGURATION_SET'] || undefined;
  try {
    const { MessageId } = await ses().send(new SendEmailCommand(sesMessage(mail, { ...envelope, configurationSet })));
    if (!MessageId) throw new Error('SES took the mail and named no id');
    return { messageId: MessageId };
  } catch (error) {
    throw certain(error);
  }
}

const MINUTE = 60_000;
/** Refusals that pass: too fast, or the account is being looked at. Minutes until another try is worth it. */
const passing: Record<string, number> = {
  TooManyRequestsException: 1,
  ThrottlingException: 1,
  LimitExceededException: 15,
  SendingPausedException: 60,
  AccountSuspendedException: 60,
  MailFromDomainNotVerifiedException: 60,
  NotFoundException: 60,
};

/** An answer of SES that says no is certain; anything else may have gone out, and stays as it is. */
function certain(error: unknown): unknown {
  if (error instanceof UnsafeHeader) return new MailRefused(error.message, undefined, { cause: error });
  if (!(error instanceof Error)) return error;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const minutes = passing[error.name] ?? (status === 429 ? 1 : undefined);
  if (minutes !== undefined) return new MailRefused(error.name, minutes * MINUTE, { cause: error });
  if (status !== undefined && status >= 400 && status < 500)
    return new MailRefused(error.name, undefined, { cause: error });
  return error;
}
