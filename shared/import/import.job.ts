import { defineJob, type JobDefinition, type Part } from '../job/define.ts';
import { admitBulk } from '../feedback/bulk-admission.ts';
import { type Admit, applySlices, undoSlices } from './apply.ts';
import { importFolder } from './folders.ts';
import { ImportInput, ImportPlace } from './place.schema.ts';
import { mapChunks, readFile, sortOut } from './stage.ts';
import { FileFault } from './source/fault.ts';

type How = {
  /** Holds writing back so that others do not wait. */
  admit: Admit;
  /** So many rows are read, checked and planned at a time. */
  chunk: number;
  /** A part goes on for so long, in milliseconds; what is begun is finished. */
  partMs: number;
};

/** Reads, checks, writes and undoes an imported file, part by part. */
export const importJobOf = (how: How): JobDefinition =>
  defineJob({
    kind: 'import',
    input: ImportInput,
    checkpoint: ImportPlace,
    async part(ctx, { jobId }, input, from): Promise<Part<ImportPlace>> {
      const job = { ...how, folder: importFolder(ctx, jobId), input, jobId };
      if (!from) return orFault(readFile(ctx, job));
      if (from.phase === 'map') return mapChunks(ctx, job, from);
      if (from.phase === 'sort') return sortOut(job, from);
      if (from.phase === 'apply') return applySlices(ctx, job, from);
      if (from.phase === 'undo') return undoSlices(ctx, job, from);
      throw new Error(`nothing is to be done with an import in the phase ${from.phase}`);
    },
  });

export const importJob = importJobOf({ admit: admitBulk, chunk: 1_000, partMs: 7_000 });

/** What is wrong with a file ends its import; nothing of it has been written. */
async function orFault(work: Promise<Part<ImportPlace>>): Promise<Part<ImportPlace>> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { ends: 'failed', errors: [{ code: error.code, detail: error.message }] };
  }
}
