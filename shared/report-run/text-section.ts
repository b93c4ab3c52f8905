import { type MetricName, metricNames } from '../metrics/definitions.ts';
import type { SectionOf } from '../report/section.schema.ts';
import { type Frame, placeOf, selectionOf } from './frame.ts';
import type { Block, Data } from './snapshot-types.ts';

type Spans = Extract<Block, { type: 'paragraph' }>['spans'];

const heading = /^(#{1,3}) +(.+)$/;
const bullet = /^[-*] +(.+)$/;
const number = /^\d{1,3}[.)] +(.+)$/;
const inline = /\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:\/\/[^\s()]+)\)/g;

/** Blocks of a text: headings, lists and paragraphs with bold and links; every other mark stays as it is written. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const part of markdown.split(/\n[ \t]*\n/)) {
    for (const line of part.split('\n').map((one) => one.trim())) {
      if (line === '') continue;
      const [, marks, title] = heading.exec(line) ?? [];
      const item = bullet.exec(line)?.[1] ?? number.exec(line)?.[1];
      const last = blocks.at(-1);
      if (marks !== undefined && title !== undefined)
        blocks.push({ type: 'heading', level: marks.length, spans: spansOf(title) });
      else if (item !== undefined) {
        const ordered = number.test(line);
        if (last?.type === 'list' && last.ordered === ordered) last.items.push(spansOf(item));
        else blocks.push({ type: 'list', ordered, items: [spansOf(item)] });
      } else if (last?.type === 'paragraph' && !part.startsWith(line)) last.spans.push(...spansOf(` ${line}`));
      else blocks.push({ type: 'paragraph', spans: spansOf(line) });
    }
  }
  return blocks;
}

function spansOf(text: string): Spans {
  const spans: Spans = [];
  let from = 0;
  for (const { 0: whole, 1: bold, 2: words, 3: href, index } of text.matchAll(inline)) {
    if (href !== undefined && !URL.canParse(href)) continue;
    if (index > from) spans.push({ text: text.slice(from, index) });
    if (bold !== undefined) spans.push({ text: bold, bold: true });
    else if (words !== undefined && href !== undefined) spans.push({ text: words, href });
    from = index + whole.length;
  }
  if (from < text.length) spans.push({ text: text.slice(from) });
  return spans;
}

const placeholder = /\{\{(period|company|value:([a-z0-9_]+))\}\}/g;

export async function text(frame: Frame, section: SectionOf<'text'>): Promise<Data<'text'>> {
  const { language, words, ctx, family } = frame;
  const place = placeOf(frame, section);
  const { from, to } = place.range;
  const filled = new Map<string, string>([
    ['period', words.days(language, from, to)],
    ['company', ctx.companyId],
  ]);
  for (const [, name = '', metric] of section.markdown.matchAll(placeholder))
    if (metric !== undefined && isMetric(metric) && !filled.has(name)) {
      const figure = await family.plain(metric, { range: place.range, ...selectionOf(place) });
      filled.set(name, words.value(language, figure));
    }
  // Filled in after the text was cut into blocks: what a value says is never taken for marks.
  const fill = (spans: Spans): Spans =>
    spans.map((span) => ({
      ...span,
      text: span.text.replace(placeholder, (whole, name: string) => filled.get(name) ?? whole),
    }));
  const blocks = blocksOf(section.markdown).map((block): Block =>
    block.type === 'list' ? { ...block, items: block.items.map(fill) } : { ...block, spans: fill(block.spans) },
  );
  return { blocks };
}

const isMetric = (name: string): name is MetricName => (metricNames as readonly string[]).includes(name);
