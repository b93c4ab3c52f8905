import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Report } from '../../../shared/report/report.schema.ts';
import { reportRunRoutes } from '../../../shared/report-run/run.routes.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Confirm } from '../kit/confirm.tsx';
import { toast } from '../kit/toast.tsx';
import { reportsTexts } from './texts/texts.ts';

const runs = api(reportRunRoutes);

/** Asks, runs the report, and opens the run. */
export function RunNow({ report, onClose }: { report: Report; onClose: () => void }) {
  const r = reportsTexts();
  const navigate = useNavigate();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const run = useChange(runs.run, 'report');
  const { reportId, recipients } = report;
  const names = [...recipients.userIds, ...recipients.roles, ...recipients.teamIds, ...recipients.addresses];
  return (
    <Confirm
      title={r.runNow}
      action={r.runNow}
      look="main"
      pending={run.isPending || report.burst !== 'none'}
      error={run.error}
      onClose={onClose}
      onConfirm={() =>
        run.mutate(
          { params: { reportId }, body: {}, idempotencyKey },
          {
            onSuccess: ({ runId }) => {
              onClose();
              toast(r.started);
              void navigate({ to: '/reports/$reportId/runs/$runId', params: { reportId, runId } });
            },
          },
        )
      }
    >
      {report.burst === 'none' ? r.runNowAsk(names.join(', ') || '–') : r.runNowBurst}
    </Confirm>
  );
}
