import { reportRoutes } from '../../../shared/report/report.routes.ts';
import type { CreateReport } from '../../../shared/report/report.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Page } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { me } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { ReportEditor } from './report-editor.tsx';
import { newReportRoute, reportRoute } from './reports.route.ts';
import { reportsTexts } from './texts/texts.ts';

const reports = api(reportRoutes);

export function ReportPage() {
  const { reportId } = reportRoute.useParams();
  const read = useRead(reports.get, { params: { reportId } });
  if (read.data) return <ReportEditor key={reportId} report={read.data} />;
  return (
    <Page title={reportsTexts().name}>
      <Loaded read={read} height={640}>
        {() => null}
      </Loaded>
    </Page>
  );
}

/** A new report: a copy of a ready-made one, or an empty one. */
export function NewReport() {
  const { from } = newReportRoute.useSearch();
  const read = useRead(reports.gallery, { query: { language: spoken() } }, { enabled: from !== undefined });
  const r = reportsTexts();
  if (from === undefined) return <ReportEditor key="empty" begin={empty(r.newTitle)} from="empty" />;
  const found = read.data?.items.find(({ name }) => name === from)?.report;
  if (read.data) return <ReportEditor key={from} begin={found ?? empty(r.newTitle)} from={from} />;
  return (
    <Page title={r.newTitle}>
      <Loaded read={read} height={640}>
        {() => null}
      </Loaded>
    </Page>
  );
}

/** Sent on Mondays unless something else is chosen. */
const empty = (title: string): CreateReport => ({
  title,
  language: spoken(),
  paper: 'a4',
  period: 'last_week',
  compare: 'previous',
  filters: {},
  sections: [],
  recipients: { userIds: [], roles: [], teamIds: [], addresses: [] },
  formats: [],
  schedule: { cron: '0 7 * * 1', timeZone: me().timeZone },
  sendWhen: 'always',
  burst: 'none',
  catchUp: 'latest',
  retentionDays: 400,
  status: 'draft',
});
