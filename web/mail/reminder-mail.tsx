import type { ReminderMailView } from '../../shared/activity/reminder-mail.ts';
import type { Mail } from '../../shared/mail/mail.schema.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { formatTime, say } from '../survey/texts/texts.ts';
import { Button, Heading, mailDocument, Text } from './kit.tsx';
import { reminderTexts } from './reminder-texts.ts';

/** The mail that reminds somebody of an activity. Its button opens the console: following a link changes nothing. */
export function reminderMail({ company, type, startAt, dueAt, timeZone, listUrl, ...view }: ReminderMailView): Mail {
  const language = chooseLanguage(view.language, surveyLanguages, 'en');
  const texts = reminderTexts[language];
  const subject = say(texts.subject, { subject: view.subject });
  const time = formatTime(language, new Date(startAt ?? dueAt), timeZone);
  const what = say(startAt === undefined ? texts.due : texts.begins, { type: texts.type[type], time });
  const why = say(texts.why, { company });
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: what,
    children: (
      <>
        <Heading>
          <bdi>{view.subject}</bdi>
        </Heading>
        <Text>{what}</Text>
        <Button href={listUrl} accent={standardBrand.accent}>
          {texts.open}
        </Button>
      </>
    ),
    footer: why,
  });
  return { subject, html, text: [subject, what, `${texts.open}: ${listUrl}`, '--', why].join('\n\n') };
}
