import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { contactRoutes } from '../../../shared/contact/contact.routes.ts';
import type { Contact } from '../../../shared/contact/contact.schema.ts';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Panel } from '../kit/page.tsx';
import { RecordDialog } from '../kit/record-dialog.tsx';
import { textField } from '../kit/record-fields.tsx';
import { DataTable } from '../kit/table.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { positionFields } from './contact-fields.ts';
import { customerField } from './customer-field.tsx';
import { contactTexts } from './texts/texts.ts';

const contacts = api(contactRoutes);
type Position = Contact['positions'][number];
type Body = Parameters<typeof contacts.addPosition>[0]['body'];

/** Where somebody is, and what; nothing where they have no position. */
export const Place = ({ position }: { position: Position | undefined }) =>
  position && (
    <>
      {position.title && (
        <>
          <bdi>{position.title}</bdi>
          {' · '}
        </>
      )}
      <Business position={position} />
    </>
  );

/** The business of a position; it may be gone. */
const Business = ({ position: { customerId, businessName } }: { position: Position }) =>
  businessName === undefined ? (
    <span className="muted">{contactTexts().goneBusiness}</span>
  ) : (
    <Link to="/customers/$customerId" params={{ customerId }} className="quiet name-link">
      <bdi>{businessName}</bdi>
    </Link>
  );

/** What a contact is and was, the latest first. */
export function Positions({ contact }: { contact: Contact }) {
  const c = contactTexts();
  const [open, setOpen] = useState<Position | 'new'>();
  const { positions, displayName } = contact;
  const isWriter = may('customers:write');
  return (
    <Panel
      title={c.positions}
      about={c.positionsHelp}
      aside={isWriter && <Button onClick={() => setOpen('new')}>{c.addPosition}</Button>}
    >
      {positions.length === 0 ? (
        <p className="muted">{c.noPositions}</p>
      ) : (
        <DataTable
          caption={`${c.positions}: ${displayName}`}
          rows={positions.toReversed()}
          keyOf={({ n }) => String(n)}
          columns={[
            { name: c.business, cell: (position) => <Business position={position} /> },
            {
              name: c.jobTitle,
              cell: ({ title, primary }) => (
                <>
                  <bdi>{title}</bdi> {primary && positions.length > 1 && <span className="note">{c.primary}</span>}
                </>
              ),
            },
            { name: c.department, cell: ({ department }) => <bdi>{department}</bdi> },
            { name: c.role, cell: ({ role }) => role && <span className="tag">{c.roles[role]}</span> },
            { name: c.from, line: true, cell: ({ from }) => from },
            { name: c.until, line: true, cell: ({ to }) => to },
            ...(isWriter
              ? [
                  {
                    name: '',
                    cell: (position: Position) => (
                      <Button small onClick={() => setOpen(position)}>
                        {texts().edit}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {open === 'new' && <AddDialog contact={contact} onClose={() => setOpen(undefined)} />}
      {open && open !== 'new' && <EditDialog contact={contact} position={open} onClose={() => setOpen(undefined)} />}
    </Panel>
  );
}

function AddDialog({ contact: { contactId }, onClose }: { contact: Contact; onClose: () => void }) {
  const c = contactTexts();
  const add = useChange(contacts.addPosition, customerViewRoutes.resource);
  return (
    <RecordDialog<Partial<Body> & { version?: number }, Contact>
      title={c.addPosition}
      draft={`position.${contactId}`}
      record={{}}
      fields={[customerField('customerId', c.business, 'business'), ...positionFields()]}
      save={({ whole, idempotencyKey }) =>
        add.mutateAsync({ params: { contactId }, body: whole as Body, idempotencyKey })
      }
      onClose={onClose}
    />
  );
}

type EditProps = { contact: Contact; position: Position; onClose: () => void };
function EditDialog({ contact: { contactId, version }, position, onClose }: EditProps) {
  const c = contactTexts();
  const edit = useChange(contacts.editPosition, customerViewRoutes.resource);
  const params = { contactId, n: String(position.n) };
  return (
    <RecordDialog
      title={c.position}
      draft={`position.${contactId}.${position.n}`}
      record={{ ...position, version }}
      fields={[...positionFields(), textField('to', c.until, { type: 'date', help: c.untilHelp })]}
      save={({ changes, ifMatch }) =>
        edit.mutateAsync({ params, body: changes, ...(ifMatch !== undefined && { ifMatch }) })
      }
      onClose={onClose}
    />
  );
}
