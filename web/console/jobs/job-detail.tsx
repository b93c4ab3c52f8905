import { useState } from 'react';
import type { ExportJob } from '../../../shared/export/export.schema.ts';
import type { ImportJob } from '../../../shared/import/import.schema.ts';
import { jobRoutes } from '../../../shared/job/job.routes.ts';
import type { Job } from '../../../shared/job/job.schema.ts';
import { api } from '../api/client.ts';
import { useChange, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Confirm } from '../kit/confirm.tsx';
import { Loaded } from '../kit/states.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { exact } from '../kit/when.tsx';
import { ExportFiles } from './export-files.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { JobStatus, Progress } from './parts.tsx';
import { isOver, rests } from '../kit/progress.ts';
import { jobsTexts } from './texts/texts.ts';

const jobs = api(jobRoutes);
const AGAIN_MS = 1_500;

/** One job: how far it is, what came of it, and what can be done about it. */
export function JobDetail({ jobId }: { jobId: string }) {
  const read = useRead(jobs.get, { params: { jobId } }, { again: (job) => !(job && rests(job)) && AGAIN_MS });
  return (
    <Loaded read={read} height={240}>
      {(job) => (
        <div className="stack">
          <Facts job={job} />
          {job.kind === 'export' && <ExportFiles job={job as ExportJob} />}
          {job.kind === 'import' && <ImportOutcome job={job as ImportJob} />}
          <Errors errors={job.errors} />
          <Actions job={job} />
        </div>
      )}
    </Loaded>
  );
}

function Facts({ job }: { job: Job }) {
  const j = jobsTexts();
  return (
    <>
      <h3>
        {j.kinds[job.kind] ?? job.kind} <JobStatus job={job} />
      </h3>
      <Progress job={job} />
      <dl className="facts">
        <dt>{j.when}</dt>
        <dd>{exact(job.createdAt)}</dd>
        {job.endedAt && (
          <>
            <dt>{j.ended}</dt>
            <dd>{exact(job.endedAt)}</dd>
          </>
        )}
        <dt>{j.by}</dt>
        <dd>
          <bdi>{job.createdBy.id}</bdi>
        </dd>
      </dl>
    </>
  );
}

const Errors = ({ errors }: { errors: Job['errors'] }) =>
  errors.length > 0 && (
    <div>
      <h3>{jobsTexts().errors}</h3>
      <ul className="lines">
        {errors.map(({ code, detail }, at) => (
          <li key={at}>
            <bdi lang="en">
              {code.replaceAll('_', ' ')}
              {detail && `: ${detail}`}
            </bdi>
          </li>
        ))}
      </ul>
    </div>
  );

function Actions({ job }: { job: Job }) {
  const j = jobsTexts();
  const [asking, setAsking] = useState(false);
  const touched = ['export', 'import'];
  const pause = useChange(jobs.pause, ...touched);
  const resume = useChange(jobs.resume, ...touched);
  const cancel = useChange(jobs.cancel, ...touched);
  if (isOver(job)) return null;
  const asked = { params: { jobId: job.jobId }, body: {} };
  const told = { onError: toastError };
  return (
    <div className="actions">
      {job.status === 'paused' ? (
        <Button small disabled={resume.isPending} onClick={() => resume.mutate(asked, told)}>
          {j.resume}
        </Button>
      ) : (
        job.status !== 'staged' && (
          <Button small disabled={pause.isPending} onClick={() => pause.mutate(asked, told)}>
            {j.pause}
          </Button>
        )
      )}
      <Button small look="danger" onClick={() => setAsking(true)}>
        {j.cancel}
      </Button>
      {asking && (
        <Confirm
          title={j.cancel}
          action={j.cancel}
          pending={cancel.isPending}
          error={cancel.error}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            cancel.mutate(asked, {
              onSuccess: () => {
                setAsking(false);
                toast(j.cancelled);
              },
            })
          }
        >
          {j.cancelAsk}
        </Confirm>
      )}
    </div>
  );
}
