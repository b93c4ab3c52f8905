import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../http/problem.ts';
import type { Context } from './context.ts';
import { ConditionFailed, isConflict } from './write.ts';

const MOST_TRIES = 30;
const MOST_MS = 8_000;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 400;

/** Random, below a limit that doubles with each try: callers that collided once do not collide again in step. */
export const backOff = (tries: number): Promise<void> =>
  sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));

/** A write failed because somebody else has changed, or is changing, what it depends on. Nothing was written. */
export const isContention = (error: unknown): boolean => error instanceof ConditionFailed || isConflict(error);

/**
 * The one optimistic loop: `work` reads, decides and commits; when its write meets {@link isContention}, all of it is
 * done again on what is true then, so it must be safe to repeat. Ends after 30 tries, 8 seconds or at the context's
 * deadline with the problem `unavailable` (503 with Retry-After), never as a success. `pause` waits before another try;
 * `again` says after which failures there is one.
 */
export async function retryOnConflict<T>(
  ctx: Pick<Context, 'deadline'>,
  work: () => Promise<T>,
  pause = backOff,
  again = isContention,
): Promise<T> {
  const latest = Math.min(Date.now() + MOST_MS, ctx.deadline?.getTime() ?? Infinity);
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!again(error)) throw error;
      if (tries === MOST_TRIES || Date.now() >= latest) {
        throw new Problem('unavailable', 'Others keep changing this at the same time.', { cause: error });
      }
      await pause(tries);
    }
  }
}

const MOST_RESENDS = 12;

/**
 * Sends a write again as it is where nothing but another transaction at work on the same row has refused it: what was read
 * for it is mostly true still, and where it is not, its conditions say so. Cheaper than to read everything anew, which is
 * what counts where many change one row at once. Throws what {@link isContention} knows after 12 tries.
 */
export async function sendThroughConflicts(ctx: Pick<Context, 'deadline'>, send: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      const isLate = ctx.deadline !== undefined && ctx.deadline.getTime() <= Date.now();
      if (!isConflict(error) || tries === MOST_RESENDS || isLate) throw error;
      await backOff(tries);
    }
  }
}

const MOST_SENDS = 8;

/**
 * The one loop around calls that may take a part and refuse the rest (BatchGet, BatchWrite, PutEvents, SendMessageBatch):
 * `send` returns what was refused, and only that is sent again. Throws what counts as a throttle when some is left in
 * the end; `name` says in the log who refused.
 */
export async function sendAll<T>(
  name: string,
  items: readonly T[],
  send: (open: readonly T[]) => Promise<readonly T[]>,
): Promise<void> {
  let open = items;
  for (let tries = 1; open.length > 0; tries++) {
    open = await send(open);
    if (open.length === 0) return;
    if (tries === MOST_SENDS) {
      throw Object.assign(new Error(`${name} refused ${open.length} of ${items.length}`), {
        name: 'ThrottlingException',
      });
    }
    await sleep(Math.random() * Math.min(1_000, 20 * 2 ** tries));
  }
}

/**
 * The one loop around work that is told to come again later (429 with `Retry-After`): it waits as long as it is told, until
 * an instant (milliseconds). False where that comes before its turn; then nothing was done.
 */
export async function whenAdmitted(work: () => Promise<void>, until: number): Promise<boolean> {
  for (;;) {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'too-many-requests') throw error;
      const waitMs = Number(error.headers?.['retry-after'] ?? 1) * 1_000;
      await sleep(Math.max(0, Math.min(waitMs, until - Date.now())));
      if (Date.now() >= until) return false;
    }
  }
}
