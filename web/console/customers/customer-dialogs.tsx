import { useNavigate } from '@tanstack/react-router';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import { customerRoutes } from '../../../shared/customer/customer.routes.ts';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { RecordDialog } from '../kit/record-dialog.tsx';
import { Removal } from '../kit/removal.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { useCustomerFields } from './customer-fields.ts';
import { customerTexts } from './texts/texts.ts';

const customers = api(customerRoutes);
type Body = Parameters<typeof customers.create>[0]['body'];
/** Feedback is heard under the names of a customer. */
const touched = ['feedback', customerViewRoutes.resource] as const;

export function CreateDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const create = useChange(customers.create, ...touched);
  return (
    <RecordDialog<Partial<Body> & { version?: number }, Customer>
      title={customerTexts().create}
      draft="customer"
      record={{ type: 'individual', status: 'prospect' }}
      fields={useCustomerFields()}
      save={({ whole, idempotencyKey }) => create.mutateAsync({ body: whole as Body, idempotencyKey })}
      onSaved={({ customerId }) => void navigate({ to: '/customers/$customerId', params: { customerId } })}
      onClose={onClose}
    />
  );
}

export function EditDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const edit = useChange(customers.edit, ...touched);
  const params = { customerId: customer.customerId };
  return (
    <RecordDialog
      title={texts().edit}
      draft={`customer.${customer.customerId}`}
      record={customer}
      fields={useCustomerFields(customer)}
      read={() => customers.get({ params })}
      save={({ patch, ifMatch }) =>
        edit.mutateAsync({ params, body: patch, ...(ifMatch !== undefined && { ifMatch }) })
      }
      onClose={onClose}
    />
  );
}

/** Deletes a customer; for 30 days it can be taken back, here by the button of the message. */
export function RemoveDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const c = customerTexts();
  const navigate = useNavigate();
  const { customerId, version, displayName } = customer;
  const params = { customerId };
  const restore = useChange(customers.restore, ...touched);
  const takeBack = (): void =>
    afterwards(
      restore.mutateAsync({ params }),
      () => void navigate({ to: '/customers/$customerId', params }),
      toastError,
    );
  return (
    <Removal
      title={c.remove}
      action={c.remove}
      remove={() => customers.remove({ params, ifMatch: version })}
      away={async () => {
        toast(c.removed, { name: texts().undo, act: takeBack });
        await navigate({ to: '/customers' });
      }}
      touches={[customerRoutes.resource, ...touched]}
      onClose={onClose}
    >
      <bdi>{c.removeHelp(displayName)}</bdi>
    </Removal>
  );
}
