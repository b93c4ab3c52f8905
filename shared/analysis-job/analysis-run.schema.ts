import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { JobId } from '../job/job.schema.ts';
import { done, parts } from './estimate.schema.ts';

/** That a job over stored texts has done all that there was to do. */
export const AnalysisRun = record('AnalysisRun', {
  /** Made of the same letters as the job's. */
  runId: idSchema('analysisRun'),
  jobId: JobId,
  parts,
  texts: z.int().min(0).meta({ description: 'Texts that were looked at.' }),
  ...done,
});
export type AnalysisRun = z.output<typeof AnalysisRun>;
