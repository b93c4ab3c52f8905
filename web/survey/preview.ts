import { chooseLanguage, type SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import type { SurveyTemplateInput } from '../../shared/survey-template/survey-template.schema.ts';
import { surveyMail } from '../mail/survey-mail.tsx';
import { answerPage } from './answer-page.tsx';

type PreviewInput = { template: SurveyTemplateInput; language: SurveyLanguage; customerName?: string | undefined };

/** What people would see of a template, in one of its languages; links lead nowhere and nothing is stored. */
export function preview({ template, ...input }: PreviewInput, company: string, now: Date) {
  const language = chooseLanguage(input.language, template.languages, template.languages[0] ?? 'en');
  const { brand } = template;
  const facts = { ...(input.customerName && { customerName: input.customerName }), ticket: 'T-1234' };
  const frame = { template, language, brand, company: brand.name ?? company, facts };
  const channels = template.anonymous ? [] : (['email', 'phone', 'sms'] as const);
  const mail = {
    ...frame,
    answerUrl: 'https://example.com/s/preview',
    unsubscribeUrl: 'https://example.com/s/preview/unsubscribe',
    preferencesUrl: 'https://example.com/s/preview',
    expiresAt: new Date(now.getTime() + template.expiryDays * 86_400_000),
    timeZone: 'UTC',
  };
  return {
    page: answerPage({
      ...frame,
      action: '#',
      nonce: '',
      answers: {},
      preview: true,
      unsubscribeUrl: '#',
      contact: { channels },
    }).html,
    mail: surveyMail(mail),
    reminder: surveyMail({ ...mail, reminder: 1, daysLeft: 3 }),
  };
}
