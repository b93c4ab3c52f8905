import type { Mail } from '../../shared/mail/mail.schema.ts';
import type { AskMailView } from '../../shared/outside-address/asking.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { daysLeft, say } from '../survey/texts/texts.ts';
import { askTexts } from './ask-texts.ts';
import { Button, Heading, mailDocument, Small, Text } from './kit.tsx';

/** The mail that asks an outside address whether it wants a company's mail. Its button opens a page: following it changes nothing. */
export function askMail({ company, url, days, ...view }: AskMailView): Mail {
  const language = chooseLanguage(view.language, surveyLanguages, 'en');
  const texts = askTexts[language];
  const said = { company, days: daysLeft(language, days) };
  const [subject, text, until, why] = [texts.subject, texts.text, texts.until, texts.why].map((one) =>
    say(one, said),
  ) as [string, string, string, string];
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: text,
    children: (
      <>
        <Heading>{subject}</Heading>
        <Text>{text}</Text>
        <Button href={url} accent={standardBrand.accent}>
          {texts.open}
        </Button>
        <Small>{until}</Small>
      </>
    ),
    footer: why,
  });
  return { subject, html, text: [subject, text, `${texts.open}: ${url}`, until, '--', why].join('\n\n') };
}
