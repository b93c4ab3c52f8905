import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { metricsRoutes } from '../../../shared/metrics/metrics.routes.ts';
import { api } from '../api/client.ts';
import { usePages, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Opener } from '../kit/opener.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { ListOf, type Pages } from '../kit/list-of.tsx';
import { Loaded } from '../kit/states.tsx';
import { useSelection } from '../kit/selection.ts';
import { useRowKeys } from '../kit/row-keys.ts';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { metricName } from '../texts/numbers.ts';
import { BulkBar, mayBulk } from './bulk-bar.tsx';
import { Counts } from './counts.tsx';
import { FeedbackFilters } from './feedback-filters.tsx';
import { FeedbackRecord } from './feedback-record.tsx';
import { type FeedbackSearch, listRoute } from './feedback.route.ts';
import { nameOf, scoreWords, SentimentTag, UrgencyTag, whoOf } from './parts.tsx';
import { filterOf } from './saved-views.ts';
import { NewFeedback } from './new-feedback.tsx';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);
const metrics = api(metricsRoutes);
const NEW_MS = 30_000;

/** Feedback by its filters, or the records behind a number; a row opens beside the list. */
export function FeedbackList() {
  const search = listRoute.useSearch();
  return search.metric === undefined ? <Filtered search={search} /> : <BehindNumber search={search} />;
}

function Filtered({ search }: { search: FeedbackSearch }) {
  const f = feedbackTexts();
  const query = filterOf(search);
  const pages = usePages(feedback.list, { query });
  const count = useRead(feedback.count, { query }, { refetchInterval: NEW_MS });
  const filtered = Object.keys(query).length > 0;
  return (
    <Page
      title={f.title}
      aside={
        may('feedback:write') && (
          <Opener look="main" label={f.add}>
            {(close) => <NewFeedback onClose={close} />}
          </Opener>
        )
      }
      about={
        <Loaded read={count} height={20}>
          {({ count: n, atLeast }) => <span>{f.found(n, atLeast)}</span>}
        </Loaded>
      }
    >
      <FeedbackFilters search={search} />
      <Counts search={search} />
      <Arrivals key={JSON.stringify(query)} count={count.data?.count} read={() => void pages.refetch()} />
      <Rows pages={pages} search={search} filtered={filtered} />
    </Page>
  );
}

/** What has come since the list was read: rows do not move under a pointer, somebody asks for them. */
function Arrivals({ count, read }: { count: number | undefined; read: () => void }) {
  const [seen, setSeen] = useState<number>();
  if (count === undefined) return null;
  if (seen === undefined || count < seen) setSeen(count);
  const came = count - (seen ?? count);
  return came > 0 ? (
    <div role="status">
      <Button
        onClick={() => {
          setSeen(count);
          read();
        }}
      >
        {feedbackTexts().newSince(came)}
      </Button>
    </div>
  ) : null;
}

function BehindNumber({ search }: { search: FeedbackSearch }) {
  const f = feedbackTexts();
  const { metric = '', open, ...query } = search;
  const name = metric as Parameters<typeof metrics.records>[0]['params']['name'];
  const pages = usePages(metrics.records, { params: { name }, query: query as { from: string; to: string } } as never);
  const { part, ...figure } = query;
  const read = useRead(metrics.read, { params: { name }, query: figure as { from: string; to: string } });
  return (
    <Page
      title={f.behind(metricName(metric))}
      about={
        <Loaded read={read} height={20}>
          {({ total }) => <span>{f.found(part === undefined ? total.n : (total.breakdown?.[part] ?? 0), false)}</span>}
        </Loaded>
      }
    >
      <div className="tags">
        {Object.entries(query).map(([key, value]) => (
          <span className="tag" key={key}>
            <bdi>{String(value)}</bdi>
          </span>
        ))}
      </div>
      <Rows pages={pages as Pages<Feedback>} search={{ ...search, open }} filtered />
    </Page>
  );
}

function Rows({ pages, search, filtered }: { pages: Pages<Feedback>; search: FeedbackSearch; filtered: boolean }) {
  const f = feedbackTexts();
  const navigate = useNavigate();
  const { items } = pages;
  const open = (feedbackId: string | undefined): void =>
    void navigate({ to: '/feedback', search: { ...search, open: feedbackId }, replace: search.open !== undefined });
  const keys = items.map(({ feedbackId }) => feedbackId);
  useRowKeys({ keys, at: search.open, open });
  const selection = useSelection(keys, search.open);
  const choice = {
    ...selection,
    allName: f.allOnPage,
    nameOf: (record: Feedback) => f.chooseOne(nameOf(record)),
  };
  return (
    <Panel>
      <ListOf
        caption={f.title}
        pages={pages}
        keyOf={({ feedbackId }) => feedbackId}
        openKey={search.open}
        onOpen={({ feedbackId }) => open(feedbackId)}
        choice={mayBulk() ? choice : undefined}
        empty={f.noneYet}
        filtered={filtered}
        clear="/feedback"
        height={480}
        columns={[
          {
            name: f.text,
            cell: (record) => (
              <Link to="/feedback" search={{ ...search, open: record.feedbackId }} className="quiet row-link">
                {record.subject && (
                  <strong>
                    <bdi>{record.subject}</bdi>{' '}
                  </strong>
                )}
                {record.comments ? <bdi>{record.comments}</bdi> : <span className="muted">{f.noText}</span>}
              </Link>
            ),
          },
          {
            name: f.sentiment,
            cell: ({ analysis }) => (
              <span className="tags">
                <SentimentTag sentiment={analysis?.sentiment} />
                <UrgencyTag urgency={analysis?.urgency ?? analysis?.early?.urgency} />
              </span>
            ),
          },
          { name: f.score, line: true, cell: ({ scores }) => scoreWords(scores) },
          { name: f.source, line: true, cell: ({ source }) => f.sources[source] ?? source },
          { name: f.who, cell: (record) => <bdi>{whoOf(record)}</bdi> },
          { name: f.category, cell: ({ category }) => category && <bdi>{category}</bdi> },
          { name: f.when, cell: ({ occurredAt }) => <When at={occurredAt} /> },
        ]}
      />
      <BulkBar records={items} selection={selection} />
      {search.open !== undefined && (
        <Dialog
          side
          title={
            <Link to="/feedback/$feedbackId" params={{ feedbackId: search.open }}>
              {f.open}
            </Link>
          }
          onClose={() => open(undefined)}
        >
          <FeedbackRecord key={search.open} feedbackId={search.open} />
        </Dialog>
      )}
    </Panel>
  );
}
