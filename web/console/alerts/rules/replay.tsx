import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { RuleReplay } from '../../../../shared/alert-replay/replay.schema.ts';
import { alertRuleRoutes } from '../../../../shared/alert-rule/alert-rule.routes.ts';
import type { CreateAlertRule } from '../../../../shared/alert-rule/alert-rule.schema.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { ChartPicture } from '../../kit/chart.tsx';
import { Person } from '../../kit/people.tsx';
import { Problem } from '../../kit/states.tsx';
import { useJob } from '../../kit/use-job.ts';
import { exact } from '../../kit/when.tsx';
import { SeverityTag } from '../parts.tsx';
import { ruleTexts } from './texts/texts.ts';

const rules = api(alertRuleRoutes);
const DAYS = 90;
const MOST = 8;

type Props = {
  rule: CreateAlertRule;
  /** Whether the rule says enough to be tried. */
  ready: boolean;
  /** What it would have done is on the screen, or it cannot be known. */
  onSeen: () => void;
};

/** What a rule would have done in the last 90 days: nothing is stored, nobody is told. */
export function Replay({ rule, ready, onSeen }: Props) {
  const r = ruleTexts();
  const [tried, setTried] = useState<{ rule: string; jobId: string }>();
  const start = useChange(rules.replay, 'job');
  const { job, over, running, error, again } = useJob(tried?.jobId);
  const now = JSON.stringify(rule);
  const current = tried?.rule === now;

  // Whoever switches a rule on has seen this, or that it cannot be told.
  const seen = useRef(onSeen);
  useEffect(() => {
    seen.current = onSeen;
  });
  const couldNot = start.error !== null && JSON.stringify(start.variables?.body.rule) === now;
  const isKnown = (current && over) || couldNot;
  useEffect(() => {
    if (isKnown) seen.current();
  }, [isKnown, now]);

  return (
    <>
      <div className="tags">
        <Button
          disabled={!ready || start.isPending || (current && running)}
          onClick={() =>
            start.mutate({ body: { rule, days: DAYS } }, { onSuccess: ({ jobId }) => setTried({ rule: now, jobId }) })
          }
        >
          {r.tryIt}
        </Button>
        {running && <span role="status">{r.playing(job?.done ?? 0)}</span>}
        {tried && over && !current && <span className="tag warn">{r.outdated}</span>}
      </div>
      {start.error && <Problem error={start.error} />}
      {error && <Problem error={error} again={again} />}
      {over && job?.status !== 'done' && (
        <p className="banner error" role="alert">
          {r.failed} {job?.errors.map(({ detail, code }) => detail ?? code).join(' ')}
        </p>
      )}
      {job?.status === 'done' && <Played result={job.result as RuleReplay} />}
    </>
  );
}

function Played({ result: { perWeek, alerts, notices, approximate } }: { result: RuleReplay }) {
  const r = ruleTexts();
  const total = perWeek.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="stack" role="region" aria-label={r.replay}>
      <p role="status">
        <strong>{r.wouldAlert(total)}</strong>
      </p>
      <ChartPicture
        chart={{
          form: 'trend',
          title: r.perWeek,
          unit: 'records',
          series: [
            { name: r.perWeek, points: perWeek.map(({ from, count }) => ({ period: from, value: count, n: count })) },
          ],
        }}
      />
      {Object.keys(notices).length > 0 && (
        <p>
          {r.wouldTell}{' '}
          {Object.entries(notices).map(([userId, n], at) => (
            <span key={userId}>
              {at > 0 && ', '}
              <Person id={userId} /> ({n})
            </span>
          ))}
        </p>
      )}
      {alerts.length > 0 && (
        <details>
          <summary>{r.which}</summary>
          <ul className="lines">
            {alerts.slice(-MOST).map(({ key, openedAt, severity, count, subject }) => (
              <li key={`${key}${openedAt}`}>
                <SeverityTag severity={severity} /> {exact(openedAt)} ({count}){' '}
                {subject.metric && <bdi>{subject.metric.sentence}</bdi>}
                {subject.feedbackIds.map((feedbackId, at) => (
                  <Link key={feedbackId} to="/feedback/$feedbackId" params={{ feedbackId }}>
                    {' '}
                    {r.record(at + 1)}
                  </Link>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
      {approximate.length > 0 && (
        <ul className="note">
          {approximate.map((reason) => (
            <li key={reason}>{r.approximate[reason]}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
