import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { settingsOf } from '../company/settings.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { emitMetric } from '../kernel/log.ts';
import { type Envelope, sesMessage, UnsafeHeader } from '../mail/message.ts';
import type { Mail } from '../mail/mail.schema.ts';
import type { Brand } from '../survey-template/brand.schema.ts';
import { MailRefused, type Mailer } from './due.ts';
import { factsOf, senderOf } from '../survey/facts.ts';
import { chooseLanguage, type Facts, type SurveyLanguage } from '../survey-template/localized.schema.ts';
import { linksOf } from '../survey-link/survey-links.ts';
import type { SurveyTemplateInput } from '../survey-template/survey-template.schema.ts';
import { readTemplate } from '../survey-template/survey-template.store.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';

let client: SESv2Client | undefined;

const MINUTE = 60_000;

/** SES has no idempotency key: a second try by the SDK could be a second mail, so there is none. */
const ses = (): SESv2Client => (client ??= new SESv2Client({ maxAttempts: 1 }));

/** What a mail that asks, or reminds, says: everything but its look. */
export type SurveyMailView = {
  language: SurveyLanguage;
  company: string;
  brand: Pick<Brand, 'accent' | 'logoUrl'>;
  template: Pick<
    SurveyTemplateInput,
    'subject' | 'title' | 'intro' | 'questions' | 'ratingScale' | 'languages' | 'anonymous'
  >;
  facts: Facts;
  /** Full addresses. */
  answerUrl: string;
  unsubscribeUrl: string;
  preferencesUrl?: string;
  trapUrl?: string;
  expiresAt: Date;
  timeZone: string;
  /** Which reminder this is; 0 or undefined for the first mail. */
  reminder?: number;
  /** Whole days, in the company's calendar, until the survey ends; only reminders say it. */
  daysLeft?: number;
};
type Render = (view: SurveyMailView) => Mail;

/**
 * Sends survey mails and reminders by SES, as `render` makes them look. Throws {@link MailRefused} when SES certainly
 * took nothing.
 */
export function sesMailer(render: Render): Mailer {
  return async (ctx, survey, reminder) => {
    const { mail, envelope } = await write(ctx, render, survey, reminder).catch((error: unknown) => {
      if (error instanceof MailRefused) throw error;
      const name = error instanceof Error ? error.name : 'unknown';
      ctx.log.error('mail not written', { survey: survey.surveyId, name });
      // SES has not been asked yet, so a second try cannot be a second mail.
      throw new MailRefused('the mail could not be written', MINUTE, { cause: error });
    });
    return sendMail(mail, envelope);
  };
}

/** The mail and to whom it goes: everything that is done before SES is asked. */
async function write(
  ctx: Context,
  render: Render,
  survey: StoredSurvey,
  reminder: number,
): Promise<{ mail: Mail; envelope: Envelope }> {
  const template = await readTemplate(ctx, survey.templateId, survey.templateVersion);
  const to = survey.contact?.email;
  if (!template || to === undefined) throw new MailRefused('nothing to send or nobody to send it to');
  const { timeZone } = await settingsOf(ctx);
  const endsAt = new Date((survey.sentAt ? Date.parse(survey.sentAt) : ctx.now.getTime()) + survey.expiryMs);
  const company = senderOf(template, ctx.companyId);
  const links = await linksOf(ctx, survey, { origin: env('PUBLIC_URL'), endsAt, reminder });
  const mail = render({
    template,
    language: chooseLanguage(survey.language, template.languages, template.languages[0] ?? 'en'),
    company,
    brand: template.brand,
    facts: factsOf(survey, template),
    ...links,
    expiresAt: endsAt,
    timeZone,
    reminder,
    daysLeft: daysBetween(localDay(ctx.now, timeZone), localDay(endsAt, timeZone)),
  });
  const { fromAddress, replyTo } = template.brand;
  const envelope = {
    from: { address: fromAddress ?? env('MAIL_FROM'), name: company },
    to,
    replyTo,
    unsubscribeUrl: links.unsubscribeUrl,
    tags: { company: ctx.companyId, survey: survey.surveyId, reminder: String(reminder) },
  };
  return { mail, envelope };
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

/** Refusals of this very mail: tried again, it would be refused again. */
const final = new Set(['MessageRejected', 'BadRequestException']);
/** Refusals for the rate, and the minutes until another try is worth it. */
const tooFast: Record<string, number> = {
  TooManyRequestsException: 1,
  ThrottlingException: 1,
  LimitExceededException: 15,
};
const MENDING_MINUTES = 60;

/** An answer of SES that says no is certain; anything else may have gone out, and stays as it is. */
function certain(error: unknown): unknown {
  if (error instanceof UnsafeHeader) return new MailRefused(error.message, undefined, { cause: error });
  if (!(error instanceof Error)) return error;
  const { httpStatusCode = 500 } = (error as { $metadata?: { httpStatusCode?: number } }).$metadata ?? {};
  if (httpStatusCode < 400 || httpStatusCode >= 500) return error;
  if (final.has(error.name)) return new MailRefused(error.name, undefined, { cause: error });
  const soon = tooFast[error.name] ?? (httpStatusCode === 429 ? 1 : undefined);
  // A missing grant, an expired key, a stopped account: nothing is wrong with the mail, and somebody has to mend it.
  if (soon === undefined) emitMetric('mail_sender_refused', 1, { reason: error.name });
  return new MailRefused(error.name, (soon ?? MENDING_MINUTES) * MINUTE, { cause: error });
}
