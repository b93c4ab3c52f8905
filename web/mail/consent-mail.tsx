import type { ConsentMailView } from '../../shared/consent/ask-mail.ts';
import type { Mail } from '../../shared/mail/mail.schema.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { consentTexts, whatIsAsked } from '../notice/consent-texts.ts';
import { daysLeft, say } from '../survey/texts/texts.ts';
import { questionMail } from './question-mail.tsx';

/** The mail that asks for a consent. Its button opens a page: following it agrees to nothing. */
export function consentMail({ company, purpose, url, days, ...view }: ConsentMailView): Mail {
  const language = chooseLanguage(view.language, surveyLanguages, 'en');
  const { subject, mailText, until, open, why } = consentTexts[language];
  const said = { company, days: daysLeft(language, days), what: whatIsAsked(language, purpose) };
  return questionMail({
    language,
    company,
    url,
    subject: say(subject, said),
    text: say(mailText, said),
    open,
    until: say(until, said),
    why,
  });
}
