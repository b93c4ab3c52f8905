import { useState } from 'react';
import { reportRunRoutes } from '../../../shared/report-run/run.routes.ts';
import type { ShownRun } from '../../../shared/report-run/run.schema.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Panel } from '../kit/page.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { isUnderWay } from './parts.tsx';
import { canResend, Resend, type Resending } from './resend.tsx';
import { reportsTexts } from './texts/texts.ts';

const runs = api(reportRunRoutes);
const looks: Record<string, string> = {
  delivered: 'ok',
  sent: 'ok',
  bounced: 'error',
  failed: 'error',
  complained: 'warn',
};
const AGAIN_MS = 3_000;
/** As many as a list gives at once. */
const MOST = 200;

/** To whom a run went, and what became of each mail. */
export function RunDeliveries({ run }: { run: ShownRun }) {
  const r = reportsTexts();
  const { reportId, runId } = run;
  const asked = { params: { reportId, runId }, query: { limit: MOST } };
  const pages = usePages(runs.deliveries, asked, { again: () => isUnderWay(run) && AGAIN_MS });
  const [resending, setResending] = useState<Resending>();
  const { failed, bounced } = run.counts;
  const mayResend = may('reports:write') && canResend(run);
  return (
    <Panel
      title={r.recipients}
      aside={
        mayResend &&
        pages.items.length > 0 && (
          <div className="actions">
            {failed + bounced > 0 && (
              <Button small onClick={() => setResending('failed')}>
                {r.resendFailed}
              </Button>
            )}
            {!pages.hasNextPage && (
              <Button small onClick={() => setResending(pages.items.map(({ email }) => email))}>
                {r.resendAll}
              </Button>
            )}
          </div>
        )
      }
    >
      <ListOf
        caption={r.recipients}
        pages={pages}
        keyOf={({ deliveryId }) => deliveryId}
        empty={r.noRecipients}
        height={80}
        columns={[
          { name: r.recipient, cell: ({ email }) => <bdi>{email}</bdi> },
          {
            name: r.result,
            cell: ({ state, reason }) => (
              <>
                <span className={`tag ${looks[state] ?? ''}`}>{r.deliveries[state]}</span>{' '}
                {reason && <span className="note">{r.deliveryReasons[reason]}</span>}
              </>
            ),
          },
          { name: r.when, cell: ({ at }) => <When at={at} /> },
          ...(mayResend
            ? [
                {
                  name: r.resend,
                  cell: ({ email }: { email: string }) => (
                    <Button small aria-label={r.resendTo(email)} onClick={() => setResending([email])}>
                      {r.resend}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {resending && <Resend run={run} to={resending} onClose={() => setResending(undefined)} />}
    </Panel>
  );
}
