import {
  importRows,
  type Incoming,
  type ImportHow,
  planImport,
  type Planned,
  undoRows,
} from '../feedback/feedback.import.ts';
import type { Part } from '../job/define.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { whenAdmitted } from '../kernel/retry.ts';
import { isKept, keep, kept, type Staged, stagedOf } from './chunks.ts';
import type { ImportInput, ImportPlace } from './place.schema.ts';
import { writeReports } from './report-files.ts';
import { add } from './stage.ts';

/** Lets so many records of a company be written, or throws 429 with `Retry-After`. */
export type Admit = (ctx: Context, records: number) => Promise<void>;
type Job = { folder: string; input: ImportInput; jobId: Id<'job'>; admit: Admit; partMs: number };

/** So many rows are admitted and written at a time. */
const SLICE = 100;
/** Records whose being counted is kept in one place. */
const PER_PAGE = 50;

const howOf = ({ input, jobId }: Pick<Job, 'input' | 'jobId'>): ImportHow => ({
  by: input.by,
  request: `${jobId}:import`,
  analysis: input.analysis ?? 'run',
  restore: input.restore,
  announce: input.announce,
});

type Numbered = Incoming & { line: number };
const incomingOf = (staged: readonly Staged[]): Numbered[] =>
  staged.map((row, at) => ({ ...row, ledgerPage: staged[at - (at % PER_PAGE)]?.feedbackId ?? row.feedbackId }));

type Slice = { incoming: Numbered; planned: Planned }[];

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
    await importRows(ctx, slice, how);
    return counted(at, slice, counts);
  });
  if (place.chunk < place.chunks) return { ...counts, result: place.report, next: place };
  if (place.report.hasErrors) await writeReports(job.folder, place, true);
  return { ...counts, result: place.report, next: { ...place, phase: 'ended' }, ends: 'done' };
}

const writesIn = (slice: Slice): number =>
  slice.filter(({ planned: { outcome } }) => outcome === 'created' || outcome === 'updated' || outcome === 'restored')
    .length;

async function plannedRows(ctx: Context, { folder }: Job, chunk: number, how: ImportHow): Promise<Slice> {
  const rows = incomingOf(await stagedOf(folder, chunk));
  const isPlanned = await isKept(folder, 'plan', chunk);
  const plan = isPlanned ? await kept(folder, 'plan', chunk) : await planImport(ctx, rows, how);
  if (!isPlanned) await keep(folder, 'plan', chunk, plan);
  return rows.map((incoming, at) => ({ incoming, planned: plan[at] as Planned }));
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
    const rows = slice.map(({ incoming, planned }) => ({ ...incoming, planned }));
    const undone = await undoRows(ctx, rows, how);
    const left = rows.filter((_, index) => undone[index] === 'left').map(idOf);
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

const idOf = ({ feedbackId, planned }: { feedbackId: Id<'feedback'>; planned: Planned }): Id<'feedback'> =>
  'feedbackId' in planned ? planned.feedbackId : feedbackId;
