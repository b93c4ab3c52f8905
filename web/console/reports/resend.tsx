import { useState } from 'react';
import { reportRunRoutes } from '../../../shared/report-run/run.routes.ts';
import type { ShownRun } from '../../../shared/report-run/run.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Confirm } from '../kit/confirm.tsx';
import { toast } from '../kit/toast.tsx';
import { reportsTexts } from './texts/texts.ts';

const runs = api(reportRunRoutes);

/** Addresses, or all to whom it did not get. */
export type Resending = string[] | 'failed';
export const canResend = ({ status }: ShownRun): boolean => status === 'done' || status === 'done_with_errors';

/** Asks, mails the run again as it was, and says of each who is left out why. */
export function Resend({ run, to, onClose }: { run: ShownRun; to: Resending; onClose: () => void }) {
  const r = reportsTexts();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const resend = useChange(runs.resend);
  return (
    <Confirm
      title={r.resend}
      action={r.resend}
      look="main"
      pending={resend.isPending}
      error={resend.error}
      onClose={onClose}
      onConfirm={() =>
        resend.mutate(
          {
            params: { reportId: run.reportId, runId: run.runId },
            body: to === 'failed' ? { failed: true } : { recipients: to },
            idempotencyKey,
          },
          {
            onSuccess: ({ queued, refused }) => {
              onClose();
              if (queued > 0 || refused.length === 0) toast(r.resent(queued));
              for (const { email, reason } of refused) toast(r.notResent(email, r.refused[reason] ?? reason));
            },
          },
        )
      }
    >
      <p>{r.resendAsk}</p>
      <p>
        <bdi>{to === 'failed' ? r.resendFailed : to.join(', ')}</bdi>
      </p>
    </Confirm>
  );
}
