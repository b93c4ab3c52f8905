import { Link } from '@tanstack/react-router';
import type { CustomerView } from '../../../shared/customer-view/customer-view.schema.ts';
import { CreateDialog } from '../contacts/contact-dialogs.tsx';
import { Place } from '../contacts/positions.tsx';
import { contactTexts } from '../contacts/texts/texts.ts';
import { Opener } from '../kit/opener.tsx';
import { Panel } from '../kit/page.tsx';
import { DataTable } from '../kit/table.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { customerTexts } from './texts/texts.ts';

type Props = { view: CustomerView; contacts: NonNullable<CustomerView['contacts']> };
type Contact = Props['contacts'][number];

/** A contact's name, which leads to them. */
const Name = ({ contact: { contactId, displayName } }: { contact: Contact }) => (
  <Link to="/contacts/$contactId" params={{ contactId }} className="quiet name-link">
    <bdi>{displayName}</bdi>
  </Link>
);

/** The contacts of a business with what they are there; of a person, where they are as a contact. */
export function CustomerContacts({ view: { customerId, profile }, contacts }: Props) {
  const c = contactTexts();
  const isBusiness = profile.type === 'business';
  if (!isBusiness && contacts.length === 0) return null;
  const aside = isBusiness && (
    <div className="actions">
      <Link to="/contacts" search={{ customerId }}>
        {texts().all}
      </Link>
      {may('customers:write') && (
        <Opener label={c.create}>{(close) => <CreateDialog at={customerId} onClose={close} />}</Opener>
      )}
    </div>
  );
  return (
    <Panel title={isBusiness ? c.title : c.asContact} aside={aside}>
      {contacts.length === 0 ? (
        <p className="muted">{c.noContacts}</p>
      ) : (
        <DataTable
          caption={`${c.title}: ${profile.displayName}`}
          rows={contacts}
          keyOf={({ contactId }) => contactId}
          columns={
            isBusiness
              ? [
                  { name: customerTexts().name, cell: (contact) => <Name contact={contact} /> },
                  {
                    name: c.jobTitle,
                    cell: ({ positions }) => <bdi>{positions.flatMap(({ title }) => title ?? []).join(', ')}</bdi>,
                  },
                  {
                    name: c.role,
                    cell: ({ positions }) =>
                      positions.flatMap(({ n, role }) =>
                        role ? (
                          <span key={n} className="tag">
                            {c.roles[role]}
                          </span>
                        ) : (
                          []
                        ),
                      ),
                  },
                  { name: c.from, line: true, cell: ({ positions }) => positions[0]?.from },
                ]
              : [
                  { name: customerTexts().name, cell: (contact) => <Name contact={contact} /> },
                  {
                    name: c.position,
                    cell: ({ positions }) =>
                      positions.map((position) => (
                        <div key={position.n}>
                          <Place position={position} />
                        </div>
                      )),
                  },
                ]
          }
        />
      )}
    </Panel>
  );
}
