import { settingsOf } from '../company/settings.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import type { Envelope } from '../mail/message.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { MailRefused, sendMail } from '../mail/ses.ts';
import type { Brand } from '../survey-template/brand.schema.ts';
import type { Mailer } from './due.ts';
import { factsOf, senderOf } from '../survey/facts.ts';
import { chooseLanguage, type Facts, type SurveyLanguage } from '../survey-template/localized.schema.ts';
import { linksOf } from '../survey-link/survey-links.ts';
import type { SurveyTemplateInput } from '../survey-template/survey-template.schema.ts';
import { readTemplate } from '../survey-template/survey-template.store.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';

const MINUTE = 60_000;

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
