import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import type { CustomerView, TimelineEntry } from '../../../shared/customer-view/customer-view.schema.ts';
import { activityTexts } from '../activities/texts/texts.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { documentTexts } from '../documents/texts/texts.ts';
import { nameOf, scoreWords } from '../feedback/parts.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { money } from '../kit/money.ts';
import { Panel } from '../kit/page.tsx';
import { When } from '../kit/when.tsx';
import { surveysTexts } from '../surveys/texts/texts.ts';
import { customerTexts } from './texts/texts.ts';

const views = api(customerViewRoutes);
type Timeline = NonNullable<CustomerView['timeline']>;

/** The entries that came with the customer, and those before them once they are wanted. */
function useEntries(customerId: string, { items, nextCursor }: Timeline) {
  const [asked, setAsked] = useState(false);
  const older = usePages(
    views.timeline,
    { params: { customerId }, query: { limit: 50, ...(nextCursor !== null && { cursor: nextCursor }) } },
    { enabled: asked },
  );
  return {
    ...older,
    data: items,
    items: [...items, ...older.items],
    hasNextPage: asked ? older.hasNextPage : nextCursor !== null,
    isFetchingNextPage: older.isFetching,
    fetchNextPage: asked ? older.fetchNextPage : () => setAsked(true),
  };
}

type Props = { view: CustomerView; timeline: Timeline };

/** What a customer has said and when they were asked, the newest first: also what came before they were written down. */
export function CustomerTimeline({ view: { customerId, profile }, timeline }: Props) {
  const c = customerTexts();
  const pages = useEntries(customerId, timeline);
  const all = (
    <Link to="/feedback" search={{ customerId }}>
      {c.allFeedback}
    </Link>
  );
  return (
    <Panel title={c.timeline} about={c.timelineHelp} aside={all}>
      <ListOf
        caption={`${c.timeline}: ${profile.displayName}`}
        pages={pages}
        empty={c.nothing}
        keyOf={({ ref }: TimelineEntry) => ref.id}
        columns={[
          { name: c.happened, cell: (entry) => <What entry={entry} /> },
          { name: c.score, line: true, cell: ({ feedback }) => scoreWords(feedback?.scores) },
          { name: c.when, cell: ({ at }) => <When at={at} /> },
        ]}
      />
    </Panel>
  );
}

/** What happened, and the way to its record. */
function What({ entry }: { entry: TimelineEntry }) {
  const { feedback, decision } = entry;
  const c = customerTexts();
  const s = surveysTexts();
  if (feedback)
    return (
      <Link to="/feedback/$feedbackId" params={{ feedbackId: feedback.feedbackId }} className="quiet name-link">
        <bdi>{nameOf(feedback)}</bdi>
      </Link>
    );
  if (!decision) return <Filed entry={entry} />;
  const { surveyId, sent, reason } = decision;
  const words = sent ? c.asked : `${s.askedNo}: ${reason ? s.reasons[reason] : ''}`;
  return surveyId === undefined ? (
    <span className="muted">{words}</span>
  ) : (
    <Link to="/surveys/list" search={{ open: surveyId }} className="quiet name-link">
      {words}
    </Link>
  );
}

/** What was bought, filed or done, and the record itself. */
function Filed({ entry: { kind, title, purchase, document, activity } }: { entry: TimelineEntry }) {
  const c = customerTexts();
  const d = documentTexts();
  const a = activityTexts();
  if (purchase)
    return (
      <>
        <span className="tag">{c.purchaseKinds[purchase.kind]}</span> {money(purchase.total)}
      </>
    );
  if (document)
    return (
      <>
        {d.file} <span className="tag">{d.kinds[document.kind]}</span>
      </>
    );
  if (activity)
    return (
      <>
        <span className="tag">{a.types[activity.type]}</span>{' '}
        {activity.status === 'cancelled' && <span className="note">{a.cancelled}</span>}
      </>
    );
  // The API says in English what has no words of its own here.
  return <span className="muted">{kind === 'customer' ? c.since : <bdi lang="en">{title}</bdi>}</span>;
}
