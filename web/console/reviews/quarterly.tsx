import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reviewRoutes } from '../../../shared/review/review.routes.ts';
import type { Quarterly } from '../../../shared/review/review.schema.ts';
import { formatPeriod } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { KeepDialog } from './keep-dialog.tsx';
import { count, type Decision, kindWords, refusalOf } from './parts.ts';
import { reviewTexts } from './texts/texts.ts';

const reviews = api(reviewRoutes);
type Item = Quarterly['items'][number];

/** What will not be done, and who has asked for it since. */
export function QuarterlyReview({ reviewId, quarterly }: { reviewId: string; quarterly: Quarterly }) {
  const v = reviewTexts();
  const { items, more, silent } = quarterly;
  return (
    <Panel title={v.refusedTitle} about={v.refusedHelp}>
      {items.length === 0 ? (
        <Empty>{v.noneRefused}</Empty>
      ) : (
        <ul className="lines">
          {items.map((item) => (
            <One key={item.initiativeId ?? item.feedbackId} reviewId={reviewId} item={item} />
          ))}
        </ul>
      )}
      {more > 0 && <p className="note">{v.beyond(more)}</p>}
      {silent > 0 && <p className="note">{v.silent(silent)}</p>}
    </Panel>
  );
}

function One({ reviewId, item }: { reviewId: string; item: Item }) {
  const v = reviewTexts();
  const [keeping, setKeeping] = useState(false);
  const [said, setSaid] = useState<Decision['decision']>();
  const decide = useChange(reviews.decide, 'initiative', 'triage', 'feedback');
  const { initiativeId, feedbackId } = item;
  const error = decide.error ?? refusalOf(decide.data);
  const send = (decision: Decision): void => {
    const of = initiativeId ? { initiativeId } : { feedbackId };
    afterwards(decide.mutateAsync({ params: { reviewId }, body: { items: [{ ...of, ...decision }] } }), (answer) => {
      if (refusalOf(answer)) return;
      setKeeping(false);
      setSaid(decision.decision);
      toast(v.decisions[decision.decision]);
    });
  };
  return (
    <li className="stack">
      <p className="tags">
        <What item={item} />
        {item.reconsider && <span className="tag warn">{v.reconsider}</span>}
        {said && <span className="tag ok">{v.decisions[said]}</span>}
      </p>
      {item.reason && (
        <p>
          {v.because} <bdi dir="auto">{item.reason}</bdi>{' '}
          <span className="note">
            (<When at={item.decidedAt} />)
          </span>
        </p>
      )}
      <p>
        {v.since(item.voicesSince)} · {v.before(item.voicesBefore)}
        {item.tiers.length > 0 && (
          <>
            {' · '}
            <bdi>{item.tiers.map(({ tier, voices }) => `${tier}: ${count(voices)}`).join(', ')}</bdi>
          </>
        )}
      </p>
      <p className="note">
        {item.trend
          .map(({ month, voices }) => `${formatPeriod(spoken(), month, 'short')}: ${count(voices)}`)
          .join(' · ')}
      </p>
      {item.quote && (
        <p dir="auto" className="pre muted">
          {item.quote}
        </p>
      )}
      {may('workflow:write') && (
        <div className="tags">
          <Button small disabled={decide.isPending} onClick={() => setKeeping(true)}>
            {v.keep}
          </Button>
          <Button small disabled={decide.isPending} onClick={() => send({ decision: 'reopen' })}>
            {v.reopen}
          </Button>
        </div>
      )}
      {!keeping && error && <Problem error={error} />}
      {keeping && (
        <KeepDialog pending={decide.isPending} error={error} onKeep={send} onClose={() => setKeeping(false)} />
      )}
    </li>
  );
}

function What({ item: { initiativeId, feedbackId, title, type, theme } }: { item: Item }) {
  const words = <bdi>{title ?? kindWords({ type, theme })}</bdi>;
  if (initiativeId) {
    return (
      <Link to="/initiatives/$initiativeId" params={{ initiativeId }}>
        {words}
      </Link>
    );
  }
  return feedbackId ? (
    <Link to="/feedback/$feedbackId" params={{ feedbackId }}>
      {words}
    </Link>
  ) : (
    words
  );
}
