import type { Mail } from '../../shared/mail/mail.schema.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { Button, Heading, mailDocument, Small, Text } from './kit.tsx';

type QuestionView = {
  language: SurveyLanguage;
  company: string;
  /** The page on which it is answered: following the link changes nothing. */
  url: string;
  subject: string;
  text: string;
  /** What the button says. */
  open: string;
  /** Until when it can be answered. */
  until: string;
  /** Why the mail comes. */
  why: string;
};

/** A mail that asks one thing, which is answered on the page behind its button. */
export function questionMail({ language, company, url, subject, text, open, until, why }: QuestionView): Mail {
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: text,
    children: (
      <>
        <Heading>{subject}</Heading>
        <Text>{text}</Text>
        <Button href={url} accent={standardBrand.accent}>
          {open}
        </Button>
        <Small>{until}</Small>
      </>
    ),
    footer: why,
  });
  return { subject, html, text: [subject, text, `${open}: ${url}`, until, '--', why].join('\n\n') };
}
