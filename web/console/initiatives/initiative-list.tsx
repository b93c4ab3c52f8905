import { Link, useNavigate } from '@tanstack/react-router';
import type { Initiative } from '../../../shared/initiative/initiative.schema.ts';
import { initiativeRoutes as contract } from '../../../shared/initiative/initiative.routes.ts';
import { formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { FilterPick, Pick } from '../kit/fields.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Opener } from '../kit/opener.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Person } from '../kit/people.tsx';
import { Typed } from '../kit/typed.tsx';
import { may } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { CreateDialog } from './initiative-dialogs.tsx';
import { initiativeRoutes, type InitiativeSearch, orders, statuses } from './initiatives.route.ts';
import { initiativeTexts } from './texts/texts.ts';

const initiatives = api(contract);
const [screen] = initiativeRoutes;

/** Changes that answer what many have said, and how far each is. */
export function InitiativeList() {
  const i = initiativeTexts();
  const search = screen.useSearch();
  const navigate = useNavigate();
  const query: InitiativeSearch & { cursor?: string } = search;
  const pages = usePages(initiatives.list, { query });
  const start = may('workflow:write') && (
    <Opener look="main" label={i.create}>
      {(close) => <CreateDialog onClose={close} />}
    </Opener>
  );
  return (
    <Page title={i.title} aside={start}>
      <Filters search={search} />
      <Panel title={i.title}>
        <ListOf
          caption={i.title}
          pages={pages}
          empty={i.noneYet}
          start={start}
          filtered={search.status !== undefined || search.q !== undefined}
          clear="/initiatives"
          keyOf={({ initiativeId }: Initiative) => initiativeId}
          onOpen={({ initiativeId }) => void navigate({ to: '/initiatives/$initiativeId', params: { initiativeId } })}
          columns={[
            {
              name: i.name,
              cell: ({ initiativeId, title }) => (
                <Link to="/initiatives/$initiativeId" params={{ initiativeId }} className="quiet name-link">
                  <bdi>{title}</bdi>
                </Link>
              ),
            },
            { name: i.status, cell: ({ status }) => <span className="tag">{i.statuses[status]}</span> },
            {
              name: i.voices,
              number: true,
              cell: ({ initiativeId, voices = 0 }) => (
                <Link to="/feedback" search={{ initiativeId }}>
                  {formatValue(spoken(), 'records', voices)}
                </Link>
              ),
            },
            { name: i.owner, cell: ({ ownerId }) => ownerId && <Person id={ownerId} /> },
          ]}
        />
      </Panel>
    </Page>
  );
}

function Filters({ search }: { search: InitiativeSearch }) {
  const i = initiativeTexts();
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>): void =>
    void navigate({ to: '/initiatives', search: { ...search, ...change } as InitiativeSearch, replace: true });
  return (
    <div className="filters">
      <Typed label={i.find} words={search.q ?? ''} onChange={(q) => set({ q: q || undefined })} />
      <FilterPick
        label={i.status}
        value={search.status}
        choices={statuses.map((value) => ({ value, name: i.statuses[value] }))}
        onChange={(status) => set({ status })}
      />
      <Pick
        label={i.order}
        labelHidden
        value={search.order ?? 'newest'}
        choices={orders.map((value) => ({ value, name: i.orders[value] }))}
        onChange={(order) => set({ order: order === 'newest' ? undefined : order })}
      />
    </div>
  );
}
