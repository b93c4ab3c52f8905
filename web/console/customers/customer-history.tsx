import { customerRoutes } from '../../../shared/customer/customer.routes.ts';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import type { CustomerChange } from '../../../shared/customer/history.schema.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { ListOf } from '../kit/list-of.tsx';
import { Panel } from '../kit/page.tsx';
import { Person } from '../kit/people.tsx';
import { When } from '../kit/when.tsx';
import { customerTexts } from './texts/texts.ts';

const customers = api(customerRoutes);
type Change = CustomerChange['changes'][number];

/** What was changed of a customer, by whom, and what stood there before: the latest first. */
export function CustomerHistory({ customer: { customerId, displayName } }: { customer: Customer }) {
  const c = customerTexts();
  const pages = usePages(customers.history, { params: { customerId }, query: { limit: 10 } });
  return (
    <Panel title={c.history} about={c.historyHelp}>
      <ListOf
        caption={`${c.history}: ${displayName}`}
        pages={pages}
        empty={c.noChanges}
        keyOf={({ at, version }: CustomerChange) => `${version} ${at}`}
        columns={[
          { name: c.what, cell: ({ changes }) => changes.map((change) => <Changed key={change.field} {...change} />) },
          {
            name: c.by,
            cell: ({ actor }) => <By {...actor} />,
          },
          { name: c.when, cell: ({ at }) => <When at={at} /> },
        ]}
      />
    </Panel>
  );
}

/** A person by name; what the product did by itself is said so. */
function By({ kind, id }: CustomerChange['actor']) {
  if (kind === 'user') return <Person id={id} />;
  return <bdi>{kind === 'system' ? 'Heed' : id}</bdi>;
}

function Changed({ field, from, to }: Change) {
  const c = customerTexts();
  // Values that have words of their own here.
  const called: Readonly<Record<string, Readonly<Record<string, string>>>> = { status: c.statuses, type: c.types };
  const wordsFor = (value: unknown): string | undefined => called[field]?.[String(value)] ?? wordsOf(value);
  const [was, is] = [wordsFor(from), wordsFor(to)];
  return (
    <div>
      <Label field={field} />
      {was !== undefined && is !== undefined && (
        <>
          :{' '}
          <del>
            <bdi>{was || '–'}</bdi>
          </del>{' '}
          <ins>
            <bdi>{is || '–'}</bdi>
          </ins>
        </>
      )}
    </div>
  );
}

/** What a field is called where it is typed in; the API's own name for what is not. */
function Label({ field }: { field: string }) {
  const c = customerTexts();
  const names: Readonly<Record<string, string>> = {
    type: c.type,
    status: c.status,
    statusReason: c.statusReason,
    firstName: c.firstName,
    lastName: c.lastName,
    businessName: c.businessName,
    emails: c.emails,
    phones: c.phones,
    addresses: c.addresses,
    externalIds: c.ids,
    ownerId: c.owner,
    group: c.group,
    industry: c.industry,
    tags: c.tags,
    notes: c.notes,
    doNotContact: c.doNotContact,
    source: c.source,
  };
  return <strong>{names[field] ?? <bdi lang="en">{field}</bdi>}</strong>;
}

/** What can be said in a line; undefined for what has parts of its own. */
function wordsOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const all = value.map(lineOf);
    return all.every((line) => line !== undefined) ? all.join(', ') : undefined;
  }
  return lineOf(value);
}

function lineOf(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { address, number, raw, id } = value as Readonly<Record<string, unknown>>;
  const line = address ?? number ?? raw ?? id;
  return typeof line === 'string' ? line : undefined;
}
