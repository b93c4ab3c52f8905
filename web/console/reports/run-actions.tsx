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
  // What was asked for stays what is asked: the run may be over before somebody has answered.
  const [asking, setAsking] = useState<'cancel' | 'revoke'>();
  const cancel = useChange(runs.cancel);
  const revoke = useChange(runs.revoke);
  const params = { reportId: run.reportId, runId: run.runId };
  const going = isUnderWay(run);
  const names = { cancel: r.cancelRun, revoke: r.revoke };
  const offered = going ? 'cancel' : run.revokedAt === undefined && run.counts.sent > 0 ? 'revoke' : undefined;
  const act = asking === 'cancel' ? cancel : revoke;
  const ask = (what: 'cancel' | 'revoke'): void => {
    cancel.reset();
    revoke.reset();
    setAsking(what);
  };
  return (
    <>
      {offered && <Button onClick={() => ask(offered)}>{names[offered]}</Button>}
      {asking && (
        <Confirm
          title={names[asking]}
          action={names[asking]}
          pending={act.isPending}
          error={act.error}
          onClose={() => setAsking(undefined)}
          onConfirm={() =>
            act.mutate(
              { params },
              {
                onSuccess: ({ status }) => {
                  setAsking(undefined);
                  toast(status === 'cancelled' ? r.cancelled : r.revoked);
                },
              },
            )
          }
        >
          {asking === 'cancel' ? r.cancelRunAsk : r.revokeAsk}
        </Confirm>
      )}
    </>
  );
}
