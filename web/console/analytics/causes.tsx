import { Link } from '@tanstack/react-router';
import { analyticsRoutes } from '../../../shared/analytics/analytics.routes.ts';
import type { RootCauses } from '../../../shared/analytics/root-causes.schema.ts';
import { formatCount, formatDays, formatRange, formatValue, verdictOf } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import type { Days } from '../kit/days.ts';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { spoken } from '../texts/console.ts';
import { nameOf } from '../texts/numbers.ts';
import { daysIn, Methods, Period, type ViewProps } from './parts.tsx';
import { analyticsTexts } from './texts/texts.ts';

const analytics = api(analyticsRoutes);
type Branch = RootCauses['tree'][number];
const SHARE = 'ratio 0–1';

/** Why customers were unhappy: a branch stands before what it divides into. */
export function Causes({ search, set }: ViewProps) {
  const a = analyticsTexts();
  const days = daysIn(search);
  const read = useRead(analytics.rootCauses, { query: days });
  return (
    <>
      <div className="filters">
        <Period search={search} set={set} />
      </div>
      <Loaded read={read} height={560}>
        {({ from, to, previous, complete, tree, method }) => (
          <Panel
            title={a.views.causes}
            about={a.days(formatDays(spoken(), from, to), formatDays(spoken(), previous.from, previous.to))}
          >
            <p className="note">{a.causesAbout}</p>
            {!complete && <p className="banner warn">{a.incomplete}</p>}
            {(tree[0]?.n ?? 0) === 0 ? <Empty>{a.noUnhappy}</Empty> : <Tree tree={tree} days={{ from, to }} />}
            <Methods methods={[method]} />
          </Panel>
        )}
      </Loaded>
    </>
  );
}

function Tree({ tree, days }: { tree: readonly Branch[]; days: Days }) {
  const a = analyticsTexts();
  return (
    <DataTable
      caption={a.views.causes}
      rows={tree}
      keyOf={({ path }) => path.map(({ kind, key }) => `${kind} ${key}`).join(' / ')}
      columns={[
        { name: a.cause, cell: (branch) => <Name branch={branch} days={days} /> },
        { name: a.records, number: true, cell: ({ n }) => formatCount(spoken(), n) },
        { name: a.voices, number: true, cell: ({ voices }) => formatCount(spoken(), voices) },
        {
          name: a.share,
          number: true,
          cell: ({ share, interval }) => (
            <>
              {formatValue(spoken(), SHARE, share)}
              <p className="note">{formatRange(spoken(), SHARE, interval.low, interval.high)}</p>
            </>
          ),
        },
        { name: a.before, number: true, cell: ({ before }) => formatValue(spoken(), SHARE, before.share) },
        {
          name: a.change,
          cell: ({ change }) =>
            change && (
              <span className={`verdict ${change.verdict}`}>
                {verdictOf(spoken(), { verdict: change.verdict, difference: null, equivalent: false })}
              </span>
            ),
        },
        { name: a.score, number: true, cell: ({ score }) => formatValue(spoken(), 'score 1–5', score) },
        {
          name: a.recovery,
          number: true,
          cell: ({ recovery }) =>
            recovery && recovery.n > 0
              ? `${formatValue(spoken(), SHARE, recovery.value)} (n ${formatCount(spoken(), recovery.n)})`
              : '–',
        },
      ]}
    />
  );
}

function Name({ branch: { path }, days }: { branch: Branch; days: Days }) {
  const a = analyticsTexts();
  const last = path.at(-1);
  if (!last) return <strong>{a.company}</strong>;
  const keyOf = (kind: string) => path.find((step) => step.kind === kind)?.key ?? undefined;
  const [category, theme] = [keyOf('category'), keyOf('theme')];
  const name =
    last.key === null ? (
      <span className="muted">{a.steps[last.kind]}</span>
    ) : (
      <bdi>{last.kind === 'cause' ? nameOf(last.key) : last.key}</bdi>
    );
  // Causes are no filter of feedback: only what there is one for leads anywhere.
  const leads = last.key !== null && last.kind !== 'cause';
  return (
    <div className={`level-${path.length}`}>
      {leads ? (
        <Link to="/feedback" search={{ ...days, ...(category && { category }), ...(theme && { theme }) }}>
          {name}
        </Link>
      ) : (
        name
      )}
    </div>
  );
}
