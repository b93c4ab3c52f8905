import { useState } from 'react';
import { reportRunRoutes } from '../../../shared/report-run/run.routes.ts';
import type { ShownRun } from '../../../shared/report-run/run.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Confirm } from '../kit/confirm.tsx';
import { Button } from '../kit/button.tsx';
import { toast } from '../kit/toast.tsx';
import { isUnderWay } from './parts.tsx';
import { reportsTexts } from './texts/texts.ts';

const runs = api(reportRunRoutes);

/** Stops a run that is under way; lets the links of one that was sent lead nowhere. */
export function RunActions({ run }: { run: ShownRun }) {
  const r = reportsTexts();
  const [asking, setAsking] = useState(false);
  const cancel = useChange(runs.cancel);
  const revoke = useChange(runs.revoke);
  const params = { reportId: run.reportId, runId: run.runId };
  const name = isUnderWay(run) ? r.cancelRun : r.revoke;
  const act = isUnderWay(run) ? cancel : revoke;
  if (run.revokedAt !== undefined || (!isUnderWay(run) && run.counts.sent === 0)) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{name}</Button>
      {asking && (
        <Confirm
          title={name}
          action={name}
          pending={act.isPending}
          error={act.error}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            act.mutate(
              { params },
              {
                onSuccess: ({ status }) => {
                  setAsking(false);
                  toast(status === 'cancelled' ? r.cancelled : r.revoked);
                },
              },
            )
          }
        >
          {isUnderWay(run) ? r.cancelRunAsk : r.revokeAsk}
        </Confirm>
      )}
    </>
  );
}
