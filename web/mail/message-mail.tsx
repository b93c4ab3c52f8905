import type { Mail } from '../../shared/mail/mail.schema.ts';
import type { MessageMailView } from '../../shared/message/send-messages.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { say } from '../survey/texts/texts.ts';
import { mailDocument, Text } from './kit.tsx';
import { messageTexts } from './message-texts.ts';

/** The mail of a message that somebody wrote to a customer: their words, as text and in whatever direction they run. */
export function messageMail({ language, company, text, takesAnswers }: MessageMailView): Mail {
  const texts = messageTexts[language];
  const subject = say(texts.subject, { company });
  const paragraphs = text
    .trim()
    .split(/\n\s*\n/)
    .map((one) => one.trim());
  const footer = [say(texts.why, { company }), takesAnswers ? texts.answer : texts.noAnswer];
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: paragraphs.slice(0, 3).join(' '),
    // A long word, such as a link, must not make the mail wider than a telephone.
    children: paragraphs.map((one, index) => (
      <div key={index} dir="auto" style="text-align:start;overflow-wrap:anywhere;word-break:break-word">
        <Text>{one}</Text>
      </div>
    )),
    footer: footer.join(' '),
  });
  return { subject, html, text: [...paragraphs, '--', ...footer].join('\n\n') };
}
