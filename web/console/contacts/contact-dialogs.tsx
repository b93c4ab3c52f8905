import { useNavigate } from '@tanstack/react-router';
import { contactRoutes } from '../../../shared/contact/contact.routes.ts';
import type { Contact } from '../../../shared/contact/contact.schema.ts';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import { relationRoutes } from '../../../shared/relation/relation.routes.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { RecordDialog } from '../kit/record-dialog.tsx';
import { Removal } from '../kit/removal.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { contactFields, positionFields } from './contact-fields.ts';
import { contactTexts } from './texts/texts.ts';

const contacts = api(contactRoutes);
type Body = Parameters<typeof contacts.create>[0]['body'];
type Position = NonNullable<Body['positions']>[number];
/** A contact before it is made, with what they are at the business where that is known. */
type Draft = Partial<Body> & { version?: number; position?: Omit<Position, 'customerId'> };

/** Makes a contact; `at` is the business that they belong to. */
export function CreateDialog({ at, onClose }: { at?: Position['customerId']; onClose: () => void }) {
  const navigate = useNavigate();
  const create = useChange(contacts.create, customerViewRoutes.resource);
  const bodyOf = ({ position, ...whole }: Draft): Body => ({
    ...(whole as Body),
    ...(at && { positions: [{ ...position, customerId: at }] }),
  });
  return (
    <RecordDialog<Draft, Contact>
      title={contactTexts().create}
      draft={`contact.${at ?? ''}`}
      record={{}}
      fields={[...contactFields(), ...(at ? positionFields('position/') : [])]}
      save={({ whole, idempotencyKey }) => create.mutateAsync({ body: bodyOf(whole), idempotencyKey })}
      onSaved={({ contactId }) => {
        if (!at) void navigate({ to: '/contacts/$contactId', params: { contactId } });
      }}
      onClose={onClose}
    />
  );
}

export function EditDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const edit = useChange(contacts.edit, customerViewRoutes.resource);
  const params = { contactId: contact.contactId };
  return (
    <RecordDialog
      title={texts().edit}
      draft={`contact.${contact.contactId}`}
      record={contact}
      fields={contactFields(contact)}
      read={() => contacts.get({ params })}
      save={({ patch, ifMatch }) =>
        edit.mutateAsync({ params, body: patch, ...(ifMatch !== undefined && { ifMatch }) })
      }
      onClose={onClose}
    />
  );
}

export function RemoveDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const c = contactTexts();
  const navigate = useNavigate();
  const { contactId, version, displayName } = contact;
  return (
    <Removal
      title={c.remove}
      action={c.remove}
      remove={() => contacts.remove({ params: { contactId }, ifMatch: version })}
      away={async () => {
        toast(c.removed);
        await navigate({ to: '/contacts' });
      }}
      touches={[contactRoutes.resource, relationRoutes.resource, customerViewRoutes.resource]}
      onClose={onClose}
    >
      <bdi>{c.removeHelp(displayName)}</bdi>
    </Removal>
  );
}
