import { useState } from 'react';
import { customerRoutes } from '../../../shared/customer/customer.routes.ts';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { customerTexts } from '../customers/texts/texts.ts';
import { Pick, TextInput } from '../kit/fields.tsx';
import { type Control, type RecordField, textField } from '../kit/record-fields.tsx';
import { texts } from '../texts/console.ts';

const customers = api(customerRoutes);
const SHOWN = 20;
const SHORTEST = 3;

/** A customer who is found by words, and picked among those that are. */
export const customerField = (name: string, label: string, type?: Customer['type']): RecordField => ({
  ...textField(name, label),
  wide: true,
  control: (to) => <CustomerPick {...to} type={type} />,
});

type PickProps = Control & { type?: Customer['type'] | undefined };
/** Finds a customer by words, for whoever then picks among those who are found. */
export function CustomerPick({ label, error, value, onChange, type }: PickProps) {
  const [words, setWords] = useState('');
  const isAsked = words.trim().length >= SHORTEST;
  const read = useRead(customers.search, { query: { q: words.trim(), limit: SHOWN } }, { enabled: isAsked });
  const hits = isAsked ? (read.data?.items ?? []).filter((hit) => type === undefined || hit.type === type) : [];
  const known = hits.some(({ customerId }) => customerId === value);
  return (
    <div className="stack">
      <TextInput label={label} placeholder={customerTexts().find} type="search" value={words} onChange={setWords} />
      <Pick
        label={label}
        labelHidden
        error={error}
        value={value}
        choices={[
          { value: '', name: texts().none },
          ...(value === '' || known ? [] : [{ value, name: value }]),
          ...hits.map(({ customerId, displayName }) => ({ value: customerId, name: displayName })),
        ]}
        onChange={onChange}
      />
    </div>
  );
}
