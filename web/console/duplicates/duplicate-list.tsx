import { Link, useNavigate } from '@tanstack/react-router';
import { duplicateRoutes } from '../../../shared/duplicate/duplicate.routes.ts';
import type { DuplicatePair } from '../../../shared/duplicate/duplicate.schema.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange, usePages } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { choicesOf, FilterPick, Pick } from '../kit/fields.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { watchJob } from '../kit/watched-jobs.ts';
import { may } from '../session/me.ts';
import { type DuplicateSearch, duplicatesRoute } from './duplicates.route.ts';
import { duplicateTexts } from './texts/texts.ts';

const duplicates = api(duplicateRoutes);

/** Pairs of customers who may be one, the likeliest first, with what speaks for it. */
export function DuplicateList() {
  const d = duplicateTexts();
  const search = duplicatesRoute.useSearch();
  const pages = usePages(duplicates.list, { query: search });
  const decides = may('customers:merge');
  return (
    <Page title={d.title} about={<Link to="/customers">{d.customers}</Link>} aside={decides && <Scan />}>
      <Filters search={search} />
      <Panel>
        <ListOf
          caption={d.title}
          pages={pages}
          empty={d.noneYet}
          filtered={Object.keys(search).length > 0}
          clear="/duplicates"
          keyOf={({ pairKey }: DuplicatePair) => pairKey}
          columns={[
            { name: d.pair, cell: (pair) => <Names pair={pair} /> },
            { name: d.score, number: true, cell: ({ score }) => score },
            {
              name: d.band,
              cell: ({ band, suggestion }) => (
                <>
                  <span className={`tag ${band === 'likely' ? 'warn' : ''}`}>{d.bands[band]}</span>{' '}
                  {suggestion === 'household' && <span className="note">{d.suggestions.household}</span>}
                </>
              ),
            },
            { name: d.evidence, cell: ({ evidence }) => <Evidence evidence={evidence} /> },
            ...(decides ? [{ name: '', cell: (pair: DuplicatePair) => <Decide pair={pair} /> }] : []),
          ]}
        />
      </Panel>
    </Page>
  );
}

const Names = ({ pair: { customers = [] } }: { pair: DuplicatePair }) =>
  customers.map(({ customerId, displayName }) => (
    <Link key={customerId} to="/customers/$customerId" params={{ customerId }} className="quiet name-link">
      <bdi>{displayName}</bdi>
    </Link>
  ));

const Evidence = ({ evidence }: Pick<DuplicatePair, 'evidence'>) => (
  <span className="tags">
    {evidence.map(({ kind, points }) => (
      <span key={kind} className="tag">
        {duplicateTexts().evidenceKinds[kind]}{' '}
        <bdi dir="ltr">
          {points > 0 ? '+' : '−'}
          {Math.abs(points)}
        </bdi>
      </span>
    ))}
  </span>
);

function Decide({ pair: { pairKey, customers = [] } }: { pair: DuplicatePair }) {
  const d = duplicateTexts();
  const dismiss = useChange(duplicates.dismiss);
  const [first, second] = customers;
  return (
    <div className="actions">
      {first && second && (
        <Link
          to="/customers/$customerId/merge"
          params={{ customerId: first.customerId }}
          search={{ with: second.customerId }}
          className="button small"
        >
          {d.compare}
        </Link>
      )}
      <Button
        small
        busy={dismiss.isPending}
        onClick={() =>
          afterwards(dismiss.mutateAsync({ params: { pairKey }, body: {} }), () => toast(d.dismissed), toastError)
        }
      >
        {d.dismiss}
      </Button>
    </div>
  );
}

function Scan() {
  const d = duplicateTexts();
  const scan = useChange(duplicates.scan, 'job');
  return (
    <Button
      busy={scan.isPending}
      onClick={() => afterwards(scan.mutateAsync({ body: {} }), ({ jobId }) => watchJob(jobId), toastError)}
    >
      {d.scan}
    </Button>
  );
}

function Filters({ search }: { search: DuplicateSearch }) {
  const d = duplicateTexts();
  const navigate = useNavigate();
  const pick = (name: keyof DuplicateSearch, label: string, names: Readonly<Record<string, string>>) => (
    <FilterPick
      label={label}
      value={search[name]}
      choices={choicesOf<string>(names)}
      onChange={(value) =>
        void navigate({
          to: '/duplicates',
          search: { ...search, [name]: value } as DuplicateSearch,
          replace: true,
        })
      }
    />
  );
  return (
    <div className="filters">
      {pick('band', d.band, d.bands)}
      {pick('suggestion', d.suggestion, d.suggestions)}
    </div>
  );
}
