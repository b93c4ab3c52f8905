import type { Job } from '../../../shared/job/job.schema.ts';
import { formatCount } from '../../chart/format.ts';
import { spoken } from '../texts/console.ts';
import { isOver, shareOf } from '../kit/progress.ts';
import { jobsTexts } from './texts/texts.ts';

const looks: Partial<Record<Job['status'], string>> = { done: 'ok', failed: 'error', staged: 'warn', paused: 'warn' };

export const JobStatus = ({ job: { status } }: { job: Pick<Job, 'status'> }) => (
  <span className={`tag ${looks[status] ?? ''}`}>{jobsTexts().statuses[status]}</span>
);

/** How far a job is, as a bar and in numbers. */
export function Progress({ job }: { job: Job }) {
  const j = jobsTexts();
  const share = shareOf(job);
  const done = formatCount(spoken(), job.done);
  return (
    <div className="progress">
      {!isOver(job) && <progress aria-label={j.progress} value={share} max={1} />}
      <span className="note">
        {job.total === undefined ? done : j.progressOf(done, formatCount(spoken(), job.total))}
        {job.failed > 0 && ` · ${j.failedN(job.failed)}`}
        {job.skipped > 0 && ` · ${j.skippedN(job.skipped)}`}
      </span>
    </div>
  );
}
