import { setTimeout as sleep } from 'node:timers/promises';
import type { Rate } from './allowance.ts';
import type { Pace } from './pace.ts';
import { type Lags, readLags } from './pulse.ts';

/** A rate that finds out by the stream readers' lag what table and readers carry. */
export type LagRate = {
  /** Turns a second: at the beginning, at most, and whatever holds the readers up. */
  first: number;
  most: number;
  least: number;
  /** A lag below this one raises the rate, one above the other lowers it. */
  nearMs: number;
  tooFarMs: number;
};

const FALL = 0.7;
/** Turns a second, for each second of the last five at most: what went well longer ago says little of now. */
const GROWTH = 2;
const GROWS_FOR_MS = 5_000;
/** A lower rate shows when the readers have come to it: so long it is not lowered again. */
const PATIENCE_MS = 2_000;

/**
 * The rate from now on: less than it was where the readers are too far behind, a little more where they are not (additive
 * increase, multiplicative decrease, as of TCP; Chiu and Jain 1989). So it settles just below what table and readers
 * carry, which nobody has to know, and those who share them come to share it. `now` in milliseconds.
 */
export function nextRate(
  { first, most, least, nearMs, tooFarMs }: LagRate,
  before: Rate | undefined,
  lagMs: number,
  now: number,
): Rate {
  if (before === undefined) return { perSecond: first, since: now };
  const { perSecond, since } = before;
  const agoMs = now - since;
  if (lagMs > tooFarMs && agoMs >= PATIENCE_MS) return { perSecond: Math.max(least, perSecond * FALL), since: now };
  if (lagMs < nearMs && agoMs >= 1_000) {
    const more = (GROWTH * Math.min(agoMs, GROWS_FOR_MS)) / 1_000;
    return { perSecond: Math.min(most, perSecond + more), since: now };
  }
  return before;
}

const ASK_EVERY_MS = 500;
let asked: { at: number; lags: Promise<Lags> } | undefined;

/** How far the reader is behind that is furthest, in milliseconds; asked for at most twice a second and process. */
export async function currentLag(now: Date): Promise<number> {
  if (!asked || Math.abs(now.getTime() - asked.at) >= ASK_EVERY_MS) {
    const lags = readLags(now);
    asked = { at: now.getTime(), lags };
    lags.catch(() => (asked = undefined));
  }
  return Math.max(...Object.values(await asked.lags).map((lag) => lag ?? 0));
}

/** Hands out turns at such a rate, within one process; each caller waits for its own. */
export function lagPacer(limits: LagRate): Pace {
  let rate: Rate | undefined;
  let next = 0;
  return async (turns = 1) => {
    const lagMs = await currentLag(new Date());
    const now = Date.now();
    rate = nextRate(limits, rate, lagMs, now);
    const turn = Math.max(now, next);
    next = turn + (turns * 1_000) / rate.perSecond;
    if (turn > now) await sleep(turn - now);
  };
}
