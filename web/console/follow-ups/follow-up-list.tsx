import { Link } from '@tanstack/react-router';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import type { FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { Panel } from '../kit/page.tsx';
import { Person } from '../kit/people.tsx';
import { useRowKeys } from '../kit/row-keys.ts';
import { Empty, Problem, Skeleton } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { ownOnly } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import type { FollowUpSearch } from './follow-ups.route.ts';
import { aboutOf, Due, StateTag, Urgency } from './parts.tsx';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
const WORK_MS = 30_000;
type Props = { search: FollowUpSearch; open: (followUpId: string | undefined) => void };

/** Follow-ups in the order in which they are due. */
export function FollowUpList({ search, open }: Props) {
  const f = followUpTexts();
  const { open: opened, view: _view, ...query } = search;
  const pages = usePages(followUps.list, { query }, { refetchInterval: WORK_MS });
  const { items } = pages;
  const filtered = Object.keys(query).length > 0;
  useRowKeys({ keys: items.map(({ followUpId }) => followUpId), at: opened, open });
  if (pages.data === undefined) {
    return pages.error ? <Problem error={pages.error} again={() => void pages.refetch()} /> : <Skeleton height={480} />;
  }
  return (
    <Panel title={ownOnly() ? f.mine : f.title}>
      {pages.error && <Problem error={pages.error} again={() => void pages.refetch()} />}
      {items.length === 0 && !pages.hasNextPage ? (
        <None filtered={filtered} />
      ) : (
        <div className={pages.isPlaceholderData ? 'refreshing' : undefined}>
          <Rows items={items} search={search} open={open} />
        </div>
      )}
      {pages.hasNextPage && (
        <div>
          <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {texts().loadMore}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function None({ filtered }: { filtered: boolean }) {
  const f = followUpTexts();
  const t = texts();
  const clear = (
    <Link to="/follow-ups" className="button">
      {t.clearFilters}
    </Link>
  );
  if (filtered) return <Empty action={clear}>{t.nothingFound}</Empty>;
  return <Empty>{ownOnly() ? f.noneOwn : f.noneYet}</Empty>;
}

function Rows({ items, search, open }: Props & { items: FollowUp[] }) {
  const f = followUpTexts();
  return (
    <DataTable
      caption={f.title}
      rows={items}
      keyOf={({ followUpId }) => followUpId}
      openKey={search.open}
      onOpen={({ followUpId }) => open(followUpId)}
      columns={[
        {
          name: f.about,
          cell: (one) => (
            <>
              <Link to="/follow-ups" search={{ ...search, open: one.followUpId }} className="quiet name-link">
                <bdi>{aboutOf(one)}</bdi>
              </Link>
              <p className="note">
                {feedbackTexts().sources[one.about.source] ?? one.about.source}
                {one.about.tier && (
                  <>
                    {' · '}
                    <bdi>{one.about.tier}</bdi>
                  </>
                )}
                {one.requestedByCustomer && ` · ${f.requested}`}
              </p>
            </>
          ),
        },
        { name: feedbackTexts().urgency, cell: ({ urgency }) => <Urgency urgency={urgency} /> },
        { name: f.due, cell: (one) => <Due of={one} /> },
        { name: f.state, cell: ({ status }) => <StateTag status={status} /> },
        {
          name: f.owner,
          cell: ({ ownerId }) => (ownerId ? <Person id={ownerId} /> : <span className="muted">{f.nobody}</span>),
        },
      ]}
    />
  );
}
