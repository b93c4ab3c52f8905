import type { Part } from '../job/define.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { deterministicId } from '../kernel/ids.ts';
import { openFile } from '../kernel/files.ts';
import { isKept, keep, kept, type Rejected, type Staged } from './chunks.ts';
import { orderShownBy } from './dates.ts';
import { uploadKey } from './folders.ts';
import type { RowProblem } from './import.schema.ts';
import type { ImportInput, ImportPlace } from './place.schema.ts';
import { emptyReport } from './place.schema.ts';
import { writeReports } from './report-files.ts';
import { ruleOf } from './draft.ts';
import type { BuiltRow } from './resource.ts';
import { presetOf, resources } from './resources.ts';
import { FileFault } from './source/fault.ts';
import { openSource } from './source/source.ts';
import { type Row, tableOf } from './source/table.ts';

type Job = { folder: string; input: ImportInput; jobId: Id<'job'>; chunk: number; partMs: number };

/** Opens an uploaded file as a table of rows; throws a {@link FileFault} where it is none. */
async function openUpload(ctx: Context, { uploadId, ...from }: Pick<ImportInput, 'uploadId' | 'preset' | 'resource'>) {
  const opened = async () => {
    const file = await openFile(uploadKey(ctx, uploadId));
    if (!file) throw new FileFault('no_file', 'No file was uploaded under this id.');
    return file.pieces;
  };
  const source = await openSource(opened);
  const { headerRows, nameColumns } = presetOf(from);
  const table = await tableOf(source.rows, { headerRows, nameColumns, isText: source.format === 'csv' });
  return { source, table };
}

/** Reads the whole file once and cuts it into chunks of rows. Nothing of it is held but one chunk. */
export async function readFile(ctx: Context, { folder, input, chunk: size }: Job): Promise<Part<ImportPlace>> {
  const { source, table } = await openUpload(ctx, input);
  const { columns } = table.head;
  const preset = presetOf(input);
  const { dates } = resources[input.resource];
  const dated = columns.filter((name) => dates.has(ruleOf(preset, input.mapping, name).to));
  const shown = new Set<ImportPlace['shownOrder']>();
  let chunk: Row[] = [];
  let chunks = 0;
  let rows = 0;
  for await (const row of table.rows) {
    for (const name of dated) shown.add(orderShownBy(row.values[name]));
    chunk.push(row);
    rows += 1;
    if (chunk.length === size) {
      await keep(folder, 'rows', chunks++, chunk);
      chunk = [];
    }
  }
  if (chunk.length > 0) await keep(folder, 'rows', chunks++, chunk);
  if (rows === 0) throw new FileFault('no_rows', 'The file has no rows.');
  await keep(folder, 'columns', 0, columns);
  const [order, other] = [...shown].filter((one) => one !== undefined);
  return {
    total: rows,
    next: {
      phase: 'map',
      chunk: 0,
      at: 0,
      chunks,
      isTable: table.head.headers.length > 0,
      ...(order && !other && { shownOrder: order }),
      report: { ...emptyReport(source.warnings), rows },
    },
  };
}

/** Makes records of chunks of rows, and notes what cannot be one. */
export async function mapChunks(ctx: Context, job: Job, from: ImportPlace): Promise<Part<ImportPlace>> {
  const until = Date.now() + job.partMs;
  const check = await resources[job.input.resource].check?.(ctx);
  let place = from;
  do place = await mapChunk(job, place, check);
  while (place.chunk < place.chunks && Date.now() < until);
  return { next: place.chunk < place.chunks ? place : { ...place, phase: 'sort', chunk: 0 }, result: place.report };
}

