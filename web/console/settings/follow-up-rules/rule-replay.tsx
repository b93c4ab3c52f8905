import { useState } from 'react';
import type { FollowUpRuleReplay } from '../../../../shared/follow-up-replay/replay.schema.ts';
import { followUpRuleRoutes } from '../../../../shared/follow-up-rule/follow-up-rule.routes.ts';
import { ruleTexts } from '../../alerts/rules/texts/texts.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { ChartPicture } from '../../kit/chart.tsx';
import { Person } from '../../kit/people.tsx';
import { Problem } from '../../kit/states.tsx';
import { useJob } from '../../kit/use-job.ts';
import { followUpRuleTexts } from './texts/texts.ts';

const rules = api(followUpRuleRoutes);
const DAYS = 90;

/** What a rule, as it is saved, would have opened in the last 90 days: no follow-up is opened. */
export function RuleReplay({ ruleId, version }: { ruleId: string; version: number | undefined }) {
  const r = ruleTexts();
  const x = followUpRuleTexts();
  const [tried, setTried] = useState<{ jobId: string; version: number | undefined }>();
  const start = useChange(rules.replay, 'job');
  const { job, over, running, error, again } = useJob(tried?.jobId);
  const result = job?.status === 'done' ? (job.result as FollowUpRuleReplay) : undefined;
  return (
    <section className="stack" aria-label={r.replay}>
      <div className="tags">
        <Button
          small
          disabled={start.isPending || running}
          onClick={() =>
            start.mutate({ body: { ruleId, days: DAYS } }, { onSuccess: ({ jobId }) => setTried({ jobId, version }) })
          }
        >
          {r.tryIt}
        </Button>
        {running && <span role="status">{r.playing(job?.done ?? 0)}</span>}
        {result && tried?.version !== version && <span className="tag warn">{r.outdated}</span>}
        <span className="note">{x.tryHelp}</span>
      </div>
      {start.error && <Problem error={start.error} />}
      {error && <Problem error={error} again={again} />}
      {over && job?.status !== 'done' && (
        <p className="banner error" role="alert">
          {r.failed} {job?.errors.map(({ detail, code }) => detail ?? code).join(' ')}
        </p>
      )}
      {result && <Played result={result} />}
    </section>
  );
}

function Played({ result: { opened, perWeek, perOwner, unassigned, approximate } }: { result: FollowUpRuleReplay }) {
  const x = followUpRuleTexts();
  const reasons: Record<string, string> = { ...ruleTexts().approximate, ...x.approximate };
  const owners = Object.entries(perOwner);
  return (
    <>
      <p role="status">
        <strong>{x.wouldOpen(opened)}</strong>
      </p>
      <ChartPicture
        chart={{
          form: 'trend',
          title: x.perWeek,
          unit: 'records',
          series: [
            { name: x.perWeek, points: perWeek.map(({ from, count }) => ({ period: from, value: count, n: count })) },
          ],
        }}
      />
      {(owners.length > 0 || unassigned > 0) && (
        <p>
          {x.wouldGive}{' '}
          {owners.map(([userId, n], at) => (
            <span key={userId}>
              {at > 0 && ', '}
              <Person id={userId} /> ({n})
            </span>
          ))}
          {unassigned > 0 && `${owners.length > 0 ? ', ' : ''}${x.nobodyYet} (${unassigned})`}
        </p>
      )}
      {approximate.length > 0 && (
        <ul className="note">
          {approximate.map((reason) => (
            <li key={reason}>{reasons[reason] ?? reason}</li>
          ))}
        </ul>
      )}
    </>
  );
}
