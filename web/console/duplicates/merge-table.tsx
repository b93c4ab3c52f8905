import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { choosable } from '../../../shared/merge/choosable.ts';
import { Person } from '../kit/people.tsx';
import { DataTable } from '../kit/table.tsx';
import { customerTexts } from '../customers/texts/texts.ts';
import { linesIn, united } from './values.ts';
import { duplicateTexts } from './texts/texts.ts';

type Field = (typeof choosable)[number];
type Props = {
  customers: readonly Customer[];
  /** What they would be as one. */
  preview: Customer | undefined;
  choose: Partial<Record<Field, Customer['customerId'] | undefined>>;
  onChoose: (field: Field, customerId: Customer['customerId']) => void;
};

/** Customers side by side, field by field; of those that differ somebody chooses whose value holds. Lists are united. */
export function MergeTable({ customers, preview, choose, onChoose }: Props) {
  const d = duplicateTexts();
  const rows = [...choosable, ...united].filter((field) => customers.some((one) => linesIn(one, field) !== ''));
  const survivor = customers[0]?.customerId;
  const nameOf = (field: string): string => d.fields[field] ?? field;
  return (
    <DataTable
      caption={d.mergeOf}
      rows={rows}
      keyOf={(field) => field}
      columns={[
        { name: d.field, cell: (field) => nameOf(field) },
        ...customers.map((customer) => ({
          name: customer.displayName,
          cell: (field: (typeof rows)[number]) => {
            const value = <Value field={field} customer={customer} />;
            if (!isChoosable(field) || sameIn(customers, field) || linesIn(customer, field) === '') return value;
            const holder = choose[field] ?? holderOf(customers, field) ?? survivor;
            return (
              <label className="check">
                <input
                  type="radio"
                  name={`choose-${field}`}
                  aria-label={`${nameOf(field)}: ${customer.displayName}`}
                  checked={holder === customer.customerId}
                  onChange={() => onChoose(field, customer.customerId)}
                />{' '}
                {value}
              </label>
            );
          },
        })),
        {
          name: d.result,
          cell: (field) => preview && <Value field={field} customer={preview} />,
        },
      ]}
    />
  );
}

const isChoosable = (field: string): field is Field => (choosable as readonly string[]).includes(field);
const sameIn = (customers: readonly Customer[], field: string): boolean =>
  new Set(customers.map((one) => linesIn(one, field))).size === 1;
/** Whose value holds if nobody chooses: the first who has one. */
const holderOf = (customers: readonly Customer[], field: string): Customer['customerId'] | undefined =>
  customers.find((one) => linesIn(one, field) !== '')?.customerId;

function Value({ field, customer }: { field: string; customer: Customer }) {
  const c = customerTexts();
  if (field === 'status') return c.statuses[customer.status];
  if (field === 'ownerId' && customer.ownerId) return <Person id={customer.ownerId} />;
  return (
    <div className="pre" dir="auto">
      {linesIn(customer, field)}
    </div>
  );
}
