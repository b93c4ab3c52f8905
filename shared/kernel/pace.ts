import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a number of turns (1 unless given) may be taken. */
export type Pace = (turns?: number) => Promise<void>;

/** Hands out turns at an even rate; each caller waits for its own. What was not used is not saved up. */
export function pacer(perSecond: number): Pace {
  let next = 0;
  return async (turns = 1) => {
    const turn = Math.max(Date.now(), next);
    next = turn + (turns * 1_000) / perSecond;
    if (turn > Date.now()) await sleep(turn - Date.now());
  };
}
