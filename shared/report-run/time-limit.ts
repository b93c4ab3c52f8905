import type { Context } from '../kernel/context.ts';

/** What was not ready in time. */
export class TooSlow extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super(`was not ready within ${seconds} seconds`);
    this.seconds = seconds;
  }
}

/** A time within which several things have to be ready, together. */
export type TimeLimit = {
  /** The result of some work; throws {@link TooSlow} where the time runs out before. */
  within: <T>(work: Promise<T>) => Promise<T>;
  isOver: () => boolean;
  /** Whoever has set a limit ends it, or its clock keeps the process busy. */
  end: () => void;
};

export function timeLimit(ms: number): TimeLimit {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const seconds = Math.round(ms / 1_000);
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOver = true;
      reject(new TooSlow(seconds));
    }, ms);
  });
  // Where nothing waits for it any more, nobody has to be told.
  late.catch(() => undefined);
  return {
    within: (work) => Promise.race([work, late]),
    isOver: () => isOver,
    end: () => clearTimeout(timer),
  };
}

type Send = (command: object, ...rest: unknown[]) => Promise<unknown>;

/** A context that reads no more once a time is over: work that nobody waits for ends with its next read. */
export function readingWithin(ctx: Context, limit: Pick<TimeLimit, 'isOver'>): Context {
  const through = ctx.db.send.bind(ctx.db) as unknown as Send;
  const send: Send = (command, ...rest) =>
    limit.isOver() ? Promise.reject(new Error('the time for reading is over')) : through(command, ...rest);
  return { ...ctx, db: { send: send as unknown as Context['db']['send'] } };
}
