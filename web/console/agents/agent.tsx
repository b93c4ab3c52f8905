import { Link, useNavigate } from '@tanstack/react-router';
import { dashboardRoutes } from '../../../shared/dashboard/dashboard.routes.ts';
import type { AgentDashboard, Point } from '../../../shared/dashboard/dashboard.schema.ts';
import { formatDays, formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { ChartPanel } from '../kit/chart.tsx';
import type { Period } from '../kit/days.ts';
import { Tile } from '../kit/figure.tsx';
import { Page } from '../kit/page.tsx';
import { usePeople } from '../kit/people.tsx';
import { PeriodPick } from '../kit/period-pick.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { areNoise, byWeek } from '../overview/weeks.ts';
import { me, ownOnly } from '../session/me.ts';
import '../style/numbers.css';
import { spoken, texts } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { agentRoute, mineRoute } from './agents.route.ts';
import { Comments } from './comments.tsx';
import { Gaps, Goals } from './growth.tsx';
import { Praise } from './praise.tsx';
import { agentTexts } from './texts/texts.ts';

const dashboards = api(dashboardRoutes);

/** Whoever handles customers sees what they say of it. Others have no ratings of their own. */
export function Mine() {
  const a = agentTexts();
  const period = mineRoute.useSearch();
  const navigate = useNavigate();
  const { agentId } = me();
  if (agentId === undefined) {
    return (
      <Page title={a.mine}>
        <Empty
          action={
            <Link to="/team" className="button">
              {a.toTeam}
            </Link>
          }
        >
          {a.notAgent}
        </Empty>
      </Page>
    );
  }
  return (
    <Ratings
      title={a.mine}
      agentId={agentId}
      period={period}
      onPeriod={(search) => void navigate({ to: '/me', search, replace: true })}
    />
  );
}

/** The same of any agent, for those who lead them. */
export function Agent() {
  const { agentId } = agentRoute.useParams();
  const period = agentRoute.useSearch();
  const navigate = useNavigate();
  const name = usePeople().find(({ userId }) => userId === agentId)?.name ?? agentId;
  return (
    <Ratings
      key={agentId}
      title={name}
      agentId={agentId}
      period={period}
      onPeriod={(search) => void navigate({ to: '/agents/$agentId', params: { agentId }, search, replace: true })}
    />
  );
}

type Props = { title: string; agentId: string; period: Period; onPeriod: (period: Period) => void };

function Ratings({ title, agentId, period, onPeriod }: Props) {
  const { preset, from, to } = period;
  const days = from && to ? { from, to } : { preset: preset ?? '90d' };
  const read = useRead(dashboards.agent, { query: ownOnly() ? days : { ...days, agentId } });
  const { data } = read;
  return (
    <Page
      title={title}
      about={
        data && (
          <>
            {data.team && (
              <>
                <bdi>{data.team}</bdi> ·{' '}
              </>
            )}
            {formatDays(spoken(), data.from, data.to)} · {texts().asOf(exact(data.asOf))}
          </>
        )
      }
      aside={
        <div className="filters">
          <PeriodPick period={period} usual="90d" onChange={onPeriod} />
        </div>
      }
    >
      <Loaded read={read} height={640}>
        {(dashboard) => (
          <div className="grid">
            <Figures dashboard={dashboard} />
            <History dashboard={dashboard} />
            {dashboard.goals && <Goals goals={dashboard.goals} agentId={agentId} />}
            <Gaps gaps={dashboard.gaps} />
            {dashboard.recent && <Comments dashboard={dashboard} />}
            {dashboard.praise && <Praise praise={dashboard.praise} agentId={agentId} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** Each figure beside the team's, where the team is large enough that nobody can be told from it. */
const Figures = ({ dashboard }: { dashboard: AgentDashboard }) =>
  dashboard.me.figures.map(({ figure, teamAverage }) => (
    <Tile
      key={figure.metric}
      figure={figure}
      note={
        teamAverage === undefined || teamAverage === null
          ? undefined
          : agentTexts().teamMean(formatValue(spoken(), figure.unit, teamAverage))
      }
    />
  ));

function History({ dashboard: { series, me: own } }: { dashboard: AgentDashboard }) {
  const a = agentTexts();
  const daily = (series.now[0]?.period.length ?? 0) > 7;
  const weekly = daily && areNoise(series.now);
  const drawn = (points: readonly Point[]) => (weekly ? byWeek(points) : points);
  const past = series.lastYear ?? series.previous;
  const mean = own.figures.find(({ figure }) => figure.metric === 'csat_avg')?.figure;
  return (
    <ChartPanel
      title={a.history}
      about={weekly ? a.byWeek : daily ? a.byDay : a.byMonth}
      chart={{
        form: 'trend',
        title: metricName('csat_avg'),
        unit: mean?.unit ?? 'score 1–5',
        series: [{ name: a.now, points: drawn(series.now) }],
        ...(past && { besides: [{ name: series.lastYear ? a.lastYear : a.previous, points: drawn(past) }] }),
      }}
    />
  );
}
