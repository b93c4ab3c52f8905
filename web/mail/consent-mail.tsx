import type { ConsentMailView } from '../../shared/consent/ask-mail.ts';
import type { Mail } from '../../shared/mail/mail.schema.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { consentTexts, whatIsAsked } from '../notice/consent-texts.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { daysLeft, say } from '../survey/texts/texts.ts';
import { Button, Heading, mailDocument, Small, Text } from './kit.tsx';

/** The mail that asks for a consent. Its button opens a page: following it agrees to nothing. */
export function consentMail({ company, purpose, url, days, ...view }: ConsentMailView): Mail {
  const language = chooseLanguage(view.language, surveyLanguages, 'en');
  const texts = consentTexts[language];
  const said = { company, days: daysLeft(language, days), what: whatIsAsked(language, purpose) };
  const [subject, text, until] = [texts.subject, texts.mailText, texts.until].map((one) => say(one, said)) as [
    string,
    string,
    string,
  ];
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
    footer: texts.why,
  });
  return { subject, html, text: [subject, text, `${texts.open}: ${url}`, until, '--', texts.why].join('\n\n') };
}
