import { Link } from '@tanstack/react-router';
import type { ManagerDashboard } from '../../../shared/dashboard/dashboard.schema.ts';
import { formatCount, formatGap, formatRange, formatValue, formatWithMargin } from '../../chart/format.ts';
import { RecordsLink } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { Person, usePeople } from '../kit/people.tsx';
import { SortTable } from '../kit/sort-table.tsx';
import { Empty } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { spoken, texts } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { teamTexts } from './texts/texts.ts';

type TeamOf = ManagerDashboard['team'];
type Cell = TeamOf['agents'][number]['nps'];
type Metric = 'nps' | 'ces_avg' | 'volume' | 'comment_rate' | 'follow_up_on_time';

const units: Readonly<Record<Metric, string>> = {
  nps: 'points',
  ces_avg: 'score 1–7',
  volume: 'records',
  comment_rate: 'ratio 0–1',
  follow_up_on_time: 'ratio 0–1',
};
const SCORE = 'score 1–5';

const AgentLink = ({ agentId }: { agentId: string }) => (
  <Link to="/agents/$agentId" params={{ agentId }}>
    <Person id={agentId} />
  </Link>
);

/** Each agent of the team; who is best stands first only where the differences are more than chance. */
export function Agents({ team, sort, onSort }: { team: TeamOf; sort: string; onSort: (sort: string) => void }) {
  const d = teamTexts();
  const people = usePeople();
  const nameOf = (agentId: string) => people.find(({ userId }) => userId === agentId)?.name ?? agentId;
  type Row = TeamOf['agents'][number];
  const column = (metric: Metric, name: string) => ({
    id: metric,
    name,
    number: true,
    of: (row: Row) => row[metric]?.value,
    cell: (row: Row) => row[metric] && <Small cell={row[metric]} unit={units[metric]} />,
  });
  const timed = team.agents.some(({ follow_up_on_time: onTime }) => onTime !== undefined);
  return (
    <Panel title={d.agents} about={team.ranked ? d.drawn : team.reason && d.unranked[team.reason]}>
      {team.agents.length === 0 ? (
        <Empty>{d.noAgents}</Empty>
      ) : (
        <SortTable
          caption={d.agents}
          rows={team.agents}
          keyOf={({ agentId }) => agentId}
          sort={sort}
          onSort={onSort}
          columns={[
            {
              id: 'place',
              name: d.place,
              of: (row) => row.csat_avg.place,
              cell: ({ csat_avg: { place } }) => (place === undefined ? '–' : formatCount(spoken(), place)),
            },
            {
              id: 'agent',
              name: d.agent,
              of: ({ agentId }) => nameOf(agentId),
              cell: ({ agentId, team: own }) => (
                <>
                  <AgentLink agentId={agentId} />
                  {own && (
                    <p className="note">
                      <bdi>{own}</bdi>
                    </p>
                  )}
                </>
              ),
            },
            {
              id: 'rating',
              name: d.rating,
              number: true,
              of: ({ csat_avg: { adjusted, value } }) => adjusted ?? value,
              cell: ({ csat_avg: { adjusted, value, n, records } }) => (
                <>
                  {formatValue(spoken(), SCORE, adjusted ?? value)}
                  <p className="note">
                    {formatValue(spoken(), SCORE, value)} ·{' '}
                    <RecordsLink records={records}>{texts().answers(n)}</RecordsLink>
                  </p>
                </>
              ),
            },
            column('nps', metricName('nps')),
            column('ces_avg', d.effort),
            column('comment_rate', d.comments),
            ...(timed ? [column('follow_up_on_time', d.onTime)] : []),
            column('volume', d.count),
          ]}
        />
      )}
    </Panel>
  );
}

/** A value with what it rests on; of a number of records the one is the other. */
const Small = ({ cell: { value, n, records }, unit }: { cell: Cell; unit: string }) =>
  unit === 'records' ? (
    <RecordsLink records={records}>{formatValue(spoken(), unit, value)}</RecordsLink>
  ) : (
    <>
      {formatValue(spoken(), unit, value)}
      <p className="note">
        <RecordsLink records={records}>{`n ${formatCount(spoken(), n)}`}</RecordsLink>
      </p>
    </>
  );

/** In which categories somebody lies below their team by more than chance. */
export function Training({ needs }: { needs: ManagerDashboard['training'] }) {
  const d = teamTexts();
  return (
    <Panel title={d.training} about={d.trainingAbout}>
      {needs.length === 0 ? (
        <Empty>{d.noTraining}</Empty>
      ) : (
        <DataTable
          caption={d.training}
          rows={needs}
          keyOf={({ agentId, category }) => `${agentId} ${category}`}
          columns={[
            { name: d.agent, cell: ({ agentId }) => <AgentLink agentId={agentId} /> },
            { name: d.category, cell: ({ category }) => <bdi>{category}</bdi> },
            {
              name: d.mean,
              number: true,
              cell: ({ figure }) => formatWithMargin(spoken(), figure.unit, figure.value, figure.marginOfError),
            },
            {
              name: d.count,
              number: true,
              cell: ({ figure }) => (
                <RecordsLink records={figure.records}>{formatCount(spoken(), figure.n)}</RecordsLink>
              ),
            },
            {
              name: d.teamMean,
              number: true,
              cell: ({ figure, teamAverage }) => formatValue(spoken(), figure.unit, teamAverage),
            },
            {
              name: d.difference,
              number: true,
              cell: ({ figure, adjusted, interval }) => (
                <>
                  {formatGap(spoken(), figure.unit, adjusted)}
                  <p className="note">{formatRange(spoken(), figure.unit, interval.low, interval.high)}</p>
                </>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
