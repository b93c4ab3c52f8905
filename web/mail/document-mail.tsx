import type { DocumentMailView } from '../../shared/document/share-mail.ts';
import type { Mail } from '../../shared/mail/mail.schema.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { documentTexts } from '../notice/document-texts.ts';
import { directionOf, formatTime, say } from '../survey/texts/texts.ts';
import { questionMail } from './question-mail.tsx';

/** The mail with the link to a document. Its button opens a page: following it fetches nothing. */
export function documentMail({ company, name, url, until, timeZone, ...view }: DocumentMailView): Mail {
  const language = chooseLanguage(view.language, surveyLanguages, 'en');
  const texts = documentTexts[language];
  // Among words from right to left the name of a file keeps its own direction.
  const isolated = directionOf(language) === 'rtl' ? `\u2068${name}\u2069` : name;
  const said = { company, name: isolated, time: formatTime(language, until, timeZone) };
  return questionMail({
    language,
    company,
    url,
    subject: say(texts.subject, said),
    text: say(texts.mailText, said),
    open: texts.open,
    until: say(texts.until, said),
    why: say(texts.why, said),
  });
}
