import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { svgOf } from '../chart/draw.tsx';
import { paper } from '../chart/theme.ts';
import { directionOf, say } from '../survey/texts/texts.ts';
import type { LaidBlock } from './laid.ts';
import { layOut } from './lay-out.ts';
import { sideBySide } from './side-by-side.ts';
import { reportTexts } from './texts/texts.ts';

/** A table longer than this is a file to compute with, not to read: the spreadsheet has all of it. */
export const MAX_PDF_ROWS = 500;
const CHART_WIDTH = 560;
/** Of a chart that shares its line, so that its labels are as large as those of others. */
const HALF_CHART_WIDTH = 270;

/** What the template prints, and the pictures that it names: path → SVG. */
export function pdfData(snapshot: Snapshot): { data: object; pictures: ReadonlyMap<string, string> } {
  const { language, company } = snapshot;
  const texts = reportTexts(language);
  const laid = layOut(snapshot);
  const rtl = directionOf(language) === 'rtl';
  const pictures = new Map<string, string>();
  const more = (shown: number, of: number) => (of > shown ? say(texts.moreRows, { shown, of }) : null);
  const printed = (block: LaidBlock, width: number): object => {
    if (block.type === 'chart') {
      const file = `/c${pictures.size + 1}.svg`;
      pictures.set(file, svgOf(block.chart, { theme: paper, language, width }));
      return { type: 'chart', file, described: block.described };
    }
    if (block.type === 'table') {
      const rows = block.rows
        .slice(0, MAX_PDF_ROWS)
        .map((row) => row.map((cell, i) => (rtl && i < block.names ? `\u2068${cell}\u2069` : cell)));
      return { ...block, rows, faint: block.faint ?? [], more: more(rows.length, block.of) };
    }
    return block.type === 'quotes' ? { ...block, more: more(block.quotes.length, block.of) } : block;
  };
  const data = {
    ...laid,
    // The fonts have neither of the two signs.
    formulas: laid.formulas.map((one) => ({
      ...one,
      formula: one.formula.replaceAll('≥', '>=').replaceAll('≤', '<='),
    })),
    date: snapshot.run.asOf.slice(0, 10).split('-').map(Number),
    lang: language,
    rtl,
    paper: snapshot.paper === 'a4' ? 'a4' : 'us-letter',
    company: company.brand.name ?? company.name,
    words: {
      page: texts.page,
      changes: texts.changes,
      noChanges: texts.noChanges,
      contents: texts.contents,
      excluded: texts.excluded,
      formulas: texts.formulas,
    },
    lines: sideBySide(laid.sections).map((line) =>
      line.map(({ title, width, blocks }) => ({
        title,
        blocks: blocks.map((block) => printed(block, width === 'half' ? HALF_CHART_WIDTH : CHART_WIDTH)),
      })),
    ),
  };
  return { data, pictures };
}
