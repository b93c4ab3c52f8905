import { Link } from '@tanstack/react-router';
import type { ExecutiveDashboard } from '../../../shared/dashboard/dashboard.schema.ts';
import { formatPeriod, formatValue, formatWithMargin } from '../../chart/format.ts';
import { RecordsLink } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { When } from '../kit/when.tsx';
import { spoken } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { overview } from './texts/texts.ts';

/** The lists behind the numbers of open follow-ups; not every number is a filter of theirs. */
const lists = {
  pending: { status: 'pending' },
  inProgress: { status: 'in_progress' },
  dueToday: undefined,
  overdue: { overdue: 'true' },
  unassigned: undefined,
} as const;

/** What waits for somebody: critical alerts and follow-ups. */
export function Open({ dashboard: { critical, followUps } }: { dashboard: ExecutiveDashboard }) {
  const o = overview();
  const counts = followUps?.counts;
  return (
    <>
      {critical && (
        <Panel title={o.critical}>
          {critical.open.length === 0 ? (
            <Empty>{o.noCritical}</Empty>
          ) : (
            <ul className="lines">
              {critical.open.slice(0, 5).map(({ alertId, ruleName, openedAt }) => (
                <li key={alertId}>
                  <Link to="/alerts" search={{ open: alertId }}>
                    <bdi>{ruleName}</bdi>
                  </Link>
                  <p className="note">
                    {o.opened} <When at={openedAt} />
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      )}
      {counts && (
        <Panel title={o.followUps}>
          <dl className="facts">
            {(Object.keys(lists) as (keyof typeof lists)[]).map((name) => (
              <div key={name} className="fact">
                <dt>{o[name]}</dt>
                <dd>
                  {lists[name] ? (
                    <Link to="/follow-ups" search={lists[name]} className="quiet">
                      {formatValue(spoken(), 'records', counts[name])}
                    </Link>
                  ) : (
                    formatValue(spoken(), 'records', counts[name])
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      )}
    </>
  );
}

type RankingOf = NonNullable<ExecutiveDashboard['agents']>;

/** Who does best. Nobody is shown as the worst, and nobody at all where it could be chance. */
export function Ranking({ title, ranking }: { title: string; ranking: RankingOf }) {
  const o = overview();
  return (
    <Panel title={title} about={ranking.ranked ? o.rankedBy : undefined} span={6}>
      {ranking.ranked ? (
        <DataTable
          caption={title}
          rows={ranking.top}
          keyOf={({ key }) => key}
          columns={[
            { name: o.name, cell: ({ key }) => <bdi>{key}</bdi> },
            {
              name: o.rating,
              number: true,
              cell: ({ figure, adjusted }) =>
                formatWithMargin(spoken(), figure.unit, adjusted ?? figure.value, figure.marginOfError),
            },
            {
              name: o.answers,
              number: true,
              cell: ({ figure }) => (
                <RecordsLink records={figure.records}>{formatValue(spoken(), 'records', figure.n)}</RecordsLink>
              ),
            },
          ]}
        />
      ) : (
        <Empty>{ranking.reason === 'too_few' ? o.tooFew : o.chance}</Empty>
      )}
    </Panel>
  );
}

/** Values of outside beside the company's own, each with its source. */
export function Benchmarks({
  rows,
  headline,
}: {
  rows: NonNullable<ExecutiveDashboard['benchmark']>;
  headline: ExecutiveDashboard['headline'];
}) {
  const o = overview();
  const unitOf = (metric: string) => headline.find((figure) => figure.metric === metric)?.unit ?? 'points';
  return (
    <DataTable
      caption={o.benchmark}
      rows={rows}
      keyOf={({ benchmark }) => benchmark.benchmarkId}
      columns={[
        { name: o.name, cell: ({ benchmark }) => metricName(benchmark.metric) },
        {
          name: o.yours,
          number: true,
          cell: ({ benchmark, value }) => formatValue(spoken(), unitOf(benchmark.metric), value),
        },
        {
          name: o.theirs,
          number: true,
          cell: ({ benchmark }) => formatValue(spoken(), unitOf(benchmark.metric), benchmark.value),
        },
        {
          name: '',
          cell: ({ benchmark, outdated }) => (
            <span className="note">
              <a href={benchmark.source.url} rel="noreferrer" target="_blank">
                <bdi>{benchmark.source.title}</bdi>
              </a>{' '}
              {formatPeriod(spoken(), benchmark.asOf)} {outdated && `(${o.outdated})`}
            </span>
          ),
        },
      ]}
    />
  );
}
