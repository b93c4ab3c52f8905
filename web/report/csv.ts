import { stringify } from 'csv-stringify/sync';
import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { momentIn } from './clock.ts';
import type { Voice } from './figures.ts';
import type { Cell, Grid } from './grid.ts';
import { gridsOf } from './grids.ts';
import { layOut } from './lay-out.ts';
import { longForm, longColumns } from './long-form.ts';
import { reportTexts } from './texts/texts.ts';

export type Csv = { bytes: Uint8Array; zipped: boolean };

/** Lists that are no series of figures have a file of their own. */
const ownFile = new Set(['table', 'verbatims', 'alerts', 'follow_ups', 'drivers', 'goals', 'benchmark', 'scorecard']);

/** Prints a snapshot as CSV: all figures in long form, lists in files of their own; more than one file come in a zip. */
export function printCsv(snapshot: Snapshot): Csv {
  const { language, company, sections } = snapshot;
  const texts = reportTexts(language);
  const voice: Voice = { language, texts, zone: company.zone };
  const laid = layOut(snapshot);
  const units = new Map<string, string>(snapshot.formulas.map(({ metric, unit }) => [metric, unit]));
  const lists = sections.flatMap((section, i) => {
    const list = ownFile.has(section.kind) ? gridsOf(voice, section, units).list : undefined;
    return list?.rows.length ? [{ name: `${i + 1}-${section.kind.replaceAll('_', '-')}.csv`, list }] : [];
  });
  const figures = csvOf(longColumns, longForm(snapshot, laid));
  if (lists.length === 0) return { bytes: strToU8(figures), zipped: false };
  const files: Zippable = { 'figures.csv': strToU8(figures) };
  for (const { name, list } of lists) files[name] = strToU8(gridCsv(list, company.zone));
  // A time of its own would make two prints of one snapshot differ.
  return { bytes: zipSync(files, { mtime: new Date(1980, 0, 1), level: 6 }), zipped: true };
}

const gridCsv = ({ columns, rows }: Omit<Grid, 'name'>, zone: string): string =>
  csvOf(
    columns,
    rows.map((row) => row.map((cell) => plain(cell, zone))),
  );

type Plain = string | number | null;

/** RFC 4180 with a byte order mark, by which spreadsheets know the encoding; what they would run is made text. */
function csvOf(columns: readonly string[], rows: readonly (readonly Plain[])[]): string {
  return stringify([columns, ...rows] as Plain[][], {
    bom: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
  });
}

function plain(cell: Cell, zone: string): Plain {
  switch (cell?.type) {
    case undefined:
      return null;
    case 'text':
      return cell.text;
    case 'number':
      return cell.value;
    case 'day':
      return cell.day;
    case 'moment':
      return momentIn(cell.at, zone);
  }
}
