import { useState } from 'react';
import { importRoutes } from '../../../shared/import/import.routes.ts';
import type { ImportJob } from '../../../shared/import/import.schema.ts';
import { formatCount } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Confirm } from '../kit/confirm.tsx';
import { Icon } from '../kit/icon.tsx';
import { useDownload } from '../kit/download.ts';
import { Facts } from '../kit/facts.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { watchJob } from '../kit/watched-jobs.ts';
import { may } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { nameOf } from '../texts/numbers.ts';
import { jobsTexts } from './texts/texts.ts';

const imports = api(importRoutes);
const touched = ['job', 'feedback', 'metrics', 'dashboard'];

/** What an import has found: nothing is written before somebody says so, and all of it can be undone. */
export function ImportOutcome({ job }: { job: ImportJob }) {
  const j = jobsTexts();
  const { jobId, status, result } = job;
  const apply = useChange(imports.apply, ...touched);
  if (result === undefined) return null;
  const count = (n: number): string => formatCount(spoken(), n);
  const listed = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([reason, n]) => `${nameOf(reason)} ${count(n)}`)
      .join(' · ');
  const facts: [string, string | undefined][] = [
    [j.reportRows, count(result.rows)],
    [j.valid, count(result.valid)],
    ...(['created', 'updated', 'unchanged', 'superseded'] as const).map((name): [string, string | undefined] => [
      j[name],
      result[name] > 0 ? count(result[name]) : undefined,
    ]),
    [j.skippedRows, listed(result.skipped)],
    [j.failedRows, listed(result.failed)],
    [j.undoneRows, result.undone === undefined ? undefined : count(result.undone)],
    [j.leftRows, result.left ? count(result.left) : undefined],
  ];
  return (
    <div className="stack">
      <h3>{j.report}</h3>
      <Facts facts={facts} />
      {result.warnings.map((warning) => (
        <p key={warning} className="banner warn">
          <bdi lang="en">{warning}</bdi>
        </p>
      ))}
      {result.hasErrors && <Refused jobId={jobId} />}
      {apply.error && <Problem error={apply.error} />}
      {may('imports:write') && (
        <div className="actions">
          {status === 'staged' && (
            <Button
              look="main"
              disabled={apply.isPending}
              onClick={() =>
                apply.mutate(
                  { params: { jobId }, body: {} },
                  {
                    onSuccess: () => {
                      watchJob(jobId);
                      toast(j.applying);
                    },
                  },
                )
              }
            >
              {j.apply}
            </Button>
          )}
          {status === 'done' && <RollBack jobId={jobId} />}
        </div>
      )}
    </div>
  );
}

/** Rows that were refused, as they were sent, and what is wrong with each. */
function Refused({ jobId }: { jobId: string }) {
  const j = jobsTexts();
  const fetched = useDownload();
  return (
    <>
      <div className="actions">
        {(['rejected', 'errors'] as const).map((what) => (
          <Button
            key={what}
            small
            disabled={fetched.isPending}
            onClick={() => fetched.mutate({ path: `/api/crm/imports/${jobId}/${what}`, name: `${what}.csv` })}
          >
            <Icon name="download" />
            {j[`${what}File`]}
          </Button>
        ))}
      </div>
      {fetched.error && <Problem error={fetched.error} />}
    </>
  );
}

function RollBack({ jobId }: { jobId: string }) {
  const j = jobsTexts();
  const [asking, setAsking] = useState(false);
  const rollback = useChange(imports.rollback, ...touched);
  return (
    <>
      <Button look="danger" small onClick={() => setAsking(true)}>
        {j.rollback}
      </Button>
      {asking && (
        <Confirm
          title={j.rollback}
          action={j.rollback}
          pending={rollback.isPending}
          error={rollback.error}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            rollback.mutate(
              { params: { jobId }, body: {} },
              {
                onSuccess: () => {
                  setAsking(false);
                  watchJob(jobId);
                  toast(j.rollingBack);
                },
              },
            )
          }
        >
          {j.rollbackAsk}
        </Confirm>
      )}
    </>
  );
}
