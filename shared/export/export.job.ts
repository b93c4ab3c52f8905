import { gunzipSync, gzipSync } from 'node:zlib';
import { defineJob, type JobDefinition, type Part } from '../job/define.ts';
import { getFile, putFile, SMALLEST_PART } from '../kernel/files.ts';
import { cellsOf } from './cells.ts';
import type { Cell } from './columns.ts';
import { csvOf } from './csv.ts';
import { ExportInput, ExportPlace, type ExportResult } from './export.schema.ts';
import { begun, extended, finished } from './growing-file.ts';
import { foldersOf, KEPT_DAYS } from './folders.ts';
import { parquetOf } from './parquet.ts';
import { nextRecords } from './records.ts';
import { SHEET_ROWS, tooLong } from './sheet-limit.ts';
import { workbookOf } from './workbook.ts';

type Sizes = {
  /** So many records are looked at in a part. */
  chunk: number;
  /** Rows of one Parquet file. Its writer's state cannot be carried over a restart, so chunks wait until they are so many. */
  parquetRows: number;
  /** A workbook has no more rows than these. */
  sheetRows: number;
};

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/gzip',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const NOTHING: ExportPlace = { chunk: 0, rows: 0, files: [], waiting: { chunks: [], rows: 0 }, read: false };

type Files = { input: ExportInput; working: string; folder: string };

/** Writes the files of an export, a chunk of records a part. `done` counts rows. Done twice, a part comes to the same bytes. */
export const exportJobOf = ({ chunk, parquetRows, sheetRows }: Sizes): JobDefinition =>
  defineJob({
    kind: 'export',
    input: ExportInput,
    checkpoint: ExportPlace,
    async part(ctx, { jobId }, input, from = NOTHING): Promise<Part<ExportPlace>> {
      const files = { input, ...foldersOf(ctx, jobId) };
      const { read, waiting } = from;
      const isWorkbook = input.format === 'xlsx';
      if (isWorkbook && waiting.rows > sheetRows) throw tooLong(sheetRows);
      if ((!isWorkbook && waiting.rows >= parquetRows) || (read && waiting.chunks.length > 0))
        return { next: isWorkbook ? await withWorkbook(files, from) : await withParquet(files, from) };
      if (read) return { result: await end(files, from, ctx.now) };
      const { records, after } = await nextRecords(ctx, input, { after: from.after, size: chunk });
      const rows = from.rows + records.length;
      const place = { ...from, chunk: from.chunk + 1, after, rows, read: after === undefined };
      return { done: records.length, next: await withChunk(files, place, records) };
    },
  });

export const exportJob = exportJobOf({ chunk: 2_000, parquetRows: 100_000, sheetRows: SHEET_ROWS });

/** The files with a chunk of records more. */
async function withChunk(files: Files, place: ExportPlace, records: readonly object[]): Promise<ExportPlace> {
  const { input, working, folder } = files;
  if (input.format === 'parquet' || input.format === 'xlsx') {
    // A file without rows is only made where there is no other.
    if (records.length === 0 && place.files.length + place.waiting.chunks.length > 0) return place;
    const rows = records.map((record) => cellsOf(record, input));
    await putFile(chunkKey(working, place.chunk), gzipSync(JSON.stringify(rows)));
    const chunks = [...place.waiting.chunks, place.chunk];
    return { ...place, waiting: { chunks, rows: place.waiting.rows + rows.length } };
  }
  const name = input.format === 'csv' ? `${input.resource}.csv` : `${input.resource}.ndjson.gz`;
  const file = place.files[0] ?? (await begun(folder, name, contentTypes[input.format]));
  const bytes = bytesOf(input, records, place.chunk === 1);
  return {
    ...place,
    files: [await extended(working, folder, file, { place: place.chunk, rows: records.length, bytes })],
  };
}

function bytesOf(input: ExportInput, records: readonly object[], isFirst: boolean): Buffer<ArrayBuffer> {
  if (input.format === 'csv')
    return Buffer.from(
      csvOf(
        input.columns,
        records.map((record) => cellsOf(record, input)),
        isFirst,
      ),
    );
  // A gzip member a chunk: together they are one gzip file.
  return records.length === 0 && !isFirst
    ? Buffer.alloc(0)
    : gzipSync(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

/** The chunks that wait, as one Parquet file. */
async function withParquet({ input, working, folder }: Files, place: ExportPlace): Promise<ExportPlace> {
  const { chunks, rows } = place.waiting;
  const bytes = await parquetOf(input, rowsOf(working, chunks));
  const name = `part-${String(place.files.length + 1).padStart(5, '0')}.parquet`;
  const empty = await begun(folder, name, contentTypes.parquet);
  const file = await extended(working, folder, empty, { place: place.chunk, rows, bytes: Buffer.from(bytes) });
  return { ...place, files: [...place.files, file], waiting: { chunks: [], rows: 0 } };
}

/** All chunks as one workbook, which is written while it is made. */
async function withWorkbook({ input, working, folder }: Files, place: ExportPlace): Promise<ExportPlace> {
  const { chunks, rows } = place.waiting;
  let file = await begun(folder, `${input.resource}.xlsx`, contentTypes.xlsx);
  let pieces: Uint8Array[] = [];
  let waiting = 0;
  const add = async (counted: number) => {
    const bytes = Buffer.concat(pieces);
    file = await extended(working, folder, file, { place: place.chunk, rows: counted, bytes });
    [pieces, waiting] = [[], 0];
  };
  for await (const piece of workbookOf(input, rowsOf(working, chunks))) {
    pieces.push(piece);
    if ((waiting += piece.length) >= SMALLEST_PART) await add(0);
  }
  await add(rows);
  return { ...place, files: [file], waiting: { chunks: [], rows: 0 } };
}

async function* rowsOf(working: string, chunks: readonly number[]): AsyncGenerator<Cell[][]> {
  for (const chunk of chunks) {
    const kept = await getFile(chunkKey(working, chunk));
    yield JSON.parse(gunzipSync(kept).toString()) as Cell[][];
  }
}

const chunkKey = (working: string, chunk: number): string => `${working}/chunk-${chunk}.json.gz`;

/** Puts the files together and lists them in a manifest, with the hash of each part. */
async function end({ input, working, folder }: Files, place: ExportPlace, now: Date): Promise<ExportResult> {
  const files = [];
  for (const file of place.files) files.push(await finished(working, folder, file));
  const { resource, format, asOf, columns, mask } = input;
  const expiresAt = new Date(now.getTime() + KEPT_DAYS * 86_400_000).toISOString();
  const told = files.map(({ name, rows, bytes }) => ({ name, rows, bytes }));
  const bytes = told.reduce((sum, file) => sum + file.bytes, 0);
  const manifest = {
    resource,
    format,
    asOf,
    masked: mask,
    consistency: 'per record',
    rows: place.rows,
    ...(format !== 'ndjson' && { columns }),
    files: files.map(({ parts, ...file }) => ({
      name: file.name,
      rows: file.rows,
      bytes: file.bytes,
      parts: parts.map(({ bytes: size, sha256 }) => ({ bytes: size, sha256 })),
    })),
  };
  const list = Buffer.from(JSON.stringify(manifest, undefined, 2));
  await putFile(`${folder}/${MANIFEST}`, list);
  return {
    format,
    rows: place.rows,
    bytes,
    files: [...told, { name: MANIFEST, rows: 0, bytes: list.length }],
    asOf,
    expiresAt,
  };
}

const MANIFEST = 'manifest.json';
