import { Link, useNavigate } from '@tanstack/react-router';
import { jobRoutes } from '../../../shared/job/job.routes.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { JobDetail } from './job-detail.tsx';
import { jobsRoute } from './jobs.route.ts';
import { JobStatus, Progress } from './parts.tsx';
import { rests } from '../kit/progress.ts';
import { jobsTexts } from './texts/texts.ts';
import '../style/columns.css';
import '../style/jobs.css';

const jobs = api(jobRoutes);
const AGAIN_MS = 2_000;

/** What is done in the background: how far it is, what came of it, and how to stop it. */
export function JobList() {
  const j = jobsTexts();
  const { open } = jobsRoute.useSearch();
  const navigate = useNavigate();
  const pages = usePages(jobs.list, { query: {} }, { again: (all) => !all?.every(rests) && AGAIN_MS });
  const show = (jobId: string | undefined): void =>
    void navigate({ to: '/jobs', search: jobId === undefined ? {} : { open: jobId }, replace: open !== undefined });
  return (
    <Page
      title={j.title}
      about={j.about}
      aside={
        <div className="actions">
          {may('imports:write') && (
            <Link to="/imports/new" className="button">
              {j.newImport}
            </Link>
          )}
          <Link to="/exports/new" className="button">
            {j.newExport}
          </Link>
        </div>
      }
    >
      <Panel title={j.title}>
        <ListOf
          caption={j.title}
          pages={pages}
          keyOf={({ jobId }) => jobId}
          openKey={open}
          onOpen={({ jobId }) => show(jobId)}
          empty={j.noneYet}
          height={320}
          columns={[
            {
              name: j.kind,
              cell: ({ jobId, kind }) => (
                <Link to="/jobs" search={{ open: jobId }}>
                  {j.kinds[kind] ?? kind}
                </Link>
              ),
            },
            { name: j.status, cell: (job) => <JobStatus job={job} /> },
            { name: j.progress, cell: (job) => <Progress job={job} /> },
            { name: j.when, cell: ({ createdAt }) => <When at={createdAt} /> },
            { name: j.by, cell: ({ createdBy }) => <bdi>{createdBy.id}</bdi> },
          ]}
        />
      </Panel>
      {open !== undefined && (
        <Dialog side title={j.kind} onClose={() => show(undefined)}>
          <JobDetail jobId={open} />
        </Dialog>
      )}
    </Page>
  );
}
