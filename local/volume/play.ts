import { CreateExport, type ExportFormat, ExportJob } from '../../shared/export/export.schema.ts';
import { start as startExport } from '../../shared/export/export.ts';
import { foldersOf } from '../../shared/export/folders.ts';
import { uploadKey } from '../../shared/import/folders.ts';
import { CreateImport, ImportJob } from '../../shared/import/import.schema.ts';
import { rollBack, start as startImport } from '../../shared/import/import.ts';
import type { JobDefinition } from '../../shared/job/define.ts';
import { get as getJob } from '../../shared/job/job.ts';
import { getFile, putFile } from '../../shared/kernel/files.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { reconcile } from '../../shared/metrics/reconcile.ts';
import { aContext } from '../../shared/testing/context.ts';
import { seconds } from '../beside-import/report.ts';
import { checksTo, done, fresh } from './checks.ts';
import { fill } from './fill.ts';
import { apart, count as countAll, nOf, numbersOf, recordsOf } from './numbers.ts';
import { isDeleted } from './records.ts';
import type { Watched } from './watched.ts';

export type Volume = {
  count: number;
  /** Over which they are spread. */
  days: number;
  formats: readonly ExportFormat[];
  /** The one whose file is imported. */
  imported: 'csv' | 'ndjson';
  /** Does an export that is waiting. */
  exported: (ctx: Context, jobId: Id<'job'>) => Promise<Watched>;
  /** What the process that does it may take, in MB. */
  exportMb: number;
  importJob: JobDefinition;
  /** Bytes that the process holds. */
  held: () => number;
  say: (line: string) => void;
};

/** Plays it all, prints the figures, and says whether everything held. */
export async function playVolume(volume: Volume): Promise<boolean> {
  const { count, days: over, formats, imported, exported, exportMb, importJob, held, say } = volume;
  const { check, note, heading, isGood } = checksTo(say);
  const until = new Date(`${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`);
  const day = (before: number): string => new Date(until.getTime() - before * 86_400_000).toISOString().slice(0, 10);
  const days = { from: day(over + 2), to: day(0) };
  const [from, into] = [aContext(), aContext()];
  const live = Array.from({ length: count }, (_, index) => index).filter((index) => !isDeleted(index)).length;
  let began = performance.now();
  await fill(from, { count, days: over, until });
  say(`${count} records after ${seconds(performance.now() - began)} s`);
  const there = await numbersOf(from, days);
  const { drift, checked } = await reconcile(fresh(from), days);
  check('drift 0 before', drift === 0 && checked === live, { drift, checked });

  heading();
  let file: Id<'job'> | undefined;
  for (const format of formats) {
    const body = CreateExport.parse({ format, mask: false });
    const { jobId } = await startExport(fresh(from), { resource: 'feedback', body });
    const took = await exported(from, jobId);
    const { status, result, errors } = ExportJob.parse(await getJob(from, { jobId }));
    note(`export as ${format}, ${((result?.bytes ?? 0) / 1_000_000).toFixed(1)} MB`, took);
    check(`${format} takes ${exportMb} MB at most`, took.mostRssMb <= exportMb, took.mostRssMb);
    check(`${format} holds every record`, status === 'done' && result?.rows === live, { status, result, errors });
    if (format === imported) file = jobId;
  }
  if (!file) throw new Error('nothing was exported that can be imported');
  const name = imported === 'ndjson' ? 'feedback.ndjson.gz' : `feedback.${imported}`;
  const bring = async (): Promise<{ jobId: Id<'job'>; job: ImportJob; watched: Watched }> => {
    const uploadId = newId('upload');
    await putFile(uploadKey(into, uploadId), await getFile(`${foldersOf(from, file).folder}/${name}`));
    const body = CreateImport.parse({ preset: 'heed', uploadId, dryRun: false });
    const { jobId } = await startImport(fresh(into), { body });
    const made = await done(into, jobId, importJob, held);
    return { jobId, job: ImportJob.parse(made.job), watched: made.watched };
  };

  const first = await bring();
  note('import into an empty company', first.watched);
  const { status, created, errors } = first.job;
  check('every record is created', status === 'done' && created === live, { status, created, errors });
  began = performance.now();
  await countAll(into);
  say(`counted after ${seconds(performance.now() - began)} s`);
  const different = apart(there, await numbersOf(into, days));
  check(`all ${there.size} numbers of the catalogue are equal`, different.length === 0, different);

  const before = await recordsOf(into);
  const second = await bring();
  note('the same again', second.watched);
  check('nothing is created or changed', second.job.unchanged === live && second.job.created === 0, second.job);
  check('no record is another one', (await recordsOf(into)) === before);

  await rollBack(fresh(into), { jobId: first.jobId, force: false });
  const undone = await done(into, first.jobId, importJob, held);
  note('undo', undone.watched);
  const { result } = ImportJob.parse(undone.job);
  check('every record is undone', undone.job.status === 'undone' && result?.undone === live, undone.job);
  began = performance.now();
  await countAll(into);
  say(`counted after ${seconds(performance.now() - began)} s`);
  check('n = 0', (await nOf(fresh(into), 'volume', days)) === 0);
  const after = await reconcile(fresh(into), days);
  check('drift 0 after', after.drift === 0 && after.checked === 0, after);
  return isGood();
}
