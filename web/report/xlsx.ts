import { type CellStyle, type CellValue, type SheetChart, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { directionOf } from '../survey/texts/texts.ts';
import { clockOf } from './clock.ts';
import type { Voice } from './figures.ts';
import { type Cell, compact, type Grid, text } from './grid.ts';
import { gridsOf } from './grids.ts';
import type { Laid } from './laid.ts';
import { layOut } from './lay-out.ts';
import { reportTexts } from './texts/texts.ts';

const formats: Readonly<Record<string, string>> = {
  points: '0.0',
  percent: '0.0"%"',
  'ratio 0–1': '0.0%',
  'score 1–5': '0.00',
  'score 1–7': '0.00',
  'ratio −1–1': '0.00',
  'correlation −1–1': '0.00',
  minutes: '0.0',
  hours: '0.0',
  seconds: '0.0',
};

/** Prints a snapshot as a workbook: what it is about first, then a sheet for each section, with numbers at full precision. */
export async function printXlsx(snapshot: Snapshot): Promise<Uint8Array> {
  const { language, company } = snapshot;
  const laid = layOut(snapshot);
  const texts = reportTexts(language);
  const voice: Voice = { language, texts, zone: company.zone };
  const units = new Map<string, string>(snapshot.formulas.map(({ metric, unit }) => [metric, unit]));
  const grids = snapshot.sections.flatMap((section, i) => {
    const title = laid.sections[i]?.title || texts.kinds[section.kind] || texts.comment;
    const { figures, list } = gridsOf(voice, section, units);
    const both = figures && list;
    return [
      ...(figures ? [{ name: title, ...figures }] : []),
      ...(list ? [{ name: both ? `${title} (${texts.rows})` : title, ...list }] : []),
    ];
  });
  const names = sheetNames([texts.aboutSheet, ...grids.map(({ name }) => name)]);
  const rtl = directionOf(language) === 'rtl';
  const sheets = [about(snapshot, laid), ...grids].map((grid, i) =>
    sheetOf(compact({ ...grid, name: names[i] ?? grid.name }), company.zone, rtl),
  );
  // Of the figures, not of the printing: printed again it is the same file.
  const at = new Date(snapshot.run.asOf);
  return await writeXlsx({
    sheets,
    defaultFont: FONT,
    properties: { title: laid.title, company: company.name, created: at, modified: at },
  });
}

/** Names that Excel takes, each once: at most 31 characters, without the seven that it forbids. */
function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const plain =
      title
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/^'|'$/g, '') || '–';
    for (let i = 1; ; i++) {
      const end = i > 1 ? ` ${i}` : '';
      const name = `${plain
        .slice(0, 31 - end.length)
        .toWellFormed()
        .replace(/\ufffd$/, '')}${end}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

function about(snapshot: Snapshot, laid: Laid): Grid {
  const texts = reportTexts(snapshot.language);
  const line = (name: string, value: string): Cell[] => [text(name), text(value), null];
  return {
    name: texts.aboutSheet,
    columns: [texts.aboutSheet, laid.title, ''],
    rows: [
      ...laid.warnings.map((warning) => line('', warning)),
      line(texts.period, laid.period),
      ...laid.facts.map((fact) => line('', fact)),
      ...(laid.changes.length ? laid.changes : [texts.noChanges]).map((change, i) =>
        line(i === 0 ? texts.changes : '', change),
      ),
      ...laid.excluded.map(({ metric, reasons }) => line(texts.excluded, `${metric}: ${reasons}`)),
      [text(texts.metric), text(texts.formula), text(texts.source)],
      ...laid.formulas.map(({ metric, formula, source }) => [text(metric), text(formula), text(source)]),
    ],
  };
}

function valueOf(cell: Cell, zone: string): CellValue {
  switch (cell?.type) {
    case undefined:
      return null;
    case 'text':
      // What Excel can hold in a cell.
      return cell.text.slice(0, 32_000).toWellFormed();
    case 'number':
      return cell.value;
    case 'day':
      return new Date(`${cell.day}T00:00:00Z`);
    case 'moment':
      // Spreadsheets know no zones: a time is the clock's in the company's.
      return clockOf(cell.at, zone);
  }
}

function styleOf(cell: Cell): CellStyle | undefined {
  switch (cell?.type) {
    case 'number':
      return { numFmt: formats[cell.unit] ?? '#,##0' };
    case 'day':
      return { numFmt: 'yyyy-mm-dd' };
    case 'moment':
      return { numFmt: 'yyyy-mm-dd hh:mm' };
    case 'text':
      return cell.text.length > 40 ? { alignment: { wrapText: true, vertical: 'top' } } : undefined;
    case undefined:
      return undefined;
  }
}

const FONT = { name: 'Calibri', size: 11 };
const LINE_POINTS = 15;
const MOST_LINES = 20;
/** Rows as high as their longest text needs; programs do not see to it by themselves. */
function heightsOf(grid: Grid, widths: readonly number[]): Map<number, { height: number }> {
  const lines = grid.rows.map((row) =>
    Math.max(
      1,
      ...row.map((cell, column) =>
        cell?.type === 'text'
          ? cell.text
              .split('\n')
              .reduce((sum, line) => sum + Math.ceil((line.length + 1) / ((widths[column] ?? 10) * 0.95)), 0)
          : 1,
      ),
    ),
  );
  return new Map(
    lines.flatMap((count, i) => (count > 1 ? [[i + 1, { height: Math.min(count, MOST_LINES) * LINE_POINTS }]] : [])),
  );
}

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);

/** Wide enough for its longest short cell. */
function widthOf({ columns, rows }: Grid, column: number): number {
  const lengths = rows.slice(0, 200).map((row) => {
    const cell = row[column];
    return cell?.type === 'text' ? cell.text.length : cell?.type === 'moment' ? 16 : 11;
  });
  return Math.min(60, Math.max(8, (columns[column] ?? '').length + 1, ...lengths.map((length) => length + 2)));
}

function sheetOf(grid: Grid, zone: string, rtl: boolean): WriteSheet {
  const head: CellStyle = { font: { ...FONT, bold: true }, alignment: { wrapText: true, vertical: 'top' } };
  const cells = new Map<string, { style: CellStyle }>(
    grid.columns.map((_, column) => [`0,${column}`, { style: head }]),
  );
  for (const [i, row] of grid.rows.entries())
    for (const [column, cell] of row.entries()) {
      const style = styleOf(cell);
      if (style) cells.set(`${i + 1},${column}`, { style });
    }
  const widths = grid.columns.map((_, column) => widthOf(grid, column));
  return {
    name: grid.name,
    columns: widths.map((width) => ({ width })),
    rowDefs: heightsOf(grid, widths),
    rows: [[...grid.columns], ...grid.rows.map((row) => row.map((cell) => valueOf(cell, zone)))],
    cells,
    freezePane: { rows: 1, columns: 1 },
    view: { rightToLeft: rtl },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    ...(grid.chart && grid.chart.rows > 0 && grid.chart.series.length > 0 && { charts: [chartOf(grid, grid.chart)] }),
  };
}

/** Below the rows, so that it hides none of them. */
function chartOf({ columns, rows }: Grid, chart: NonNullable<Grid['chart']>): SheetChart {
  const range = (column: number) => `${letters(column)}2:${letters(column)}${chart.rows + 1}`;
  const top = rows.length + 2;
  return {
    type: chart.type,
    title: chart.title,
    series: chart.series.map(({ column }) => ({
      name: columns[column] ?? '',
      categories: range(0),
      values: range(column),
    })),
    anchor: { from: { row: top, col: 0 }, to: { row: top + 20, col: 8 } },
  };
}
