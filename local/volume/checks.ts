import type { JobDefinition } from '../../shared/job/define.ts';
import type { Job } from '../../shared/job/job.schema.ts';
import { get as getJob } from '../../shared/job/job.ts';
import { work } from '../../shared/job/run.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { seconds } from '../beside-import/report.ts';
import { isFlat, type Watched, watched } from './watched.ts';

/** Of a worker, less what it must be done by (`events/queues/jobs`). */
const WORKER_MS = 95_000;

/** A request of its own, made now. */
export const fresh = (ctx: Context): Context => ({ ...ctx, now: new Date(), requestId: newId('job') });

/** Has workers do a job, one after the other, until it has come to an end. */
export async function done(
  ctx: Context,
  jobId: Id<'job'>,
  kind: JobDefinition,
  held: () => number,
): Promise<{ job: Job; watched: Watched }> {
  const { definition, ended } = watched(kind, held);
  for (;;) {
    const deadline = new Date(Date.now() + WORKER_MS);
    await work({ ...fresh(ctx), deadline }, jobId, { now: () => new Date(), definitions: [definition] });
    const job = await getJob(ctx, { jobId });
    if (['done', 'failed', 'undone'].includes(job.status)) return { job, watched: ended() };
  }
}

export type Checks = {
  /** Says whether something holds, with what was found where it does not. */
  check: (what: string, holds: boolean, told?: unknown) => void;
  /** A row of the table of steps. */
  note: (what: string, watched: Watched) => void;
  /** Begins the table of steps. */
  heading: () => void;
  /** Whether everything has held so far. */
  isGood: () => boolean;
};

/** Prints what holds and what does not. */
export function checksTo(say: (line: string) => void): Checks {
  let isGood = true;
  const check: Checks['check'] = (what, holds, told = '') => {
    isGood &&= holds;
    say(`${holds ? '✓' : '✗'} ${what} ${holds ? '' : JSON.stringify(told)}`.trimEnd());
  };
  return {
    check,
    note(what, { ms, cpuMs, parts, longestMs, heldMb, mostRssMb }) {
      const mb = [heldMb[0], Math.max(...heldMb), heldMb.at(-1)].map((one = NaN) => one.toFixed(0)).join(' / ');
      say(
        `| ${what} | ${seconds(ms)} | ${seconds(cpuMs)} | ${parts} | ${seconds(longestMs)} | ${mb} | ${mostRssMb.toFixed(0)} |`,
      );
      check(`${what}: memory does not grow with the number`, isFlat({ heldMb }), heldMb);
    },
    heading() {
      say('| step | seconds | CPU seconds | parts | longest part | held, MB: first / most / last | RSS, most |');
      say('|---|---|---|---|---|---|---|');
    },
    isGood: () => isGood,
  };
}
