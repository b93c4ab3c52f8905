const HOUR_S = 3_600;

/** Seconds that each attempt of a delivery comes after the one before; the tenth is the last. */
const gapsS = [0, 5, 60, 300, 1_800, 2 * HOUR_S, 5 * HOUR_S, 10 * HOUR_S, 24 * HOUR_S, 36 * HOUR_S];
const LONGEST_S = 96 * HOUR_S;
const JITTER = 0.1;

/**
 * When a delivery is tried again after a failed attempt: its gap and up to a tenth more, not before what the receiver
 * asked for. An attempt that was held back may have its next one planned for later than 96 hours: that comes at 96 hours.
 * Undefined when it has failed for good, after ten attempts or 96 hours.
 *
 * @param attempt the number of the one that failed, from 1
 * @param at when it failed
 * @param random a number from 0 to below 1
 */
export function nextAttempt({
  attempt,
  at,
  createdAt,
  retryAfterSeconds = 0,
  random = Math.random,
}: {
  attempt: number;
  at: Date;
  createdAt: Date;
  retryAfterSeconds?: number | undefined;
  random?: () => number;
}): Date | undefined {
  const gap = gapsS[attempt];
  if (gap === undefined) return undefined;
  const end = createdAt.getTime() + LONGEST_S * 1_000;
  const planned = at.getTime() + Math.ceil(gap * (1 + JITTER * random()) * 1_000);
  const last = at.getTime() < end ? Math.min(planned, end) : planned;
  const next = Math.max(last, at.getTime() + retryAfterSeconds * 1_000);
  return next > end ? undefined : new Date(next);
}
