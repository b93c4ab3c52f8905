import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../../../shared/http/client.ts';
import type { Job } from '../../../shared/job/job.schema.ts';
import { jobRoutes } from '../../../shared/job/job.routes.ts';
import { api } from '../api/client.ts';
import { readAgain, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { wordsOf } from '../kit/states.tsx';
import { unwatchJob, type Watched } from '../kit/watched-jobs.ts';
import { locale } from '../texts/console.ts';
import { JobStatus, Progress } from './parts.tsx';
import { milestoneOf, rests, waitMs } from '../kit/progress.ts';
import { jobsTexts } from './texts/texts.ts';
import '../style/columns.css';
import '../style/jobs.css';

const jobs = api(jobRoutes);

export const TrayList = ({ watched }: { watched: readonly Watched[] }) => (
  <aside className="tray" aria-label={jobsTexts().tray}>
    <ul>
      {watched.map((one) => (
        <TrayJob key={one.jobId} {...one} />
      ))}
    </ul>
  </aside>
);

function TrayJob({ jobId, since }: Watched) {
  const j = jobsTexts();
  const again = (last: Job | undefined): number | false => !(last && rests(last)) && waitMs(Date.now() - since);
  const { data, error } = useRead(jobs.get, { params: { jobId } }, { again });
  // What it has changed is read again where it is shown.
  const status = data?.status;
  useEffect(() => {
    if (status !== undefined && rests({ status })) void readAgain('feedback', 'metrics', 'dashboard');
  }, [status]);
  const isGone = error instanceof ApiError && error.status === 404;
  useEffect(() => {
    if (isGone) unwatchJob(jobId);
  }, [isGone, jobId]);
  const name = data ? (j.kinds[data.kind] ?? data.kind) : j.kind;
  return (
    <li>
      <div className="panel-head">
        <Link to="/jobs" search={{ open: jobId }} className="quiet">
          <strong>{name}</strong> {data && <JobStatus job={data} />}
        </Link>
        <Button look="bare" small aria-label={j.hide(name)} onClick={() => unwatchJob(jobId)}>
          <Icon name="close" />
        </Button>
      </div>
      {data && <Progress job={data} />}
      {/* Says the same until there is something new to say. */}
      <span className="hidden" role="status">
        {error && !isGone ? wordsOf(error) : data && toldOf(name, data)}
      </span>
    </li>
  );
}

function toldOf(name: string, job: Parameters<typeof milestoneOf>[0]): string {
  const j = jobsTexts();
  const milestone = milestoneOf(job);
  if (milestone === 'start') return j.announceStart(name);
  if (milestone === 'end') return j.announceEnd(name, j.statuses[job.status] ?? job.status);
  return j.announceQuarter(name, new Intl.NumberFormat(locale(), { style: 'percent' }).format(milestone / 100));
}
