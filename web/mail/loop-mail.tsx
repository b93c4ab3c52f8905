import type { ComponentChildren } from 'preact';
import type { LoopMailView } from '../../shared/initiative/loop-send.ts';
import {
  mergedLine,
  type Paragraph,
  paragraphsOf,
  VALUE_MARKS,
  withoutMarks,
} from '../../shared/initiative/loop-template.schema.ts';
import type { Mail } from '../../shared/mail/mail.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { say } from '../survey/texts/texts.ts';
import { FooterLink, mailDocument, Quote, Text } from './kit.tsx';
import { loopTexts } from './loop-texts.ts';

/** The mail that tells a person what became of their feedback. */
export function loopMail(view: LoopMailView): Mail {
  const { language, company, facts, unsubscribeUrl } = view;
  const subject = mergedLine(view.subject, facts);
  const paragraphs = paragraphsOf(view.body, facts);
  const texts = loopTexts[language];
  const why = say(texts.why, { company });
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: paragraphs.slice(0, 3).map(plain).join(' '),
    children: paragraphs.map((one) => (one.said ? <Quote>{one.text}</Quote> : <Text>{setApart(one.text)}</Text>)),
    footer: (
      <>
        {why} <FooterLink href={unsubscribeUrl}>{texts.unsubscribe}</FooterLink>
      </>
    ),
  });
  const text = [
    ...paragraphs.map((one) => (one.said ? `> ${one.text}` : plain(one))),
    '--',
    why,
    `${texts.unsubscribe}: ${unsubscribeUrl}`,
  ];
  return { subject, html, text: text.join('\n\n') };
}

const plain = ({ text }: Paragraph): string => withoutMarks(text);

/** Each value in a direction of its own, so that it does not turn the words around it. */
function setApart(text: string): ComponentChildren {
  return text.split(VALUE_MARKS.begin).map((part, index) => {
    if (index === 0) return part;
    const [value = '', rest = ''] = part.split(VALUE_MARKS.end);
    return (
      <>
        <bdi>{value}</bdi>
        {rest}
      </>
    );
  });
}
