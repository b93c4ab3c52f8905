import { equal, listOf } from '../http/list.ts';
import { Problem } from '../http/problem.ts';
import { change, create, visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Permission } from '../kernel/permissions.ts';
import type { Stored } from '../kernel/store.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import { isWorkedOn, type Job, type JobFilter, type JobKind, type StoredJob } from './job.schema.ts';
import { hasEnded, jobs } from './job.store.ts';
import { callWorker, lookAtIfLost } from './wake.ts';

type One = { jobId: Id<'job'> };

/** Where a job's place stands among the writes of its creation: directly behind the job. */
const PLACE = 1;

type Start = { permission: Permission; places: { of: string; most: number } };

/**
 * Starts work in the background. `permission` is that of the call that starts it; whoever has it may see and stop the job,
 * beside who started it. `places`: so many jobs of that name a company may have at a time; 409 for one more.
 */
export async function start(ctx: Context, kind: JobKind, input: Record<string, unknown>, how: Start): Promise<Job> {
  const job = await queued(ctx, kind, input, how);
  await callWorker(ctx, job.jobId);
  return job;
}

/** A new job for which no worker has been called yet. */
export async function queued(
  ctx: Context,
  kind: JobKind,
  input: Record<string, unknown>,
  { permission, places }: Start,
): Promise<Job> {
  const draft = {
    jobId: newId('job', ctx.now),
    kind,
    status: 'queued' as const,
    done: 0,
    skipped: 0,
    failed: 0,
    errors: [],
    permission,
    input,
    tries: 0,
    lookAt: lookAtIfLost(ctx),
  };
  for (const number of Array.from({ length: places.most }, (_, index) => index)) {
    try {
      return await create(ctx, jobs, { ...draft, place: { of: places.of, number } });
    } catch (error) {
      if (!(error instanceof ConditionFailed) || error.index !== PLACE) throw error;
    }
  }
  throw new Problem('conflict', `${places.most} of these run already; wait until one ends, or cancel it.`);
}

/** Who started a job, and whoever might have. */
const maySee = ({ actor }: Context, { permission, createdBy }: StoredJob): boolean =>
  createdBy.id === actor.id || actor.permissions.has(permission as Permission);

/** A job that this caller may know of; 404 for any other. */
async function seen(ctx: Context, jobId: Id<'job'>): Promise<Stored<StoredJob>> {
  const job = await visible(ctx, jobs, jobId);
  if (!maySee(ctx, job)) throw new Problem('not-found');
  return job;
}

export const get = async (ctx: Context, { jobId }: One): Promise<Job> => jobs.publicOf(await seen(ctx, jobId));

/** Jobs that the caller may see, newest first. */
export const list = listOf<JobFilter, Stored<StoredJob>, Job>(
  'jobs',
  { kind: equal('kind'), status: equal('status') },
  async function* (ctx, _, from) {
    for await (const steps of jobs.all(ctx, from))
      yield steps.map(({ item, after }) => ({ item: item && maySee(ctx, item) ? item : undefined, after }));
  },
  (job) => jobs.publicOf(job),
);

/** Moves a job to a status; 409 where it has ended, or where it is not in one that leads there. */
async function move(
  ctx: Context,
  { jobId }: One,
  action: 'pause' | 'resume' | 'cancel',
  after: (job: Stored<StoredJob>) => Partial<StoredJob> | undefined,
): Promise<Job> {
  await seen(ctx, jobId);
  return change(ctx, jobs, jobId, action, (job) => {
    if (hasEnded(job)) throw new Problem('conflict', `The job has ended: it is ${job.status}.`);
    const moved = after(job);
    return moved && { ...job, ...moved };
  });
}

/** Stops a job for a while. Its worker notices at the end of the part that it is doing, which still counts. */
export const pause = (ctx: Context, one: One): Promise<Job> =>
  move(ctx, one, 'pause', (job) => {
    if (job.status === 'paused') return undefined;
    if (job.status !== 'queued' && !isWorkedOn(job))
      throw new Problem('conflict', `The job waits: it is ${job.status}.`);
    return { status: 'paused', lookAt: undefined };
  });

/**
 * Has a job that has ended or waits for somebody go on with something else: `next` says with what, or throws. It holds no
 * place any more.
 */
export async function takeUp(
  ctx: Context,
  { jobId }: One,
  action: 'apply' | 'rollback',
  next: (job: StoredJob) => Pick<StoredJob, 'working' | 'checkpoint'>,
): Promise<Job> {
  await seen(ctx, jobId);
  const moved = await change(ctx, jobs, jobId, action, (job) => ({
    ...job,
    ...next(job),
    // The place of a job that has ended may be another's by now.
    ...(hasEnded(job) && { place: undefined }),
    done: 0,
    tries: 0,
    status: 'queued' as const,
    endedAt: undefined,
    expiresAt: undefined,
    lookAt: lookAtIfLost(ctx),
  }));
  await callWorker(ctx, jobId);
  return moved;
}

/** Has a paused job go on where it was; one that is under way is left as it is. */
export async function resume(ctx: Context, one: One): Promise<Job> {
  const job = await move(ctx, one, 'resume', ({ status }) =>
    status === 'paused' ? { status: 'queued', lookAt: lookAtIfLost(ctx) } : undefined,
  );
  await callWorker(ctx, one.jobId);
  return job;
}

/** Notes that somebody is given a link to a file of a job, so that the audit trail says who and when. `body` is the reply. */
export const noteFetched = (ctx: Context, { jobId }: One, body: unknown): Promise<void> =>
  retryOnConflict(ctx, async () => {
    const job = await seen(ctx, jobId);
    const fetched = { ...job, fetchedAt: ctx.now.toISOString() };
    const { writes } = writesOf(ctx, jobs, job, fetched, { action: 'fetch', silent: true });
    await commit(ctx, writes, { body, headers: {} });
  });

/** Ends a job; what it has done stays. */
export const cancel = (ctx: Context, one: One): Promise<Job> =>
  move(ctx, one, 'cancel', () => ({ status: 'cancelled', endedAt: ctx.now.toISOString(), lookAt: undefined }));
