import { stringify } from 'csv-stringify/sync';
import { begun, extended, finished } from '../export/growing-file.ts';
import { kept, type Rejected, stagedOf } from './chunks.ts';
import { covered } from './covered.ts';
import type { ImportPlace } from './place.schema.ts';

export const ERRORS = 'errors.csv';
export const REJECTED = 'rejected.csv';

const options = { record_delimiter: '\r\n', cast: { boolean: String } } as const;
const guarded = (rows: unknown[][]): Buffer<ArrayBuffer> =>
  Buffer.from(stringify(rows, { ...options, escape_formulas: true }));
/** Rows as they were sent, to be mended and sent again: a guard against formulas would change them. */
const asSent = (rows: unknown[][]): Buffer<ArrayBuffer> => Buffer.from(stringify(rows, options));

/**
 * Writes what could not be taken into two files: all that is wrong, with its line; and those rows as they were sent, of a
 * table under its header, of objects a line of JSON each. Done again, it comes to the same.
 */
export async function writeReports(folder: string, place: ImportPlace, isApplied: boolean): Promise<void> {
  const columns = place.isTable ? await kept(folder, 'columns', 0) : undefined;
  const head = Buffer.concat([Buffer.from('\ufeff'), guarded([['line', 'column', 'code', 'message', 'value']])]);
  let errors = await startedWith(folder, ERRORS, head);
  let rejected = await startedWith(folder, REJECTED, asSent([[...(columns ?? ['row'])]]));
  for (let chunk = 0; chunk < place.chunks; chunk++) {
    const rows = await rejectedOf(folder, chunk, isApplied);
    if (rows.length === 0) continue;
    const lines = rows.flatMap(({ line, problems }) =>
      problems.map(({ column = '', code, message, value = '' }) => [line, column, code, message, covered(value)]),
    );
    const raws = rows.map(({ raw }) => (columns && Array.isArray(raw) ? raw : [JSON.stringify(raw)]));
    errors = await extended(folder, folder, errors, { place: chunk, rows: lines.length, bytes: guarded(lines) });
    rejected = await extended(folder, folder, rejected, { place: chunk, rows: rows.length, bytes: asSent(raws) });
  }
  for (const file of [errors, rejected]) await finished(folder, folder, file);
}

async function startedWith(folder: string, name: string, bytes: Buffer<ArrayBuffer>) {
  const file = await begun(folder, name, 'text/csv; charset=utf-8');
  return extended(folder, folder, file, { place: -1, rows: 0, bytes });
}

/** What of a chunk was refused when it was checked, and when it was to be written. */
async function rejectedOf(folder: string, chunk: number, isApplied: boolean): Promise<Rejected[]> {
  const checked = await kept(folder, 'rejected', chunk);
  if (!isApplied) return checked;
  const plan = await kept(folder, 'plan', chunk);
  // Rows are many times as large as what was planned for them, and mostly there is nothing to tell.
  if (!plan.some(({ outcome }) => outcome === 'failed')) return checked;
  const rows = await stagedOf(folder, chunk);
  const written = plan.flatMap((planned, at): Rejected[] => {
    const row = rows[at];
    if (planned.outcome !== 'failed' || !row) return [];
    return [{ line: row.line, raw: row.raw, problems: [{ code: planned.code, message: planned.message }] }];
  });
  return [...checked, ...written].toSorted((one, other) => one.line - other.line);
}
