import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { reportRoutes } from '../../../shared/report/report.routes.ts';
import { reportRunRoutes } from '../../../shared/report-run/run.routes.ts';
import type { ShownRun } from '../../../shared/report-run/run.schema.ts';
import { formatDays } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Page, Panel } from '../kit/page.tsx';
import { Empty, Loaded, Skeleton } from '../kit/states.tsx';
import { exact, When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { isUnderWay, RunState } from './parts.tsx';
import { reportsTexts } from './texts/texts.ts';
import { runRoute } from './reports.route.ts';
import { RunActions } from './run-actions.tsx';
import { RunDeliveries } from './run-deliveries.tsx';
import { RunFiles } from './run-files.tsx';
import '../style/columns.css';
import '../style/reports.css';

const reports = api(reportRoutes);
const runs = api(reportRunRoutes);
const AGAIN_MS = 2_000;
/** What lays a report out comes after what became of it. */
const Snapshot = lazy(() => import('./snapshot.tsx').then((module) => ({ default: module.Snapshot })));

/** One run: what it said, to whom it went, and its files. */
export function RunPage() {
  const r = reportsTexts();
  const params = runRoute.useParams();
  const { data: report } = useRead(reports.get, { params: { reportId: params.reportId } });
  // The links to its files are new with each reading, so what is over is not read again.
  const again = (run: ShownRun | undefined): number | false => run !== undefined && isUnderWay(run) && AGAIN_MS;
  const read = useRead(runs.get, { params }, { again });
  return (
    <Page
      title={report?.title ?? r.run}
      about={
        <Link to="/reports/$reportId/runs" params={{ reportId: params.reportId }}>
          {r.runs}
        </Link>
      }
      aside={read.data && may('reports:write') && <RunActions run={read.data} />}
    >
      <Loaded read={read} height={480}>
        {(run) => (
          <div className="grid">
            <Facts run={run} />
            <RunFiles run={run} />
            <RunDeliveries run={run} />
            <Panel title={r.asSent} about={r.asSentAbout}>
              {run.snapshot ? (
                <Suspense fallback={<Skeleton height={640} />}>
                  <Snapshot runId={run.runId} url={run.snapshot.url} />
                </Suspense>
              ) : (
                <Empty>{r.notComputed}</Empty>
              )}
            </Panel>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Facts({ run }: { run: ShownRun }) {
  const r = reportsTexts();
  return (
    <Panel title={r.run} span={8}>
      <dl className="facts">
        <dt>{r.status}</dt>
        <dd>
          <RunState run={run} />
          {run.failure && (
            <p className="note">
              <bdi lang="en">{run.failure}</bdi>
            </p>
          )}
        </dd>
        <dt>{r.due}</dt>
        <dd>
          {exact(run.dueAt)} (<When at={run.dueAt} />)
        </dd>
        <dt>{r.trigger}</dt>
        <dd>
          {r.triggers[run.trigger]}
          {run.askedBy && (
            <>
              {' '}
              <bdi>({run.askedBy})</bdi>
            </>
          )}
        </dd>
        {run.period && (
          <>
            <dt>{r.period}</dt>
            <dd>{formatDays(spoken(), run.period.from, run.period.to)}</dd>
          </>
        )}
        <dt>{r.sentTo}</dt>
        <dd>
          {r.sentOf(run.counts.sent, run.counts.recipients)}
          {run.revokedAt && <p className="note">{r.revoked}</p>}
        </dd>
      </dl>
    </Panel>
  );
}
