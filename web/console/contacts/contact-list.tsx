import { Link, useNavigate } from '@tanstack/react-router';
import { contactRoutes } from '../../../shared/contact/contact.routes.ts';
import type { Contact } from '../../../shared/contact/contact.schema.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { primaryOf } from '../customers/reach.ts';
import { customerTexts } from '../customers/texts/texts.ts';
import { choicesOf, FilterPick } from '../kit/fields.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Opener } from '../kit/opener.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Empty } from '../kit/states.tsx';
import { Typed } from '../kit/typed.tsx';
import { may } from '../session/me.ts';
import { CreateDialog } from './contact-dialogs.tsx';
import { type ContactSearch, listRoute } from './contacts.route.ts';
import { Place } from './positions.tsx';
import { contactTexts } from './texts/texts.ts';

const contacts = api(contactRoutes);

/** People at businesses, the newest first, or those that some words lead to. */
export function ContactList() {
  const c = contactTexts();
  const search = listRoute.useSearch();
  const start = may('customers:write') && (
    <Opener look="main" label={c.create}>
      {(close) => <CreateDialog onClose={close} />}
    </Opener>
  );
  const of = search.customerId && (
    <Link to="/customers/$customerId" params={{ customerId: search.customerId }}>
      {c.ofCustomer}
    </Link>
  );
  return (
    <Page title={c.title} about={of} aside={start}>
      <Filters search={search} />
      <Panel>
        <Found search={search} start={start} />
      </Panel>
    </Page>
  );
}

function Found({ search, start }: { search: ContactSearch; start: React.ReactNode }) {
  const c = contactTexts();
  const k = customerTexts();
  const navigate = useNavigate();
  const pages = usePages(contacts.list, { query: search });
  if (pages.error instanceof ApiError && pages.error.status === 400) return <Empty>{k.tooShort}</Empty>;
  return (
    <ListOf
      caption={c.title}
      pages={pages}
      empty={c.noneYet}
      start={start}
      filtered={Object.keys(search).length > 0}
      clear="/contacts"
      keyOf={({ contactId }: Contact) => contactId}
      onOpen={({ contactId }) => void navigate({ to: '/contacts/$contactId', params: { contactId } })}
      columns={[
        {
          name: k.name,
          cell: ({ contactId, displayName }) => (
            <Link to="/contacts/$contactId" params={{ contactId }} className="quiet name-link">
              <bdi>{displayName}</bdi>
            </Link>
          ),
        },
        { name: c.position, cell: ({ positions }) => <Place position={positions.find(({ primary }) => primary)} /> },
        { name: k.email, cell: ({ emails }) => <bdi>{primaryOf(emails)?.address}</bdi> },
        { name: k.phone, line: true, cell: ({ phones }) => <bdi dir="ltr">{primaryOf(phones)?.number}</bdi> },
      ]}
    />
  );
}

function Filters({ search }: { search: ContactSearch }) {
  const c = contactTexts();
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>): void =>
    void navigate({ to: '/contacts', search: { ...search, ...change } as ContactSearch, replace: true });
  return (
    <div className="filters">
      <Typed label={c.find} words={search.q ?? ''} onChange={(q) => set({ q: q || undefined })} />
      <FilterPick
        label={c.role}
        value={search.role}
        choices={choicesOf<string>(c.roles)}
        onChange={(role) => set({ role })}
      />
    </div>
  );
}
