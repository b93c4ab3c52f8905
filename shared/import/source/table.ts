import { FileFault } from './fault.ts';
import type { RawRow } from './source.ts';
import type { SheetCell } from './xlsx.ts';

/** A row under the names of its columns. `raw` is what was sent: its cells, or its object. */
export type Row = {
  line: number;
  values: Record<string, unknown>;
  raw: unknown;
  fault?: { code: string; detail: string };
};

export type Head = {
  /** Names of the columns of a table, in their order; of objects, those of the first ones. */
  columns: string[];
  /** What stands in the header rows. */
  headers: string[][];
};

/** How a preset names the columns of its header rows. */
export type NameColumns = (headers: readonly string[][]) => string[];
const LOOKED_AT = 50;

/** The columns of a file and its rows behind the header. Throws where two columns have one name, or no row follows. */
export async function tableOf(
  rows: AsyncGenerator<RawRow>,
  { headerRows, nameColumns, isText }: { headerRows: number; nameColumns: NameColumns; isText: boolean },
): Promise<{ head: Head; rows: AsyncGenerator<Row> }> {
  const first: RawRow[] = [];
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    first.push(next.value);
    if (first.length === (first[0]?.cells ? headerRows + 1 : LOOKED_AT)) break;
  }
  if (first.length === 0) throw new FileFault('empty_file', 'The file holds no rows.');
  if (!first[0]?.cells) {
    const columns = new Set(first.flatMap(({ record = {} }) => Object.keys(flat(record))));
    return { head: { columns: [...columns], headers: [] }, rows: objects(first, rows) };
  }
  if (first.length <= headerRows) throw new FileFault('no_rows', 'The file has a header and no row below it.');
  const headers = first.slice(0, headerRows).map(({ cells = [] }) => cells.map((cell) => String(cell ?? '').trim()));
  const width = Math.max(...headers.map(({ length }) => length));
  const named = nameColumns(headers.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? '')));
  const columns = named.map((name, at) => (name === '' ? `column ${at + 1}` : name));
  const twice = columns.filter((name, at) => columns.indexOf(name) !== at);
  if (twice.length > 0)
    throw new FileFault('equal_headers', `Several columns are called ${[...new Set(twice)].slice(0, 5).join(', ')}.`);
  return { head: { columns, headers }, rows: cellsUnder({ columns, isText }, first.slice(headerRows), rows) };
}

async function* cellsUnder(
  { columns, isText }: { columns: readonly string[]; isText: boolean },
  first: readonly RawRow[],
  rest: AsyncGenerator<RawRow>,
): AsyncGenerator<Row> {
  for await (const { line, cells = [] } of both(first, rest)) {
    const fault = isText || cells.length > columns.length ? widthFault(cells, columns.length) : undefined;
    const values = Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? null]));
    yield { line, values, raw: cells, ...(fault && { fault }) };
  }
}

/** A text file has as many cells in each row; a workbook leaves out empty ones at the end. */
const widthFault = (cells: readonly SheetCell[], width: number): Row['fault'] =>
  cells.length === width
    ? undefined
    : { code: 'wrong_width', detail: `has ${cells.length} cells, and the header has ${width}` };

async function* objects(first: readonly RawRow[], rest: AsyncGenerator<RawRow>): AsyncGenerator<Row> {
  for await (const { line, record, fault } of both(first, rest))
    yield record
      ? { line, values: flat(record), raw: record }
      : { line, values: {}, raw: null, fault: { code: 'broken_json', detail: fault ?? 'is no object' } };
}

async function* both(first: readonly RawRow[], rest: AsyncGenerator<RawRow>): AsyncGenerator<RawRow> {
  yield* first;
  yield* rest;
}

const DEEPEST = 2;

/** The fields of an object under their dotted names; lists, and what lies deeper, stay as they are. */
export function flat(record: Record<string, unknown>, prefix = '', depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && depth < DEEPEST
        ? Object.entries(flat(value as Record<string, unknown>, `${prefix}${name}.`, depth + 1))
        : [[`${prefix}${name}`, value]],
    ),
  );
}
