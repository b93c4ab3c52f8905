import type { Mail } from '../../shared/mail/mail.schema.ts';
import type { AskMailView } from '../../shared/outside-address/asking.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { daysLeft, say } from '../survey/texts/texts.ts';
import { askTexts } from './ask-texts.ts';
import { questionMail } from './question-mail.tsx';

/** The mail that asks an outside address whether it wants a company's mail. Its button opens a page: following it changes nothing. */
export function askMail({ company, url, days, ...view }: AskMailView): Mail {
  const language = chooseLanguage(view.language, surveyLanguages, 'en');
  const { subject, text, until, open, why } = askTexts[language];
  const said = { company, days: daysLeft(language, days) };
  return questionMail({
    language,
    company,
    url,
    subject: say(subject, said),
    text: say(text, said),
    open,
    until: say(until, said),
    why: say(why, said),
  });
}
