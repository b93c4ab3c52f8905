import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { reportRoutes } from '../../../shared/report/report.routes.ts';
import type { Report } from '../../../shared/report/report.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Confirm } from '../kit/confirm.tsx';
import { Icon } from '../kit/icon.tsx';
import { Menu } from '../kit/menu.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { RunNow } from './run-now.tsx';
import { reportsTexts } from './texts/texts.ts';

const reports = api(reportRoutes);

/** What can be done with a report as a whole. */
export function ReportMenu({ report, away }: { report: Report; away?: () => void }) {
  const r = reportsTexts();
  const t = texts();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'run' | 'remove'>();
  const pause = useChange(reports.pause);
  const resume = useChange(reports.resume);
  const remove = useChange(reports.remove, 'report-run');
  const { reportId, version, status } = report;
  const params = { reportId };
  const told = { onError: toastError };
  const resumeAt = (ifMatch: number): void =>
    resume.mutate({ params, ifMatch }, { onSuccess: () => toast(r.resumed), ...told });
  const entries = [
    {
      id: 'runs',
      name: r.runs,
      act: () => void navigate({ to: '/reports/$reportId/runs', params }),
    },
    ...(status === 'active' ? [{ id: 'run', name: r.runNow, act: () => setAsking('run') }] : []),
    ...(status === 'active'
      ? [
          {
            id: 'pause',
            name: r.pause,
            act: () =>
              pause.mutate(
                { params, ifMatch: version },
                {
                  onSuccess: (after) => toast(r.paused, { name: t.undo, act: () => resumeAt(after.version) }),
                  ...told,
                },
              ),
          },
        ]
      : []),
    ...(status === 'paused' ? [{ id: 'resume', name: r.resume, act: () => resumeAt(version) }] : []),
    { id: 'remove', name: r.remove, act: () => setAsking('remove') },
  ];
  return (
    <>
      <Menu label={`${t.more}: ${report.title}`} parts={[{ entries }]}>
        <Icon name="more" />
      </Menu>
      {asking === 'run' && <RunNow report={report} onClose={() => setAsking(undefined)} />}
      {asking === 'remove' && (
        <Confirm
          title={r.remove}
          action={t.remove}
          pending={remove.isPending}
          error={remove.error}
          onClose={() => setAsking(undefined)}
          onConfirm={() =>
            remove.mutate(
              { params, ifMatch: version },
              {
                onSuccess: () => {
                  setAsking(undefined);
                  toast(r.removed);
                  away?.();
                },
              },
            )
          }
        >
          <p>{r.removeAsk}</p>
          <p>
            <Link to="/reports/$reportId/runs" params={params}>
              <bdi>{report.title}</bdi>
            </Link>
          </p>
        </Confirm>
      )}
    </>
  );
}
