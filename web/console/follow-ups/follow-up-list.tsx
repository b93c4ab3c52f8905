import { Link } from '@tanstack/react-router';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { ListOf } from '../kit/list-of.tsx';
import { Panel } from '../kit/page.tsx';
import { Person } from '../kit/people.tsx';
import { useRowKeys } from '../kit/row-keys.ts';
import { ownOnly } from '../session/me.ts';
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
  return (
    <Panel title={ownOnly() ? f.mine : f.title}>
      <ListOf
        caption={f.title}
        pages={pages}
        keyOf={({ followUpId }) => followUpId}
        openKey={opened}
        onOpen={({ followUpId }) => open(followUpId)}
        empty={ownOnly() ? f.noneOwn : f.noneYet}
        filtered={filtered}
        clear="/follow-ups"
        height={480}
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
    </Panel>
  );
}
