import type { Part } from '../job/define.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Planned } from '../kernel/imported.ts';
import { whenAdmitted } from '../kernel/retry.ts';
import { isKept, keep, kept, stagedOf } from './chunks.ts';
import type { ImportInput, ImportPlace } from './place.schema.ts';
import { writeReports } from './report-files.ts';
import type { ImportHow, PlannedRow } from './resource.ts';
import { resources } from './resources.ts';
import { add } from './stage.ts';

/** Lets so many records of a company be written, or throws 429 with `Retry-After`. */
export type Admit = (ctx: Context, records: number) => Promise<void>;
type Job = { folder: string; input: ImportInput; jobId: Id<'job'>; admit: Admit; partMs: number };

/** So many rows are admitted and written at a time. */
const SLICE = 100;
const howOf = ({ input, jobId }: Pick<Job, 'input' | 'jobId'>): ImportHow => ({
  by: input.by,
  request: `${jobId}:import`,
  analysis: input.analysis,
  restore: input.restore,
  announce: input.announce,
  upsertBy: input.upsertBy,
});

type Slice = PlannedRow[];

/**
 * Goes on from a place slice by slice, each after it has been admitted, until the time of a part is over; one at least.
 * `rowsOf` gives the rows of a chunk, or undefined where that and all that follow have none.
 */
async function eachSlice(
  ctx: Context,
  job: Job,
  from: ImportPlace,
  rowsOf: (chunk: number) => Promise<Slice | undefined>,
  act: (place: ImportPlace, slice: Slice) => Promise<ImportPlace>,
): Promise<ImportPlace> {
  const until = Date.now() + job.partMs;
  let place = from;
  let loaded: { chunk: number; rows: Slice | undefined } | undefined;
  do {
    if (loaded?.chunk !== place.chunk) loaded = { chunk: place.chunk, rows: await rowsOf(place.chunk) };
    const { rows } = loaded;
    if (!rows) return { ...place, chunk: place.chunks, at: 0 };
    const slice = rows.slice(place.at, place.at + SLICE);
    if (!(await admitted(ctx, job, writesIn(slice), until))) return place;
    const after = await act(place, slice);
    const at = place.at + slice.length;
    place = at < rows.length ? { ...after, at } : { ...after, chunk: place.chunk + 1, at: 0 };
  } while (place.chunk < place.chunks && Date.now() < until);
  return place;
}

/**
 * Writes rows for the time of a part. What is to become of a chunk is noted before anything of it is written: that is what
 * is done again after a crash, and what an undo goes by.
 */
export async function applySlices(ctx: Context, job: Job, from: ImportPlace): Promise<Part<ImportPlace>> {
  const how = howOf(job);
  const counts = { done: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 };
  const rowsOf = (chunk: number) => plannedRows(ctx, job, chunk, how);
  const place = await eachSlice(ctx, job, from, rowsOf, async (at, slice) => {
    const other = await resources[job.input.resource].write(ctx, slice, how);
    if (other.size > 0) await noteOtherwise(job, at.chunk, other);
    const became = slice.map((row) => ({ ...row, planned: other.get(row.incoming.line) ?? row.planned }));
    return counted(at, became, counts);
  });
  if (place.chunk < place.chunks) return { ...counts, result: place.report, next: place };
  if (place.report.hasErrors) await writeReports(job.folder, place, true);
  return { ...counts, result: place.report, next: { ...place, phase: 'ended' }, ends: 'done' };
}

const writesIn = (slice: Slice): number =>
  slice.filter(({ planned: { outcome } }) => outcome === 'created' || outcome === 'updated' || outcome === 'restored')
    .length;

async function plannedRows(ctx: Context, { folder, input }: Job, chunk: number, how: ImportHow): Promise<Slice> {
  const rows = await stagedOf(folder, chunk);
  const isPlanned = await isKept(folder, 'plan', chunk);
  const plan = isPlanned ? await kept(folder, 'plan', chunk) : await resources[input.resource].plan(ctx, rows, how);
  if (!isPlanned) await keep(folder, 'plan', chunk, plan);
  return rows.map((incoming, at) => ({ incoming, planned: plan[at] as Planned }));
}

/** Notes what became of rows otherwise than planned, so that files of faults and an undo go by it. */
async function noteOtherwise({ folder }: Job, chunk: number, other: ReadonlyMap<number, Planned>): Promise<void> {
  const [rows, plan] = await Promise.all([stagedOf(folder, chunk), kept(folder, 'plan', chunk)]);
  const became = plan.map((planned, at) => other.get(rows[at]?.line ?? NaN) ?? planned);
  await keep(folder, 'plan', chunk, became);
}

/** Waits for its turn as everybody who writes much does; false where the part's time is over before it comes. */
const admitted = async (ctx: Context, { admit }: Job, records: number, until: number): Promise<boolean> =>
  records === 0 || whenAdmitted(() => admit({ ...ctx, now: new Date() }, records), until);

type Counts = Record<'done' | Exclude<Planned['outcome'], 'restored'>, number>;

/** The place with what became of a slice counted. */
function counted(place: ImportPlace, slice: Slice, counts: Counts): ImportPlace {
  const report = { ...place.report, skipped: { ...place.report.skipped }, failed: { ...place.report.failed } };
  for (const { planned } of slice) {
    const outcome = planned.outcome === 'restored' ? 'updated' : planned.outcome;
    counts.done += 1;
    counts[outcome] += 1;
    if (planned.outcome === 'skipped') add(report.skipped, planned.reason);
    else if (planned.outcome === 'failed') add(report.failed, planned.code);
    else if (outcome !== 'skipped' && outcome !== 'failed') report[outcome] += 1;
    report.hasErrors ||= outcome === 'failed';
  }
  return { ...place, report };
}

/** Undoes rows for the time of a part, as far as they were planned. */
export async function undoSlices(ctx: Context, job: Job, from: ImportPlace): Promise<Part<ImportPlace>> {
  const how = { by: from.undoBy ?? job.input.by, request: `${job.jobId}:undo`, force: from.force ?? false };
  const rowsOf = async (chunk: number) =>
    (await isKept(job.folder, 'plan', chunk)) ? plannedRows(ctx, job, chunk, howOf(job)) : undefined;
  let done = 0;
  const place = await eachSlice(ctx, job, from, rowsOf, async (at, slice) => {
    const undone = await resources[job.input.resource].undo(ctx, slice, how);
    const left = slice.filter((_, index) => undone[index] === 'left').map(idOf);
    const { report } = at;
    done += slice.length;
    return {
      ...at,
      report: {
        ...report,
        left: (report.left ?? 0) + left.length,
        leftIds: [...(report.leftIds ?? []), ...left].slice(0, MOST_LEFT),
        undone: (report.undone ?? 0) + undone.filter((one) => one === 'undone').length,
      },
    };
  });
  if (place.chunk < place.chunks) return { done, result: place.report, next: place };
  return { done, result: place.report, next: { ...place, phase: 'ended' }, ends: 'undone' };
}

/** So many are named of what was changed since. */
const MOST_LEFT = 100;

const idOf = ({ incoming, planned }: PlannedRow): string =>
  'recordId' in planned ? planned.recordId : incoming.recordId;
