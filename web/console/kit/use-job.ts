import { jobRoutes } from '../../../shared/job/job.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { isOver } from './progress.ts';

const jobs = api(jobRoutes);
const POLL_MS = 1_500;

/** A job that somebody waits for, read again until it has ended; nobody waits for what cannot be read. */
export function useJob(jobId: string | undefined) {
  const {
    data: job,
    error,
    refetch,
  } = useRead(
    jobs.get,
    { params: { jobId: jobId ?? '' } },
    { enabled: jobId !== undefined, again: (last) => !(last && isOver(last)) && POLL_MS },
  );
  const over = job !== undefined && isOver(job);
  return { job, over, running: jobId !== undefined && !over && !error, error, again: () => void refetch() };
}
