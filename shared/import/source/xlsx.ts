import { once } from 'node:events';
import { streamXlsxRows } from 'hucre/xlsx';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { FileFault } from './fault.ts';

const MOST_PACKED = 20 * 1024 * 1024;
const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_ENTRIES = 200;
/** An entry above a megabyte that is packed more tightly than this is no table. */
const MOST_RATIO = 100;
const LARGE_ENTRY = 1024 * 1024;

export type SheetCell = string | number | boolean | null;

/**
 * The rows of a workbook's first sheet with their numbers. Values of formulas, never formulas; dates as ISO texts without a
 * zone. What unpacks to too much is refused by its directory before anything of it is unpacked.
 */
export async function* sheetRows(file: Uint8Array<ArrayBuffer>): AsyncGenerator<{ line: number; cells: SheetCell[] }> {
  await guard(file);
  try {
    for await (const { index, values } of streamXlsxRows(file, { sheet: 0 }))
      yield { line: index + 1, cells: values.map(cellOf) };
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault('broken_xlsx', 'The workbook cannot be read.');
  }
}

const cellOf = (value: unknown): SheetCell => {
  // A workbook knows days and times of no zone; the library gives them as if they were of UTC.
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/\.000Z$/, '')
      .replace(/T00:00:00$/, '');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
};

/** Refuses by what a ZIP's directory says; a size that lies there is found when the entry is read to its end. */
async function guard(file: Uint8Array<ArrayBuffer>): Promise<void> {
  if (file.length > MOST_PACKED) throw new FileFault('file_too_large', 'A workbook may have 20 MB at most.');
  const zip = await fromBufferPromise(Buffer.from(file.buffer, file.byteOffset, file.length), {
    lazyEntries: true,
  }).catch((cause: unknown) => {
    throw new FileFault(
      'broken_xlsx',
      `The workbook is no readable ZIP file: ${cause instanceof Error ? cause.message : ''}`,
    );
  });
  const bomb = (why: string): FileFault => new FileFault('zip_bomb', `The workbook ${why}.`);
  let unpacked = 0;
  if (zip.entryCount > MOST_ENTRIES) throw bomb(`has ${zip.entryCount} parts; ${MOST_ENTRIES} are allowed`);
  const entries: Entry[] = [];
  for await (const entry of entriesOf(zip)) {
    unpacked += entry.uncompressedSize;
    if (unpacked > MOST_UNPACKED) throw bomb('unpacks to more than 200 MB');
    if (entry.isEncrypted()) throw new FileFault('encrypted', 'The workbook is encrypted.');
    if (entry.uncompressedSize > LARGE_ENTRY && entry.uncompressedSize > MOST_RATIO * entry.compressedSize)
      throw bomb(`has a part that is packed more than ${MOST_RATIO} times`);
    entries.push(entry);
  }
  if (!entries.some(({ fileName }) => fileName === 'xl/workbook.xml'))
    throw new FileFault('broken_xlsx', 'The file is a ZIP file, but no workbook.');
  for (const entry of entries) await readToTheEnd(zip, entry, bomb);
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault('broken_xlsx', 'The directory of the workbook cannot be read.');
  }
}

/** Unpacks a part and keeps nothing of it: the library ends at the first byte beyond the size that the directory says. */
async function readToTheEnd(zip: ZipFile, entry: Entry, bomb: (why: string) => FileFault): Promise<void> {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    stream.resume();
    await once(stream, 'end');
  } catch {
    throw bomb(`has a part whose size is not what its directory says`);
  }
}
