import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reportRoutes } from '../../../shared/report/report.routes.ts';
import { reportRunRoutes } from '../../../shared/report-run/run.routes.ts';
import type { ShownRun } from '../../../shared/report-run/run.schema.ts';
import { formatDays } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { usePages, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Problem } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { isUnderWay, RunState } from './parts.tsx';
import { runsRoute } from './reports.route.ts';
import { RunNow } from './run-now.tsx';
import { reportsTexts } from './texts/texts.ts';

const reports = api(reportRoutes);
const runs = api(reportRunRoutes);
const AGAIN_MS = 3_000;

/** Each time that a report was due: sent, skipped and why, or failed. */
export function RunList() {
  const r = reportsTexts();
  const { reportId } = runsRoute.useParams();
  const { data: report, error } = useRead(reports.get, { params: { reportId } });
  const [asking, setAsking] = useState(false);
  return (
    <Page
      title={report ? r.runsOf(report.title) : r.runs}
      aside={
        report &&
        may('reports:write') && (
          <div className="actions">
            <Link to="/reports/$reportId" params={{ reportId }} className="button">
              {r.edit}
            </Link>
            {report.status === 'active' && (
              <Button look="main" onClick={() => setAsking(true)}>
                {r.runNow}
              </Button>
            )}
          </div>
        )
      }
    >
      {error ? <Problem error={error} /> : null}
      {report && asking && <RunNow report={report} onClose={() => setAsking(false)} />}
      <Runs reportId={reportId} />
    </Page>
  );
}

function Runs({ reportId }: { reportId: string }) {
  const r = reportsTexts();
  const asked = { params: { reportId }, query: {} };
  const pages = usePages(runs.list, asked, { again: (all) => all?.some(isUnderWay) === true && AGAIN_MS });
  const days = ({ period }: ShownRun) => period && formatDays(spoken(), period.from, period.to);
  return (
    <Panel title={r.runs}>
      <ListOf
        caption={r.runs}
        pages={pages}
        keyOf={({ runId }) => runId}
        empty={r.noRuns}
        height={320}
        columns={[
          {
            name: r.due,
            cell: ({ runId, dueAt }) => (
              <Link to="/reports/$reportId/runs/$runId" params={{ reportId, runId }}>
                <When at={dueAt} />
              </Link>
            ),
          },
          { name: r.status, cell: (run) => <RunState run={run} /> },
          { name: r.period, cell: days },
          { name: r.trigger, cell: ({ trigger }) => r.triggers[trigger] },
          {
            name: r.sentTo,
            number: true,
            cell: ({ counts: { sent, recipients } }) => r.sentOf(sent, recipients),
          },
          {
            name: r.files,
            cell: ({ files }) => files.map(({ format }) => r.formats[format]).join(', ') || '–',
          },
        ]}
      />
    </Panel>
  );
}
