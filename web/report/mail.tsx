import type { Mail } from '../../shared/mail/mail.schema.ts';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { Button, FooterLink, Heading, mailDocument, Small, Text } from '../mail/kit.tsx';
import { standardBrand } from '../survey/standard-brand.ts';
import { directionOf, say } from '../survey/texts/texts.ts';
import type { Laid } from './laid.ts';
import { layOut } from './lay-out.ts';
import { Block, Halves, type PictureOf, type Room, TABLE_STYLE, Title } from './mail-parts.tsx';
import { mailText } from './mail-text.ts';
import { sideBySide } from './side-by-side.ts';
import { reportTexts } from './texts/texts.ts';

/** What belongs to a mail and not to the figures: where its links lead, and what became of the files. */
export type MailAround = {
  openUrl: string;
  unsubscribeUrl?: string | undefined;
  /** Files by the name that people see: with the mail, behind a link because of their size, and not printed at all. */
  attached?: readonly string[];
  toFetch?: readonly { name: string; url: string }[];
  missing?: readonly string[];
};

/** Gmail cuts a mail at 102 KB. */
const MAX_HTML_BYTES = 90_000;
const MAX_SUBJECT = 120;

// From generous to tight; what does not fit even then loses its last sections.
const rooms: readonly Room[] = [
  { rows: 40, quotes: 50, letters: 1000 },
  { rows: 20, quotes: 15, letters: 500 },
  { rows: 8, quotes: 5, letters: 250 },
  { rows: 3, quotes: 2, letters: 120 },
];

/** The report as a mail: figures as text, charts as pictures where `picture` knows one, the whole of it in the text part. */
export function reportMail(
  snapshot: Snapshot,
  around: MailAround,
  picture: PictureOf,
  maxBytes = MAX_HTML_BYTES,
): Mail {
  const fits = (html: string): boolean => Buffer.byteLength(html) <= maxBytes;
  const laid = layOut(snapshot);
  const subject = subjectOf(laid);
  const text = mailText(snapshot, laid, around);
  for (const room of rooms) {
    const html = htmlOf(snapshot, laid, subject, around, picture, room);
    if (fits(html)) return { subject, html, text };
  }
  const room = rooms.at(-1) ?? { rows: 0, quotes: 0, letters: 0 };
  for (let shown = laid.sections.length - 1; shown > 0; shown--) {
    const shorter = { ...laid, sections: laid.sections.slice(0, shown) };
    const html = htmlOf(snapshot, shorter, subject, around, picture, room, true);
    if (fits(html)) return { subject, html, text };
  }
  const html = htmlOf(
    snapshot,
    { ...laid, sections: [], excluded: [], formulas: [] },
    subject,
    around,
    picture,
    room,
    true,
  );
  return { subject, html, text };
}

/** `{title} · {period} · {headline}` on one line; what a program cuts off is the least important. */
function subjectOf({ mark, title, period, headline }: Laid): string {
  const line = [title, period, headline].filter(Boolean).join(' · ').replace(/\s+/g, ' ');
  const marked = mark ? `[${mark}] ${line}` : line;
  return marked.length <= MAX_SUBJECT
    ? marked
    : `${marked
        .slice(0, MAX_SUBJECT - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

function htmlOf(
  { language, company }: Snapshot,
  laid: Laid,
  subject: string,
  around: MailAround,
  picture: PictureOf,
  room: Room,
  shortened = false,
): string {
  const texts = reportTexts(language);
  const rtl = directionOf(language) === 'rtl';
  const more = (shown: number, of: number) => say(texts.moreRows, { shown, of });
  const first = laid.sections.flatMap(({ blocks }) => blocks).find((block) => block.type === 'chart');
  return mailDocument({
    frame: { language, company: company.brand.name ?? company.name, brand: company.brand },
    subject,
    preview: first?.type === 'chart' ? first.described : (laid.headline ?? laid.title),
    style: TABLE_STYLE,
    children: (
      <>
        {laid.warnings.map((warning) => (
          <Text key={warning} strong>
            {warning}
          </Text>
        ))}
        <Heading>
          <bdi>{laid.title}</bdi>
        </Heading>
        <Text strong>{laid.period}</Text>
        {laid.facts.map((fact) => (
          <Small key={fact}>{fact}</Small>
        ))}
        <Title>{texts.changes}</Title>
        <Text>{laid.changes.length ? laid.changes.join('\n') : texts.noChanges}</Text>
        {sideBySide(laid.sections).map((line) => {
          const sections = line.map(({ sectionId, title, width, blocks }) => (
            <div key={sectionId}>
              {title && <Title>{title}</Title>}
              {blocks.map((block, i) => (
                <Block
                  key={i}
                  block={block}
                  half={width === 'half'}
                  room={room}
                  rtl={rtl}
                  picture={picture}
                  more={more}
                />
              ))}
            </div>
          ));
          return sections.length > 1 ? <Halves rtl={rtl}>{sections}</Halves> : sections;
        })}
        {shortened && <Text strong>{texts.restInFiles}</Text>}
        <Files around={around} texts={texts} />
        <Button href={around.openUrl} accent={company.brand.accent || standardBrand.accent}>
          {texts.openInHeed}
        </Button>
        {laid.excluded.length > 0 && <Title>{texts.excluded}</Title>}
        {laid.excluded.map(({ metric, reasons }) => (
          <Small key={metric}>
            {metric}: {reasons}
          </Small>
        ))}
        {laid.formulas.length > 0 && <Title>{texts.formulas}</Title>}
        {laid.formulas.map(({ metric, formula }) => (
          <Small key={metric}>
            {metric}: <bdi>{formula}</bdi>
          </Small>
        ))}
      </>
    ),
    footer: (
      <>
        {texts.why}
        {around.unsubscribeUrl && (
          <>
            {' '}
            <FooterLink href={around.unsubscribeUrl}>{texts.unsubscribe}</FooterLink>
          </>
        )}
      </>
    ),
  });
}

function Files({ around, texts }: { around: MailAround; texts: ReturnType<typeof reportTexts> }) {
  const { attached = [], toFetch = [], missing = [] } = around;
  return (
    <>
      {attached.length > 0 && <Text>{say(texts.attached, { files: attached.join(', ') })}</Text>}
      {toFetch.length > 0 && (
        <Text>
          {say(texts.toFetch, { files: '' })}
          {toFetch.map(({ name, url }, i) => (
            <span key={url}>
              {i > 0 && ', '}
              <a href={url} style="color:inherit">
                {name}
              </a>
            </span>
          ))}
        </Text>
      )}
      {missing.length > 0 && <Text strong>{say(texts.notPrinted, { files: missing.join(', ') })}</Text>}
    </>
  );
}
