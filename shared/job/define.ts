import type * as z from 'zod';
import type { Context } from '../kernel/context.ts';
import type { Job, JobKind, StoredJob } from './job.schema.ts';

/** Numbers of a job that parts add to. */
export const jobCounts = ['done', 'skipped', 'failed', 'created', 'updated', 'unchanged', 'superseded'] as const;
type JobCount = (typeof jobCounts)[number];

/** What a part of the work has done: numbers are added to the job's. */
export type Part<C> = Partial<Pick<Job, JobCount | 'errors'>> & {
  /** Where the next part begins; absent when all is done. */
  next?: C;
  /** Ends the job, or has it wait for somebody, and keeps `next` as its place: it may be taken up again. */
  ends?: 'staged' | 'done' | 'failed' | 'undone';
  /** What the job does from here on, where that is something else. */
  working?: StoredJob['working'];
  /** How much there is to do, once it is known. */
  total?: number;
  /** Replaces the job's result. */
  result?: Record<string, unknown>;
};

/** A kind of job, as the runner sees it. */
export type JobDefinition = {
  kind: JobKind;
  /**
   * Does the next part, in ten seconds at most. It may be done twice, also by two workers at once, so what it writes must
   * come to the same. A `Problem` ends the job as failed; anything else is tried again.
   */
  part(ctx: Context, job: Pick<Job, 'jobId'>, input: unknown, checkpoint: unknown): Promise<Part<object>>;
};

/** Declares what a kind of job does. `input` and `checkpoint` are what it is given, as they are stored. */
export const defineJob = <I extends z.ZodObject, C extends z.ZodObject>({
  kind,
  input,
  checkpoint,
  part,
}: {
  kind: JobKind;
  input: I;
  checkpoint: C;
  /** `from` is where the part before has ended; undefined for the first one. */
  part: (
    ctx: Context,
    job: Pick<Job, 'jobId'>,
    input: z.output<I>,
    from: z.output<C> | undefined,
  ) => Promise<Part<z.output<C>>>;
}): JobDefinition => ({
  kind,
  part: (ctx, job, given, from) =>
    part(ctx, job, input.parse(given), from === undefined ? undefined : checkpoint.parse(from)),
});
