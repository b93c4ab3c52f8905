import * as z from 'zod';
import type { Context } from '../kernel/context.ts';
import { dueMessages } from '../kernel/due-records.ts';
import { env } from '../kernel/env.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { sendMessages } from '../kernel/queue.ts';
import { JOB_QUEUE, queueVariable } from '../kernel/queue-variable.ts';
import { JobId } from './job.schema.ts';
import { jobs } from './job.store.ts';

/** Says that a job may be worked on, never what or how far. */
export const JobMessage = z.object({ companyId: z.string(), jobId: JobId });
export type JobMessage = z.output<typeof JobMessage>;

/** After so long a message that has not come is taken for lost. */
const LOST_MS = 120_000;

/** When somebody looks at a job for which a message has just been sent. */
export const lookAtIfLost = ({ now }: Pick<Context, 'now'>, delaySeconds = 0): string =>
  new Date(now.getTime() + delaySeconds * 1_000 + LOST_MS).toISOString();

/** Has a worker go on with a job. One that is lost is sent again when the due index finds the job. */
export const callWorker = ({ companyId }: Context, jobId: Id<'job'>, delaySeconds?: number): Promise<void> =>
  sendMessages(JOB_QUEUE, env(queueVariable(JOB_QUEUE, 'run')), [
    { body: JSON.stringify({ companyId, jobId }), group: companyId, delaySeconds },
  ]);

/** Jobs whose message was lost, or whose worker has died. */
export const lostJobs = dueMessages(jobs, {
  called: (ctx, job) => ({ ...job, worker: undefined, lookAt: lookAtIfLost(ctx) }),
  send: (ctx, { jobId }) => callWorker(ctx, jobId),
});
