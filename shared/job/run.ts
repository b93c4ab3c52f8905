import { randomUUID } from 'node:crypto';
import { Problem } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { CLAIM } from '../kernel/events.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { traceOf } from '../kernel/log.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { type JobDefinition, jobCounts, type Part } from './define.ts';
import { isWorkedOn, type StoredJob } from './job.schema.ts';
import { hasEnded, jobs } from './job.store.ts';
import { callWorker, lookAtIfLost } from './wake.ts';

/** Longer than a part takes; a worker that has died is missed after so long. */
const LEASE_MS = 60_000;
const MOST_ERRORS = 100;
/** A part that is under way at a worker's deadline may go on for so long: its reads and writes are given up then. */
const PART_MS = 20_000;
/** Failures without progress in between after which a job is given up: an hour or so. */
const MOST_TRIES = 8;
const FIRST_DELAY_S = 30;
const MOST_DELAY_S = 900;

type Parts = { now: () => Date; definitions: readonly JobDefinition[] };

/**
 * Works on a job part by part until it ends, somebody stops it, or the context’s deadline comes; then what is under way is
 * finished and a message calls the next worker. Messages come twice: a job is worked on by one at a time, and whoever has
 * lost it writes nothing about it.
 */
export async function work(ctx: Context, jobId: Id<'job'>, { now, definitions }: Parts): Promise<void> {
  const clock = (): Context => ({ ...ctx, now: now() });
  const worker = randomUUID();
  let job = await claimed(clock(), jobId, worker);
  if (!job) return;
  const definition = definitions.find(({ kind }) => kind === job?.kind);
  if (!definition) throw new Error(`no definition of the job ${job.kind}`);
  while (job) {
    if (ctx.deadline && now() >= ctx.deadline) return handOn(clock(), jobId, worker, {});
    job = await advanced(clock, job, worker, definition);
  }
}

/** A context whose deadline is that of a part, not that of beginning one. */
const toTheEnd = ({ deadline, ...ctx }: Context): Context => ({
  ...ctx,
  ...(deadline && { deadline: new Date(deadline.getTime() + PART_MS) }),
});

/** Does the next part of a job; undefined where this worker has nothing more to do with it. */
async function advanced(
  clock: () => Context,
  job: Stored<StoredJob>,
  worker: string,
  definition: JobDefinition,
): Promise<Stored<StoredJob> | undefined> {
  let part: Part<object>;
  try {
    part = await definition.part(toTheEnd(clock()), job, job.input, job.checkpoint);
  } catch (error) {
    await stumbled(clock(), job, worker, error);
    return undefined;
  }
  return noted(clock(), job.jobId, worker, part);
}

/** Takes a job that nobody works on; undefined where there is none to be taken. */
async function claimed(ctx: Context, jobId: Id<'job'>, worker: string): Promise<Stored<StoredJob> | undefined> {
  if (!isThere(ctx, await jobs.find(ctx, jobId))) return undefined;
  return altered(ctx, jobId, CLAIM, (job) => {
    if (job.status !== 'queued' && !isWorkedOn(job)) return undefined;
    if (job.worker !== undefined && (job.lookAt ?? '') > ctx.now.toISOString()) return undefined;
    const startedAt = job.startedAt ?? ctx.now.toISOString();
    return { status: atWork(job), startedAt, worker, lookAt: leaseEnd(ctx) };
  });
}

/** Notes what a part has done; undefined where there is nothing more to do for this worker. */
async function noted(
  ctx: Context,
  jobId: Id<'job'>,
  worker: string,
  part: Part<object>,
): Promise<Stored<StoredJob> | undefined> {
  const ends = part.ends ?? (part.next === undefined ? 'done' : undefined);
  const action = ends === undefined ? 'progress' : actionOf[ends];
  const after = await altered(ctx, jobId, action, (job) => {
    if (job.worker !== worker || hasEnded(job)) return undefined;
    const counted = { ...added(job, part), checkpoint: part.next as StoredJob['checkpoint'], tries: 0 };
    if (ends === 'staged') return { ...counted, status: ends, worker: undefined, lookAt: undefined };
    if (ends) return { ...counted, ...ended(ctx, ends) };
    if (job.status === 'paused') return { ...counted, worker: undefined };
    // It may have been paused and resumed meanwhile.
    return { ...counted, status: atWork({ ...job, ...counted }), lookAt: leaseEnd(ctx) };
  });
  return after && isWorkedOn(after) ? after : undefined;
}

const atWork = ({ working = 'running' }: StoredJob): StoredJob['status'] => working;
const actionOf = { staged: 'stage', done: 'finish', failed: 'fail', undone: 'undo' } as const;

function added(job: StoredJob, { errors = [], total, result, working, ...more }: Part<object>) {
  const counted = jobCounts.filter((name) => more[name] !== undefined);
  return {
    ...Object.fromEntries(counted.map((name) => [name, (job[name] ?? 0) + (more[name] ?? 0)])),
    errors: [...job.errors, ...errors].slice(0, MOST_ERRORS),
    ...(total !== undefined && { total }),
    ...(result && { result }),
    ...(working && { working }),
  };
}

/** A part could not be done: what nobody can mend by waiting ends the job, the rest is tried again. */
async function stumbled(ctx: Context, job: Stored<StoredJob>, worker: string, error: unknown): Promise<void> {
  const tries = job.tries + 1;
  ctx.log.error('a part of a job failed', {
    company: ctx.companyId,
    job: job.jobId,
    kind: job.kind,
    tries,
    ...traceOf(error),
  });
  if (!(error instanceof Problem) && tries < MOST_TRIES)
    return handOn(ctx, job.jobId, worker, {
      tries,
      delaySeconds: Math.min(FIRST_DELAY_S * 2 ** (tries - 1), MOST_DELAY_S),
    });
  const why = error instanceof Problem ? { code: error.code, detail: error.message } : { code: 'internal' };
  await altered(ctx, job.jobId, 'fail', (now) =>
    now.worker === worker && !hasEnded(now) ? { ...added(now, { errors: [why] }), ...ended(ctx, 'failed') } : undefined,
  );
}

/** Leaves a job to the next worker. */
async function handOn(
  ctx: Context,
  jobId: Id<'job'>,
  worker: string,
  { tries, delaySeconds = 0 }: { tries?: number; delaySeconds?: number },
): Promise<void> {
  const left = await altered(ctx, jobId, 'progress', (job) =>
    job.worker === worker
      ? {
          worker: undefined,
          ...(isWorkedOn(job) && { lookAt: lookAtIfLost(ctx, delaySeconds) }),
          ...(tries !== undefined && { tries }),
        }
      : undefined,
  );
  if (left && isWorkedOn(left)) await callWorker(ctx, jobId, delaySeconds);
}

const leaseEnd = ({ now }: Context): string => new Date(now.getTime() + LEASE_MS).toISOString();
const ended = ({ now }: Context, status: 'done' | 'failed' | 'undone') => ({
  status,
  endedAt: now.toISOString(),
  worker: undefined,
  lookAt: undefined,
});

/** Makes a change of our own; undefined where `alter` wants none. */
async function altered(
  ctx: Context,
  jobId: Id<'job'>,
  action: string,
  alter: (job: Stored<StoredJob>) => Partial<StoredJob> | undefined,
): Promise<Stored<StoredJob> | undefined> {
  let after: Stored<StoredJob> | undefined;
  await change(
    ctx,
    jobs,
    jobId,
    action,
    (job) => {
      const fields = alter(job);
      after = fields && { ...job, ...fields };
      return after;
    },
    { silent: true },
  );
  return after;
}
