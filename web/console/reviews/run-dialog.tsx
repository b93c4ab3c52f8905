import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { reviewRoutes } from '../../../shared/review/review.routes.ts';
import { formatDays } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { readAgain, useChange } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { Pick } from '../kit/fields.tsx';
import { useJob } from '../kit/use-job.ts';
import { me } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { endedPeriods } from './periods.ts';
import { type Kind, kinds } from './reviews.route.ts';
import { reviewTexts } from './texts/texts.ts';

const reviews = api(reviewRoutes);

/** Makes the review of a period that has ended, and opens it; one that is there already stays as it is. */
export function RunDialog({ onClose }: { onClose: () => void }) {
  const v = reviewTexts();
  const navigate = useNavigate();
  const [kind, setKind] = useState<Kind>('weekly');
  const [chosen, setChosen] = useState<string>();
  const run = useChange(reviews.run, 'job');
  const { job, over, running, error } = useJob(run.data?.jobId);
  const periods = endedPeriods(kind, new Date(), me().timeZone);
  const period = chosen ?? periods[0]?.period ?? '';
  const reviewId = job?.status === 'done' ? (job.result as { reviewId: string }).reviewId : undefined;
  useEffect(() => {
    if (reviewId === undefined) return;
    void readAgain('review');
    void navigate({ to: '/reviews/$reviewId', params: { reviewId } });
  }, [reviewId, navigate]);
  return (
    <Dialog title={v.make} onClose={onClose}>
      <p className="muted">{v.makeHelp}</p>
      <Pick
        label={v.kind}
        value={kind}
        choices={kinds.map((value) => ({ value, name: v.kinds[value] }))}
        onChange={(next) => {
          setKind(next);
          setChosen(undefined);
          run.reset();
        }}
      />
      <Pick
        label={v.period}
        value={period}
        choices={periods.map((one) => ({ value: one.period, name: formatDays(spoken(), one.from, one.to) }))}
        onChange={(next) => {
          setChosen(next);
          run.reset();
        }}
      />
      <p role="status">{running && v.making}</p>
      {over && job?.status !== 'done' && <p className="banner error">{v.notMade}</p>}
      <DialogFoot
        error={run.error ?? error}
        pending={run.isPending || running}
        action={v.makeIt}
        onAct={() => run.mutate({ body: { kind, period } })}
        onClose={onClose}
      />
    </Dialog>
  );
}