async function mapChunk({ folder, input, jobId }: Job, place: ImportPlace, check?: Check): Promise<ImportPlace> {
  const { kind, build } = resources[input.resource];
  const plan = {
    preset: presetOf(input),
    options: input,
    shownOrder: place.shownOrder,
    now: new Date(input.startedAt),
  };
  const report = { ...place.report, skipped: { ...place.report.skipped }, failed: { ...place.report.failed } };
  const staged: Staged[] = [];
  const rejected: Rejected[] = [];
  for (const row of await kept(folder, 'rows', place.chunk)) {
    const built = checked(build(plan, row), check);
    if ('skip' in built) add(report.skipped, built.skip);
    else if ('problems' in built) {
      add(report.failed, built.problems[0]?.code ?? 'value_invalid');
      rejected.push({ line: row.line, raw: row.raw, problems: built.problems });
    } else {
      const { input: says, kept: beside, identity, at } = built;
      const recordId = deterministicId(kind, at, `${jobId}/${identity}`);
      staged.push({ line: row.line, raw: row.raw, recordId, identity, input: says, ...(beside && { kept: beside }) });
    }
  }
  await keep(folder, 'staged', place.chunk, staged);
  const identities = staged.map(({ identity }) => identity);
  await keep(folder, 'identities', place.chunk, identities);
  await keep(folder, 'rejected', place.chunk, rejected);
  report.valid += staged.length;
  report.hasErrors ||= rejected.length > 0;
  return { ...place, chunk: place.chunk + 1, report };
}

type Check = (input: object) => RowProblem[];
/** What was built of a row, unless the company forbids it. */
export function checked(built: BuiltRow, check: Check | undefined): BuiltRow {
  const problems = check && 'input' in built ? check(built.input) : [];
  return problems.length > 0 ? { problems } : built;
}

export const add = (counts: Record<string, number>, name: string, count = 1): void => {
  counts[name] = (counts[name] ?? 0) + count;
};

/** Files that are read or written at a time: a file of 500 000 rows has as many chunks as would take a minute one by one. */
const AT_ONCE = 8;

/** What the rows of a chunk are known by; imports that were mapped before a file of its own said so keep it with the rows. */
const identitiesOf = async (folder: string, chunk: number): Promise<string[]> =>
  (await isKept(folder, 'identities', chunk))
    ? kept(folder, 'identities', chunk)
    : (await kept(folder, 'staged', chunk)).map(({ identity }) => identity);

/** Finds rows that a later one of the file replaces, and ends the check: too many bad rows fail the whole file. */
export async function sortOut({ folder, input }: Job, from: ImportPlace): Promise<Part<ImportPlace>> {
  const last = new Map<string, string>();
  const where = (chunk: number, at: number): string => `${chunk}.${at}`;
  const chunks = Array.from({ length: from.chunks }, (_, chunk) => chunk);
  const identities: string[][] = [];
  await eachBatch(chunks, { size: 1, parallel: AT_ONCE }, async ([chunk = 0]) => {
    identities[chunk] = await identitiesOf(folder, chunk);
  });
  for (const [chunk, own] of identities.entries())
    for (const [at, identity] of own.entries()) last.set(identity, where(chunk, at));
  let superseded = 0;
  await eachBatch(chunks, { size: 1, parallel: AT_ONCE }, async ([chunk = 0]) => {
    const own = identities[chunk] ?? [];
    const replaced = own.flatMap((identity, at) => (last.get(identity) === where(chunk, at) ? [] : [at]));
    superseded += replaced.length;
    await keep(folder, 'superseded', chunk, replaced);
  });
  if (from.report.hasErrors) await writeReports(folder, from, false);
  const report = { ...from.report, superseded };
  const failed = Object.values(report.failed).reduce((sum, count) => sum + count, 0);
  const counts = { superseded, failed, skipped: Object.values(report.skipped).reduce((sum, count) => sum + count, 0) };
  const place: ImportPlace = { ...from, phase: 'staged', chunk: 0, report };
  if (failed > input.maxErrorShare * report.rows) {
    const detail = `${failed} of ${report.rows} rows cannot be taken, more than the share of ${input.maxErrorShare}; nothing is written.`;
    return { ...counts, result: report, next: place, ends: 'failed', errors: [{ code: 'too_many_errors', detail }] };
  }
  if (input.dryRun) return { ...counts, result: report, next: place, ends: 'staged' };
  return { ...counts, result: report, next: { ...place, phase: 'apply' }, working: 'applying' };
}
