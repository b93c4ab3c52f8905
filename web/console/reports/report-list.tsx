import { Link } from '@tanstack/react-router';
import { reportRoutes } from '../../../shared/report/report.routes.ts';
import type { Report } from '../../../shared/report/report.schema.ts';
import { reportRunRoutes } from '../../../shared/report-run/run.routes.ts';
import { api } from '../api/client.ts';
import { usePages, useRead } from '../api/use.ts';
import { ListOf } from '../kit/list-of.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { RunState } from './parts.tsx';
import { ReportMenu } from './report-menu.tsx';
import { reportsTexts } from './texts/texts.ts';
import '../style/columns.css';
import '../style/reports.css';

const reports = api(reportRoutes);
const runs = api(reportRunRoutes);

/** What is sent regularly, and ready-made reports to begin with. */
export function ReportList() {
  const r = reportsTexts();
  return (
    <Page
      title={r.title}
      about={r.about}
      aside={
        may('reports:write') && (
          <Link to="/reports/new" className="button">
            {r.blank}
          </Link>
        )
      }
    >
      <Own />
      {may('reports:write') && <Gallery />}
    </Page>
  );
}

function Gallery() {
  const r = reportsTexts();
  const read = useRead(reports.gallery, { query: { language: spoken() } });
  return (
    <Panel title={r.ready}>
      <Loaded read={read} height={180}>
        {({ items }) => (
          <ul className="gallery">
            {items.map(({ name, about, report }) => (
              <li key={name} className="gallery-item">
                <h3>{report.title}</h3>
                <p className="muted">{about}</p>
                <Link
                  to="/reports/new"
                  search={{ from: name }}
                  className="button small"
                  aria-label={r.useThisNamed(report.title)}
                >
                  {r.useThis}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}

function Own() {
  const r = reportsTexts();
  const t = texts();
  const pages = usePages(reports.list, { query: {} });
  return (
    <Panel title={r.own}>
      <ListOf
        caption={r.own}
        pages={pages}
        keyOf={({ reportId }) => reportId}
        empty={r.noneYet}
        height={200}
        columns={[
          {
            name: r.name,
            cell: ({ reportId, title }) => (
              <Link to={may('reports:write') ? '/reports/$reportId' : '/reports/$reportId/runs'} params={{ reportId }}>
                <bdi>{title}</bdi>
              </Link>
            ),
          },
          { name: r.status, cell: (report) => <ReportState report={report} /> },
          { name: r.next, cell: ({ nextAt }) => (nextAt ? <When at={nextAt} /> : <span className="muted">–</span>) },
          { name: r.lastRun, cell: ({ reportId }) => <LastRun reportId={reportId} /> },
          ...(may('reports:write') ? [{ name: t.more, cell: (report: Report) => <ReportMenu report={report} /> }] : []),
        ]}
      />
    </Panel>
  );
}

const ReportState = ({ report: { status, pausedFor } }: { report: Report }) => {
  const r = reportsTexts();
  const look = { draft: '', active: 'ok', paused: 'warn' }[status];
  return (
    <>
      <span className={`tag ${look}`}>{r.statuses[status]}</span>{' '}
      {pausedFor && <span className="note">{r.pausedFor[pausedFor]}</span>}
    </>
  );
};

/** What became of it last; leads to all its runs. */
function LastRun({ reportId }: { reportId: string }) {
  const r = reportsTexts();
  const read = useRead(runs.list, { params: { reportId }, query: { limit: 1 } });
  const [last] = read.data?.items ?? [];
  return (
    <Link to="/reports/$reportId/runs" params={{ reportId }} className="quiet">
      {read.error ? (
        r.runs
      ) : !read.data ? (
        '…'
      ) : last ? (
        <>
          <When at={last.dueAt} /> <RunState run={last} />
        </>
      ) : (
        r.neverRun
      )}
    </Link>
  );
}
