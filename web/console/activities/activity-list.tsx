import { Link, useNavigate } from '@tanstack/react-router';
import { activityRoutes } from '../../../shared/activity/activity.routes.ts';
import type { Activity } from '../../../shared/activity/activity.schema.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { choicesOf, FilterPick } from '../kit/fields.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Opener } from '../kit/opener.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Person, PersonPick } from '../kit/people.tsx';
import { may, ownOnly } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { type ActivitySearch, listRoute } from './activities.route.ts';
import { CreateDialog } from './activity-dialogs.tsx';
import { Ends, Subject } from './parts.tsx';
import { activityTexts } from './texts/texts.ts';

const activities = api(activityRoutes);
const WORK_MS = 30_000;
const filterOf = { open: { done: 'false' }, overdue: { overdue: 'true' }, done: { done: 'true' } } as const;

/** What is to be done, in the order in which it is due, or what was done. */
export function ActivityList() {
  const a = activityTexts();
  const search = listRoute.useSearch();
  const start = may('activities:write') && (
    <Opener look="main" label={a.create}>
      {(close) => <CreateDialog onClose={close} />}
    </Opener>
  );
  return (
    <Page title={ownOnly() ? a.mine : a.title} aside={start}>
      <Filters search={search} />
      <Panel>
        <Found search={search} start={start} />
      </Panel>
    </Page>
  );
}

function Found({ search: { view = 'open', ...search }, start }: { search: ActivitySearch; start: React.ReactNode }) {
  const a = activityTexts();
  const pages = usePages(
    activities.list,
    { query: { ...search, ...filterOf[view], with: 'customer' } },
    { refetchInterval: WORK_MS },
  );
  return (
    <ListOf
      caption={a.title}
      pages={pages}
      empty={view === 'open' ? a.nothingOpen : texts().nothingFound}
      start={start}
      filtered={Object.keys(search).length > 0}
      clear="/activities"
      keyOf={({ activityId }: Activity) => activityId}
      columns={[
        { name: a.subject, cell: (one) => <Subject of={one} /> },
        { name: a.due, cell: (one) => <Ends of={one} /> },
        { name: a.about, cell: (one) => <About of={one} /> },
        { name: a.owner, cell: ({ ownerId }) => <Person id={ownerId} /> },
      ]}
    />
  );
}

/** The first of its customers, by name where the person may see it. */
function About({ of: { customer, customerIds } }: { of: Activity }) {
  const customerId = customer?.customerId ?? customerIds[0];
  return (
    customerId && (
      <Link to="/customers/$customerId" params={{ customerId }}>
        {customer ? <bdi>{customer.displayName}</bdi> : activityTexts().toCustomer}
      </Link>
    )
  );
}

function Filters({ search }: { search: ActivitySearch }) {
  const a = activityTexts();
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>): void =>
    void navigate({ to: '/activities', search: { ...search, ...change } as ActivitySearch, replace: true });
  return (
    <div className="filters">
      <FilterPick
        label={a.state}
        none={a.views.open}
        value={search.view}
        choices={choicesOf<string>({ overdue: a.views.overdue, done: a.views.done })}
        onChange={(view) => set({ view })}
      />
      <FilterPick
        label={a.type}
        value={search.type}
        choices={choicesOf<string>(a.types)}
        onChange={(type) => set({ type })}
      />
      {!ownOnly() && (
        <PersonPick
          label={a.owner}
          labelHidden
          nobody={`${a.owner}: ${texts().all}`}
          value={search.ownerId ?? ''}
          onChange={(ownerId) => set({ ownerId: ownerId || undefined })}
        />
      )}
    </div>
  );
}
