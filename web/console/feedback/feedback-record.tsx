import { Link } from '@tanstack/react-router';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Facts } from '../kit/facts.tsx';
import { Loaded } from '../kit/states.tsx';
import { exact, When } from '../kit/when.tsx';
import { texts } from '../texts/console.ts';
import { FeedbackActions } from './feedback-actions.tsx';
import { FeedbackHistory } from './feedback-history.tsx';
import { scoreWords, SentimentTag, UrgencyTag, whoOf } from './parts.tsx';
import { feedbackTexts } from './texts/texts.ts';
import { Verbatim } from './verbatim.tsx';

const feedback = api(feedbackRoutes);

/** Everything that is known of one record, and what can be done with it. */
export function FeedbackRecord({ feedbackId }: { feedbackId: string }) {
  const read = useRead(feedback.get, { params: { feedbackId } });
  return (
    <Loaded read={read} height={420}>
      {(record) => (
        <div className="stack record">
          <Said record={record} />
          <FeedbackActions record={record} />
          <Understood record={record} />
          <About record={record} />
          <FeedbackHistory record={record} />
        </div>
      )}
    </Loaded>
  );
}

function Said({ record }: { record: Feedback }) {
  const f = feedbackTexts();
  const { subject, comments, scores = [], excluded } = record;
  return (
    <>
      <p className="note">
        <bdi>{whoOf(record)}</bdi> · {f.sources[record.source] ?? record.source} · {exact(record.occurredAt)} (
        <When at={record.occurredAt} />)
      </p>
      {excluded && <p className="banner warn">{f.excludedAs(f.reasons[excluded.reason])}</p>}
      {subject && <Verbatim record={record} field="subject" as="h2" />}
      {comments ? <Verbatim record={record} field="comments" /> : <p className="muted">{f.noText}</p>}
      {record.context && <Verbatim record={record} field="context" />}
      {scores.length > 0 && (
        <p>
          <strong>{scoreWords(scores)}</strong>
        </p>
      )}
    </>
  );
}

function Understood({ record: { analysis } }: { record: Feedback }) {
  const f = feedbackTexts();
  if (!analysis) return null;
  const waiting = { pending: f.pending, failed: f.failed, skipped: f.skipped, done: undefined }[analysis.status];
  return (
    <section className="stack" aria-label={f.analysis}>
      <h2>{f.analysis}</h2>
      {waiting && <p className="muted">{waiting}</p>}
      <p className="tags">
        <SentimentTag sentiment={analysis.sentiment} />
        <UrgencyTag urgency={analysis.urgency ?? analysis.early?.urgency} />
        {analysis.emotions?.map((emotion) => (
          <span key={emotion} className="tag">
            {f.emotionNames[emotion] ?? emotion}
          </span>
        ))}
      </p>
      {analysis.keyTopics && analysis.keyTopics.length > 0 && (
        <p className="note">
          {f.topics}: <bdi>{analysis.keyTopics.join(' · ')}</bdi>
        </p>
      )}
      {analysis.correctedBy && (
        <p className="note">
          <bdi>{f.correctedBy(analysis.correctedBy)}</bdi>
        </p>
      )}
    </section>
  );
}

function About({ record }: { record: Feedback }) {
  const f = feedbackTexts();
  const { snapshot = {}, followUp, triage } = record;
  const facts: [string, string | undefined, Record<string, string>?][] = [
    [f.type, record.type && (f.types[record.type] ?? record.type)],
    [f.customer, record.customerId, record.customerId ? { customerId: record.customerId } : undefined],
    [f.contact, [record.contact?.name, record.contact?.email, record.contact?.phone].filter(Boolean).join(', ')],
    [f.ticket, record.ticketId],
    [
      f.category,
      [record.category, record.subcategory].filter(Boolean).join(' › '),
      record.category ? { category: record.category } : undefined,
    ],
    [f.theme, record.theme, record.theme ? { theme: record.theme } : undefined],
    [f.tags, record.tags?.join(', ')],
    [f.agent, snapshot.agentId, snapshot.agentId ? { agentId: snapshot.agentId } : undefined],
    [f.team, snapshot.teamId, snapshot.teamId ? { teamId: snapshot.teamId } : undefined],
    [f.channel, snapshot.channel],
    [f.segment, snapshot.segment, snapshot.segment ? { segment: snapshot.segment } : undefined],
    [f.tier, snapshot.tier],
    [f.followUp, followUp && (f.states[followUp.status] ?? followUp.status)],
    [f.triage, triage && (f.states[triage.status] ?? triage.status)],
  ];
  return (
    <Facts
      label={f.context}
      facts={facts.map(([name, value, search]) => [
        name,
        value &&
          (search ? (
            <Link to="/feedback" search={search} title={`${texts().nav.feedback}: ${value}`}>
              <bdi>{value}</bdi>
            </Link>
          ) : (
            <bdi>{value}</bdi>
          )),
      ])}
    />
  );
}
