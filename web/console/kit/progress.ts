import type { Job } from '../../../shared/job/job.schema.ts';

type Going = Pick<Job, 'status' | 'done' | 'total'>;

const over: readonly Job['status'][] = ['done', 'failed', 'cancelled', 'undone'];
/** Nothing more comes of it by itself. */
export const isOver = ({ status }: Pick<Job, 'status'>): boolean => over.includes(status);
/** It waits for a person: there is no use in asking for it again and again. */
export const rests = ({ status }: Pick<Job, 'status'>): boolean =>
  over.includes(status) || status === 'staged' || status === 'paused';

/** The share that is done, 0 to 1; undefined where nobody knows how much there is. */
export const shareOf = ({ done, total }: Going): number | undefined =>
  total === undefined || total === 0 ? undefined : Math.min(1, done / total);

/** What is worth saying aloud: the beginning, each quarter, and the end. */
export function milestoneOf(job: Going): 'start' | 'end' | 25 | 50 | 75 {
  if (rests(job)) return 'end';
  const quarter = Math.min(3, Math.floor((shareOf(job) ?? 0) * 4));
  return quarter === 0 ? 'start' : ((quarter * 25) as 25 | 50 | 75);
}

/** How long to wait before a job is asked for again: at once at first, and less often the longer it takes. */
export const waitMs = (sinceMs: number): number => Math.max(1_000, Math.min(5_000, sinceMs / 5));
