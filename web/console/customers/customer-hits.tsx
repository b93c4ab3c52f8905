import { Link, useNavigate } from '@tanstack/react-router';
import { customerRoutes } from '../../../shared/customer/customer.routes.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { texts } from '../texts/console.ts';
import { customerTexts } from './texts/texts.ts';

const customers = api(customerRoutes);
/** As many as are looked through at a glance; who is not among them is named more exactly. */
const SHOWN = 50;

/** What holds no word for sure, so it need not be asked: one character that is none of Chinese, or a part of a syllable. */
const isNothing = (words: string): boolean =>
  !/\p{Script=Han}/u.test(words) && words.normalize('NFKD').replace(/\s/gu, '').length < 2;
const isRefused = (error: unknown): boolean => error instanceof ApiError && error.status === 400;

/** Customers whom all of some words lead to, also those who were written down a moment ago. */
export function CustomerHits({ words }: { words: string }) {
  const c = customerTexts();
  const navigate = useNavigate();
  const read = useRead(customers.search, { query: { q: words, limit: SHOWN } }, { enabled: !isNothing(words) });
  if (isNothing(words) || isRefused(read.error)) return <Empty>{c.tooShort}</Empty>;
  return (
    <Loaded read={read} height={240}>
      {({ items, truncated }) =>
        items.length === 0 ? (
          <Empty>{texts().nothingFound}</Empty>
        ) : (
          <div className="stack">
            <DataTable
              caption={c.title}
              rows={items}
              keyOf={({ customerId }) => customerId}
              onOpen={({ customerId }) => void navigate({ to: '/customers/$customerId', params: { customerId } })}
              columns={[
                {
                  name: c.name,
                  cell: ({ customerId, displayName }) => (
                    <Link to="/customers/$customerId" params={{ customerId }} className="quiet name-link">
                      <bdi>{displayName}</bdi>
                    </Link>
                  ),
                },
                { name: c.email, cell: ({ maskedEmail }) => <bdi>{maskedEmail}</bdi> },
                { name: c.phone, line: true, cell: ({ maskedPhone }) => <bdi dir="ltr">{maskedPhone}</bdi> },
                { name: c.foundBy, cell: ({ matched }) => matched.map((one) => c.matches[one]).join(', ') },
              ]}
            />
            {truncated && <p className="note">{c.more}</p>}
          </div>
        )
      }
    </Loaded>
  );
}
