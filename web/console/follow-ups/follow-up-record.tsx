import { Link } from '@tanstack/react-router';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import type { FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { scoreWords, SentimentTag, whoOf } from '../feedback/parts.tsx';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Verbatim } from '../feedback/verbatim.tsx';
import { Person } from '../kit/people.tsx';
import { Loaded } from '../kit/states.tsx';
import { relative, When } from '../kit/when.tsx';
import { FollowUpActions } from './follow-up-actions.tsx';
import { FollowUpTimeline } from './follow-up-timeline.tsx';
import { Due, StateTag, Urgency } from './parts.tsx';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
const feedback = api(feedbackRoutes);

/** The duty to one customer: what they said, by when they wait for an answer, what was done. */
export function FollowUpRecord({ followUpId }: { followUpId: string }) {
  const read = useRead(followUps.get, { params: { followUpId } });
  return (
    <Loaded read={read} height={420}>
      {(followUp) => (
        <div className="stack record">
          <Head followUp={followUp} />
          <Said feedbackId={followUp.feedbackId} />
          <FollowUpActions followUp={followUp} />
          <FollowUpTimeline followUp={followUp} />
        </div>
      )}
    </Loaded>
  );
}

function Head({ followUp }: { followUp: FollowUp }) {
  const f = followUpTexts();
  const { ownerId, teamId, assignedReason, requestedByCustomer, preferredChannel, cycles, closedAt } = followUp;
  const current = cycles.at(-1);
  const touch = closedAt === undefined && current?.firstTouchAt === undefined ? current?.firstTouchDueAt : undefined;
  const touchWords = touch && (Date.parse(touch) < Date.now() ? f.touchLate : f.touchIn)(relative(touch));
  return (
    <>
      <p className="tags">
        <StateTag status={followUp.status} />
        <Urgency urgency={followUp.urgency} />
        {requestedByCustomer && (
          <span className="tag warn">
            {f.requested}
            {preferredChannel && ` (${f.channels[preferredChannel] ?? preferredChannel})`}
          </span>
        )}
      </p>
      <p>
        <Due of={followUp} />
        {touchWords && ` · ${touchWords}`}
      </p>
      <p>
        {f.owner}: {ownerId ? <Person id={ownerId} /> : <span className="muted">{f.nobody}</span>}
        {teamId && (
          <>
            {' · '}
            <bdi>{teamId}</bdi>
          </>
        )}
        {assignedReason && (
          <span className="note">
            {' '}
            <bdi>({assignedReason})</bdi>
          </span>
        )}
      </p>
    </>
  );
}

function Said({ feedbackId }: { feedbackId: string }) {
  const { noText, sources } = feedbackTexts();
  const read = useRead(feedback.get, { params: { feedbackId } });
  return (
    <Loaded read={read} height={96}>
      {(record) => (
        <section className="said stack">
          <p className="note">
            <bdi>{whoOf(record)}</bdi> · {sources[record.source] ?? record.source} · <When at={record.occurredAt} />
          </p>
          {record.subject && <Verbatim record={record} field="subject" as="h3" />}
          {record.comments ? <Verbatim record={record} field="comments" /> : <p className="muted">{noText}</p>}
          <p className="tags">
            <SentimentTag sentiment={record.analysis?.sentiment} />
            {scoreWords(record.scores)}
          </p>
          <p>
            <Link to="/feedback/$feedbackId" params={{ feedbackId }}>
              {followUpTexts().record}
            </Link>
          </p>
        </section>
      )}
    </Loaded>
  );
}
