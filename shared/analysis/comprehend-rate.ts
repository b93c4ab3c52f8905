import { type Pace, pacer } from '../kernel/pace.ts';

/** Calls per second and operation that the account may make, unless `COMPREHEND_RATE` says otherwise. */
const DEFAULT_RATE = 10;
/** What may be taken of it by work that can wait; the rest is always free for what has just been said. */
const BACKLOG_SHARE = 0.5;
const SWEEP_SHARE = 0.2;
/** Divided among the jobs of all companies that run at a time. */
const JOB_SHARE = 0.1;
const TEXTS_PER_CALL = 25;

const paceOf = (share: number): Pace => {
  const take = pacer(Number(process.env['COMPREHEND_RATE'] ?? DEFAULT_RATE) * share);
  return (texts = 1) => take(Math.ceil(texts / TEXTS_PER_CALL));
};

/** Paces the backlog lane by texts; its share is divided among the `workers` that work it off at a time. */
export const backlogPace = (workers = 1): Pace => paceOf(BACKLOG_SHARE / workers);

/** Paces jobs over stored texts, of which so many run at a time. */
export const jobPace = (workers = 1): Pace => paceOf(JOB_SHARE / workers);

/** Paces the sweep, of which one run works at a time. */
export const sweepPace = (): Pace => paceOf(SWEEP_SHARE);
