import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { csvRows, type Delimiter, delimiterOf } from './csv.ts';
import { type Encoding, encodingOf, textOf } from './encoding.ts';
import { FileFault, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, MOST_SHEET_ROWS } from './fault.ts';
import { elementsOf, linesOf } from './json.ts';
import { type SheetCell, sheetRows } from './xlsx.ts';

type Bytes = Uint8Array<ArrayBuffer>;
/** Begins to read a file anew. */
export type Opened = () => Promise<AsyncIterable<Bytes>>;

/** A row of a table, or an object of NDJSON or a JSON array; `fault` says why it is neither. `line` counts from 1. */
export type RawRow = { line: number; cells?: SheetCell[]; record?: Record<string, unknown>; fault?: string };

export type Source = {
  format: 'csv' | 'ndjson' | 'json' | 'xlsx';
  encoding?: Encoding;
  delimiter?: Delimiter;
  warnings: string[];
  rows: AsyncGenerator<RawRow>;
};

const HEAD = 65_536;

/**
 * Finds out what a file is and gives its rows one by one, never holding it as a whole unless it is a workbook. The
 * encoding of a preview is judged by the beginning of the file.
 */
export async function openSource(opened: Opened, { isPreview = false } = {}): Promise<Source> {
  const head = await headOf(await opened(), HEAD);
  if (head.length === 0) throw new FileFault('empty_file', 'The file is empty.');
  if (begins(head, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new FileFault(
      'not_supported',
      'The file is an old workbook (.xls) or an encrypted one; save it as .xlsx without a password.',
    );
  if (begins(head, [0x50, 0x4b])) {
    const rows = atMost(rowsOfSheet(await wholeOf(await opened())), MOST_SHEET_ROWS, 'A workbook');
    return { format: 'xlsx', warnings: [], rows };
  }
  const plain: Opened = begins(head, [0x1f, 0x8b]) ? async () => unzipped(await opened()) : opened;
  const encoding = await encodingOf(isPreview ? beginningOf(await plain()) : bounded(await plain()));
  const warnings =
    encoding === 'windows-1252' ? ['The encoding is a guess: the file is no UTF-8 and says nothing.'] : [];
  const beginning = await textHead(textOf(await plain(), encoding));
  const text = async function* () {
    yield* textOf(bounded(await plain()), encoding);
  };
  const [first = ''] = beginning.trimStart();
  if (first === '') throw new FileFault('empty_file', 'The file is empty.');
  const told = { encoding, warnings };
  if (first === '[')
    return { format: 'json', ...told, rows: atMost(objectsOf(elementsOf(text())), MOST_ROWS, 'A file') };
  if (first === '{')
    return { format: 'ndjson', ...told, rows: atMost(objectsOf(linesOf(text())), MOST_ROWS, 'A file') };
  const delimiter = delimiterOf(beginning);
  return { format: 'csv', ...told, delimiter, rows: atMost(csvRows(text(), delimiter), MOST_ROWS + 3, 'A file') };
}

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);

async function headOf(pieces: AsyncIterable<Bytes>, most: number): Promise<Buffer> {
  const taken: Bytes[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    taken.push(piece);
    if ((bytes += piece.length) >= most) break;
  }
  return Buffer.concat(taken).subarray(0, most);
}

const LOOKED_AT = 1024 * 1024;
/** The first megabyte or so, up to the end of a line, so that no character is cut. */
async function* beginningOf(pieces: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  let bytes = 0;
  for await (const piece of pieces) {
    const end = (bytes += piece.length) > LOOKED_AT ? piece.lastIndexOf(10) : -1;
    yield end === -1 ? piece : piece.subarray(0, end + 1);
    if (bytes > LOOKED_AT) return;
  }
}

async function textHead(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) if ((text += piece).length >= HEAD) break;
  return text.slice(0, HEAD);
}

async function wholeOf(pieces: AsyncIterable<Bytes>): Promise<Bytes> {
  const taken: Bytes[] = [];
  for await (const piece of bounded(pieces)) taken.push(piece);
  return new Uint8Array(Buffer.concat(taken));
}

async function* unzipped(pieces: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  const source = Readable.from(pieces);
  const unzip = createGunzip();
  source.on('error', (error) => unzip.destroy(error));
  try {
    yield* source.pipe(unzip) as AsyncIterable<Bytes>;
  } catch {
    throw new FileFault('broken_gzip', 'The file is packed by gzip and cannot be unpacked.');
  } finally {
    source.destroy();
  }
}

async function* bounded(pieces: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  let bytes = 0;
  for await (const piece of pieces) {
    if ((bytes += piece.length) > MOST_BYTES)
      throw new FileFault('file_too_large', 'The file is larger than 100 MB once it is unpacked.');
    yield piece;
  }
}

async function* atMost(rows: AsyncGenerator<RawRow>, most: number, what: string): AsyncGenerator<RawRow> {
  let count = 0;
  for await (const row of rows) {
    if (++count > most) throw new FileFault('too_many_rows', `${what} may have ${most} rows at most; split it.`);
    if ((row.cells ?? Object.keys(row.record ?? {})).length > MOST_COLUMNS)
      throw new FileFault('too_many_columns', `Line ${row.line} has more than ${MOST_COLUMNS} columns.`);
    yield row;
  }
}

async function* rowsOfSheet(file: Bytes): AsyncGenerator<RawRow> {
  for await (const { line, cells } of sheetRows(file)) {
    while (cells.length > 0 && (cells.at(-1) ?? '') === '') cells.pop();
    if (cells.length > 0) yield { line, cells };
  }
}

async function* objectsOf(texts: AsyncIterable<{ line: number; text: string }>): AsyncGenerator<RawRow> {
  for await (const { line, text } of texts) yield { line, ...objectIn(text) };
}

function objectIn(text: string): Pick<RawRow, 'record' | 'fault'> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { record: value as Record<string, unknown> };
    return { fault: 'is no JSON object' };
  } catch {
    return { fault: 'is not valid JSON' };
  }
}
