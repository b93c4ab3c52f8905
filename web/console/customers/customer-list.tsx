import { Link, useNavigate } from '@tanstack/react-router';
import { customerRoutes } from '../../../shared/customer/customer.routes.ts';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { choicesOf, FilterPick } from '../kit/fields.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Opener } from '../kit/opener.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Typed } from '../kit/typed.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { CreateDialog } from './customer-dialogs.tsx';
import { CustomerHits } from './customer-hits.tsx';
import { type CustomerSearch, listRoute } from './customers.route.ts';
import { primaryOf } from './reach.ts';
import { customerTexts } from './texts/texts.ts';

const customers = api(customerRoutes);

/** People and organisations that the company deals with: the latest change first, or those that some words lead to. */
export function CustomerList() {
  const c = customerTexts();
  const search = listRoute.useSearch();
  const start = may('customers:write') && (
    <Opener look="main" label={c.create}>
      {(close) => <CreateDialog onClose={close} />}
    </Opener>
  );
  return (
    <Page title={c.title} about={<Link to="/duplicates">{c.duplicates}</Link>} aside={start}>
      <Filters search={search} />
      <Panel>{search.q ? <CustomerHits words={search.q} /> : <Filtered search={search} start={start} />}</Panel>
    </Page>
  );
}

function Filtered({ search, start }: { search: CustomerSearch; start: React.ReactNode }) {
  const c = customerTexts();
  const navigate = useNavigate();
  const { q: _, ...query } = search;
  const pages = usePages(customers.list, { query });
  return (
    <ListOf
      caption={c.title}
      pages={pages}
      empty={c.noneYet}
      start={start}
      filtered={Object.keys(query).length > 0}
      clear="/customers"
      keyOf={({ customerId }: Customer) => customerId}
      onOpen={({ customerId }) => void navigate({ to: '/customers/$customerId', params: { customerId } })}
      columns={[
        {
          name: c.name,
          cell: ({ customerId, displayName }) => (
            <Link to="/customers/$customerId" params={{ customerId }} className="quiet name-link">
              <bdi>{displayName}</bdi>
            </Link>
          ),
        },
        { name: c.status, cell: ({ status }) => <span className="tag">{c.statuses[status]}</span> },
        { name: c.email, cell: ({ emails }) => <bdi>{primaryOf(emails)?.address}</bdi> },
        { name: c.phone, line: true, cell: ({ phones }) => <bdi dir="ltr">{primaryOf(phones)?.number}</bdi> },
        { name: c.tags, cell: ({ tags }) => <bdi>{tags?.join(', ')}</bdi> },
        { name: c.changed, cell: ({ updatedAt }) => <When at={updatedAt} /> },
      ]}
    />
  );
}

function Filters({ search }: { search: CustomerSearch }) {
  const c = customerTexts();
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>): void =>
    void navigate({ to: '/customers', search: { ...search, ...change } as CustomerSearch, replace: true });
  const pick = (name: 'type' | 'status', label: string, names: Readonly<Record<string, string>>) => (
    <FilterPick
      label={label}
      value={search[name]}
      choices={choicesOf<string>(names)}
      onChange={(value) => set({ [name]: value })}
    />
  );
  return (
    <div className="filters">
      <Typed label={c.find} words={search.q ?? ''} onChange={(q) => set({ q: q || undefined })} />
      {!search.q && (
        <>
          {pick('type', c.type, c.types)}
          {pick('status', c.status, c.statuses)}
        </>
      )}
    </div>
  );
}
