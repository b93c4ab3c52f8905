import { useState } from 'react';
import type { CreateAddress, StoredAddress } from '../../../shared/address/address.schema.ts';
import { addressRoutes } from '../../../shared/customer/address.routes.ts';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import { customerRoutes } from '../../../shared/customer/customer.routes.ts';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { choicesOf } from '../kit/fields.tsx';
import { countryName } from '../kit/names.ts';
import { Panel } from '../kit/page.tsx';
import { RecordDialog } from '../kit/record-dialog.tsx';
import { areaField, flagField, pickField, type RecordField, textField } from '../kit/record-fields.tsx';
import { DataTable } from '../kit/table.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { customerTexts } from './texts/texts.ts';

const addresses = api(addressRoutes);
const customers = api(customerRoutes);
const touched = [customerViewRoutes.resource, customerRoutes.resource] as const;

/** Where a customer lives or works, in the standard form of the country, with what is wrong with it and where it is. */
export function CustomerAddresses({ customer }: { customer: Customer }) {
  const c = customerTexts();
  const [open, setOpen] = useState<StoredAddress | 'new'>();
  const isEditor = may('customers:write') && may('customers:contact');
  const { addresses: all = [] } = customer;
  return (
    <Panel title={c.addresses} aside={isEditor && <Button onClick={() => setOpen('new')}>{c.add}</Button>}>
      {all.length === 0 ? (
        <p className="muted">{c.noAddresses}</p>
      ) : (
        <DataTable
          caption={`${c.addresses}: ${customer.displayName}`}
          rows={all}
          keyOf={({ addressId }) => addressId}
          columns={[
            { name: c.address, cell: (one) => <Lines of={one} onEdit={isEditor ? () => setOpen(one) : undefined} /> },
            { name: c.addressType, cell: (one) => <Kind of={one} among={all} /> },
            { name: c.onMap, cell: ({ geo }) => c.precisions[geo.precision] },
          ]}
        />
      )}
      {open && (
        <AddressDialog
          customer={customer}
          address={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Panel>
  );
}

function Lines({ of: { standard, check, country }, onEdit }: { of: StoredAddress; onEdit: (() => void) | undefined }) {
  const c = customerTexts();
  const issues = check.issues.map((issue) => c.addressIssues[issue]).join(', ');
  return (
    <>
      <bdi>{standard.text}</bdi> {country && <span className="note">{countryName(country)}</span>}{' '}
      {issues && <span className={check.format === 'failed' ? 'tag warn' : 'note'}>{issues}</span>}{' '}
      {onEdit && (
        <Button small onClick={onEdit}>
          {texts().edit}
        </Button>
      )}
    </>
  );
}

function Kind({ of: { type, primary }, among }: { of: StoredAddress; among: StoredAddress[] }) {
  const c = customerTexts();
  const isOneOfMany = among.filter((one) => one.type === type).length > 1;
  return (
    <>
      {c.addressTypes[type]} {primary && isOneOfMany && <span className="note">{c.primary}</span>}
    </>
  );
}

function useAddressFields(): RecordField[] {
  const c = customerTexts();
  const lines: Pick<RecordField, 'read' | 'write'> = {
    read: (value) => (Array.isArray(value) ? value.join('\n') : ''),
    write: (text) => {
      const some = text.split('\n').flatMap((one) => one.trim() || []);
      return some.length > 0 ? some : undefined;
    },
  };
  return [
    pickField('type', c.addressType, choicesOf(c.addressTypes)),
    { ...areaField('lines', c.street, { help: c.streetHelp }), ...lines },
    textField('postalCode', c.postalCode, { maxLength: 20 }),
    textField('city', c.city, { maxLength: 100 }),
    textField('state', c.state, { maxLength: 100, help: c.stateHelp }),
    textField('country', c.country, { maxLength: 60, help: c.countryHelp }),
    flagField('primary', c.isPrimary),
  ];
}

type DialogProps = { customer: Customer; address: StoredAddress | undefined; onClose: () => void };
/** What is typed of an address, with the version of its customer, in which it lies. */
type Typed = Partial<CreateAddress> & { version?: number };

function AddressDialog({ customer: { customerId, version }, address, onClose }: DialogProps) {
  const c = customerTexts();
  const add = useChange(addresses.add, ...touched);
  const edit = useChange(addresses.edit, ...touched);
  const params = { customerId };
  const shared = { fields: useAddressFields(), onClose };
  if (!address)
    return (
      <RecordDialog<Typed, Customer>
        {...shared}
        title={c.addAddress}
        draft={`address.${customerId}`}
        record={{ type: 'home' }}
        save={({ whole, idempotencyKey }) => add.mutateAsync({ params, body: whole as CreateAddress, idempotencyKey })}
      />
    );
  const of = { ...params, addressId: address.addressId };
  return (
    <RecordDialog
      {...shared}
      title={c.address}
      draft={`address.${address.addressId}`}
      record={{ ...address, version }}
      read={async () => {
        const now = await customers.get({ params });
        return {
          ...(now.addresses?.find((one) => one.addressId === address.addressId) ?? address),
          version: now.version,
        };
      }}
      save={({ patch, ifMatch }) =>
        edit.mutateAsync({ params: of, body: patch, ...(ifMatch !== undefined && { ifMatch }) })
      }
      remove={() => addresses.remove({ params: of })}
      resource={customerViewRoutes.resource}
    />
  );
}
