import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import { formatCount, formatMoment } from '../../chart/format.ts';
import type { Voice } from '../figures.ts';
import { type Grid, moment, text } from '../grid.ts';
import type { LaidBlock, Quote } from '../laid.ts';
import { groupingIn, nameIn } from '../texts/texts.ts';

type Verbatims = Extract<Snapshot['sections'][number], { kind: 'verbatims' }>;

/** What people wrote, each with what it is about. */
export function quoteBlocks(voice: Voice, items: Verbatims['items'], of: number): LaidBlock[] {
  const { language, texts, zone } = voice;
  const laid = items.map((item): Quote => {
    const scores = item.scores.map(
      ({ metric, value, max }) =>
        `${metric.toUpperCase()} ${formatCount(language, value)}/${formatCount(language, max)}`,
    );
    const about = [
      formatMoment(language, item.at, zone),
      ...scores,
      item.sentiment && nameIn(texts, item.sentiment),
      item.agent?.label,
      item.category,
    ];
    return { text: item.text, rtl: isRtlText(item.text, item.language), about: about.filter(Boolean).join(' · ') };
  });
  return laid.length ? [{ type: 'quotes', quotes: laid, of }] : [];
}

const rtlLanguages = new Set(['ar', 'fa', 'he', 'ur']);
/** By the language of the text, else by its first letter that has a direction. */
function isRtlText(text: string, language: string | undefined): boolean {
  if (language) return rtlLanguages.has(language);
  return /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
}

/** The same as rows, with the record behind each. */
export const quoteGrid = ({ texts }: Voice, items: Verbatims['items']): Omit<Grid, 'name'> => ({
  columns: [
    texts.at,
    texts.comment,
    texts.language,
    texts.scores,
    texts.sentiment,
    groupingIn(texts, 'agent'),
    groupingIn(texts, 'category'),
    texts.record,
  ],
  rows: items.map((item) => [
    moment(item.at),
    text(item.text),
    text(item.language),
    text(item.scores.map(({ metric, value, max }) => `${metric} ${value}/${max}`).join(', ')),
    item.sentiment ? text(nameIn(texts, item.sentiment)) : null,
    text(item.agent?.label),
    text(item.category),
    text(item.feedbackId),
  ]),
});
