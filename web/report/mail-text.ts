import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { say } from '../survey/texts/texts.ts';
import type { Laid, LaidBlock, Prose } from './laid.ts';
import type { MailAround } from './mail.tsx';
import { reportTexts } from './texts/texts.ts';

/** The report in plain text, for those whose program shows nothing else: every figure of it. */
export function mailText({ language, company }: Snapshot, laid: Laid, around: MailAround): string {
  const texts = reportTexts(language);
  const heading = (text: string) => (text ? [text.toUpperCase()] : []);
  const files = [
    around.attached?.length ? say(texts.attached, { files: around.attached.join(', ') }) : undefined,
    around.toFetch?.length
      ? say(texts.toFetch, { files: around.toFetch.map(({ name, url }) => `${name} ${url}`).join(', ') })
      : undefined,
    around.missing?.length ? say(texts.notPrinted, { files: around.missing.join(', ') }) : undefined,
  ];
  const parts = [
    ...laid.warnings,
    `${company.brand.name ?? company.name}: ${laid.title}`,
    [laid.period, ...laid.facts].join('\n'),
    [...heading(texts.changes), ...(laid.changes.length ? laid.changes : [texts.noChanges])].join('\n'),
    ...laid.sections.flatMap(({ title, blocks }) => [
      ...heading(title),
      ...blocks.map((block) => blockText(block, (shown, of) => say(texts.moreRows, { shown, of }))),
    ]),
    ...files,
    `${texts.openInHeed}: ${around.openUrl}`,
    laid.excluded.length
      ? [...heading(texts.excluded), ...laid.excluded.map(({ metric, reasons }) => `${metric}: ${reasons}`)].join('\n')
      : undefined,
    laid.formulas.length
      ? [...heading(texts.formulas), ...laid.formulas.map(({ metric, formula }) => `${metric}: ${formula}`)].join('\n')
      : undefined,
    '--',
    [texts.why, around.unsubscribeUrl && `${texts.unsubscribe}: ${around.unsubscribeUrl}`].filter(Boolean).join('\n'),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function blockText(block: LaidBlock, more: (shown: number, of: number) => string): string {
  switch (block.type) {
    case 'tiles':
      return block.tiles
        .map(({ name, value, detail, lines }) =>
          [
            `${name}: ${value}${detail ? ` (${detail})` : ''}`,
            ...lines.map(({ label, text }) => `  ${label}: ${text}`),
          ].join('\n'),
        )
        .join('\n');
    case 'chart':
      return block.described;
    case 'table': {
      const rows = block.rows.map((row) =>
        row
          .map((cell, i) => (i === 0 ? cell : `${block.head[i] ?? ''} ${cell}`))
          .join(' | ')
          .replaceAll('\n', '; '),
      );
      return [...rows, ...(block.of > rows.length ? [more(rows.length, block.of)] : [])].join('\n');
    }
    case 'quotes':
      return [
        ...block.quotes.map(({ text, about }) => `${text.replace(/^/gm, '> ')}\n${about}`),
        ...(block.of > block.quotes.length ? [more(block.quotes.length, block.of)] : []),
      ].join('\n\n');
    case 'prose':
      return block.blocks.map(proseText).join('\n');
    case 'note':
      return block.text;
  }
}

type Spans = Extract<Prose[number], { type: 'paragraph' }>['spans'];
const spansText = (spans: Spans): string => spans.map(({ text, href }) => (href ? `${text} (${href})` : text)).join('');
function proseText(block: Prose[number]): string {
  if (block.type !== 'list') return spansText(block.spans);
  return block.items.map((spans, i) => `${block.ordered ? `${i + 1}.` : '-'} ${spansText(spans)}`).join('\n');
}
