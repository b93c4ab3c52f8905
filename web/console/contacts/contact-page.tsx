import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { contactRoutes } from '../../../shared/contact/contact.routes.ts';
import type { Contact } from '../../../shared/contact/contact.schema.ts';
import { relationRoutes } from '../../../shared/relation/relation.routes.ts';
import { api } from '../api/client.ts';
import { usePages, useRead } from '../api/use.ts';
import { Emails, Phones } from '../customers/customer-facts.tsx';
import { customerTexts } from '../customers/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { Facts } from '../kit/facts.tsx';
import { languageName } from '../kit/names.ts';
import { Page, Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { EditDialog, RemoveDialog } from './contact-dialogs.tsx';
import { oneRoute } from './contacts.route.ts';
import { Positions } from './positions.tsx';
import { RelationList } from './relation-list.tsx';
import { contactTexts } from './texts/texts.ts';

const contacts = api(contactRoutes);
const relations = api(relationRoutes);

/** One contact: who they are, how they are reached, and where they are and were. */
export function ContactPage() {
  const c = contactTexts();
  const { contactId } = oneRoute.useParams();
  const read = useRead(contacts.get, { params: { contactId } });
  return (
    <Page
      title={read.data?.displayName ?? c.one}
      about={<Link to="/contacts">{c.title}</Link>}
      aside={read.data && may('customers:write') && <Acts contact={read.data} />}
    >
      <Loaded read={read} height={420}>
        {(contact) => (
          <div className="stack">
            {contact.doNotContact?.value && (
              <p className="banner warn">
                {customerTexts().stopped} <bdi>{contact.doNotContact.reason}</bdi>
              </p>
            )}
            <Panel title={customerTexts().about}>
              <About contact={contact} />
            </Panel>
            <Positions contact={contact} />
            <Related contactId={contactId} name={contact.displayName} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function About({ contact }: { contact: Contact }) {
  const c = contactTexts();
  const k = customerTexts();
  const { emails = [], phones = [], preferences, customerId, socialProfiles = [], createdAt } = contact;
  const { language, preferredMethod } = preferences ?? {};
  return (
    <Facts
      facts={[
        [k.emails, emails.length > 0 && <Emails key="emails" emails={emails} />],
        [k.phones, phones.length > 0 && <Phones key="phones" phones={phones} />],
        [k.language, language && languageName(language)],
        [k.method, preferredMethod && k.methods[preferredMethod]],
        [
          c.profiles,
          socialProfiles.length > 0 &&
            socialProfiles.map(({ url }) => (
              <div key={url}>
                <a href={url} rel="noreferrer noopener" target="_blank">
                  <bdi>{url.replace('https://', '')}</bdi>
                </a>
              </div>
            )),
        ],
        [
          c.samePerson,
          customerId && (
            <Link key="person" to="/customers/$customerId" params={{ customerId }}>
              {k.one}
            </Link>
          ),
        ],
        [k.since, <When key="since" at={createdAt} />],
      ]}
    />
  );
}

/** Relations that were written down for customers; here they are read. */
function Related({ contactId, name }: { contactId: Contact['contactId'] | string; name: string }) {
  const c = contactTexts();
  const pages = usePages(relations.listOfContact, { params: { contactId } });
  return (
    pages.items.length > 0 && (
      <Panel title={c.relations}>
        <RelationList caption={`${c.relations}: ${name}`} pages={pages} />
      </Panel>
    )
  );
}

function Acts({ contact }: { contact: Contact }) {
  const c = contactTexts();
  const [open, setOpen] = useState<'edit' | 'remove'>();
  const close = (): void => setOpen(undefined);
  return (
    <div className="actions">
      <Button onClick={() => setOpen('edit')}>{texts().edit}</Button>
      <Button look="danger" onClick={() => setOpen('remove')}>
        {c.remove}
      </Button>
      {open === 'edit' && <EditDialog contact={contact} onClose={close} />}
      {open === 'remove' && <RemoveDialog contact={contact} onClose={close} />}
    </div>
  );
}
