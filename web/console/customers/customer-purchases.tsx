import type { CustomerView } from '../../../shared/customer-view/customer-view.schema.ts';
import { formatCount } from '../../chart/format.ts';
import { money } from '../kit/money.ts';
import { Facts } from '../kit/facts.tsx';
import { Panel } from '../kit/page.tsx';
import { DataTable } from '../kit/table.tsx';
import { When } from '../kit/when.tsx';
import { spoken } from '../texts/console.ts';
import { customerTexts } from './texts/texts.ts';

type Props = { view: CustomerView; purchases: NonNullable<CustomerView['purchases']> };
const kinds = ['sale', 'service', 'subscription', 'return'] as const;

/** What a customer bought and gave back: in all, by currency, and the last of it. */
export function CustomerPurchases({ view: { profile }, purchases: { items, totals } }: Props) {
  const c = customerTexts();
  if (items.length === 0) return null;
  return (
    <Panel title={c.purchases}>
      <div className="stack">
        <Facts
          label={c.purchases}
          facts={[
            ...kinds.map(
              (kind) =>
                [c.purchaseCounts[kind], totals.count[kind] > 0 && formatCount(spoken(), totals.count[kind])] as const,
            ),
            ...totals.amounts.map(
              ({ total, returned }) =>
                [
                  `${c.bought} (${total.currency})`,
                  <span key={total.currency}>
                    {money(total)}{' '}
                    {returned.amountMinor > 0 && <span className="note">{c.returned(money(returned))}</span>}
                  </span>,
                ] as const,
            ),
          ]}
        />
        <DataTable
          caption={`${c.purchases}: ${profile.displayName}`}
          rows={items}
          keyOf={({ purchaseId }) => purchaseId}
          columns={[
            { name: c.what, cell: ({ name, lines }) => <Name name={name} more={lines - 1} /> },
            { name: c.type, cell: ({ kind }) => <span className="tag">{c.purchaseKinds[kind]}</span> },
            {
              name: c.amount,
              number: true,
              cell: ({ total, returned }) => (
                <>
                  {money(total)}{' '}
                  {returned && returned.amountMinor > 0 && <span className="note">{c.returned(money(returned))}</span>}
                </>
              ),
            },
            { name: c.when, cell: ({ at }) => <When at={at} /> },
          ]}
        />
      </div>
    </Panel>
  );
}

const Name = ({ name, more }: { name: string | undefined; more: number }) => (
  <>
    <bdi>{name}</bdi> {more > 0 && <span className="note">{customerTexts().moreLines(more)}</span>}
  </>
);
