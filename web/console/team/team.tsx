import { useNavigate } from '@tanstack/react-router';
import { dashboardRoutes } from '../../../shared/dashboard/dashboard.routes.ts';
import type { ManagerDashboard } from '../../../shared/dashboard/dashboard.schema.ts';
import { metricsRoutes } from '../../../shared/metrics/metrics.routes.ts';
import { formatDays } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { daysOf, todayIn } from '../kit/days.ts';
import { Pick } from '../kit/fields.tsx';
import { Tile } from '../kit/figure.tsx';
import { Page } from '../kit/page.tsx';
import { PeriodPick } from '../kit/period-pick.tsx';
import { Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { me } from '../session/me.ts';
import '../style/numbers.css';
import { spoken, texts } from '../texts/console.ts';
import { Categories, Emotions, Sentiment, Topics } from './customers.tsx';
import { Agents, Training } from './people.tsx';
import { type TeamSearch, teamRoute } from './team.route.ts';
import { teamTexts } from './texts/texts.ts';
import { Resolution, Work } from './work.tsx';

const dashboards = api(dashboardRoutes);
const metrics = api(metricsRoutes);

/** How a team does, and who in it: `GET /dashboards/manager`. */
export function Team() {
  const d = teamTexts();
  const t = texts();
  const search = teamRoute.useSearch();
  const navigate = useNavigate();
  const { preset, from, to, teamId } = search;
  const days = daysOf(search, '90d', todayIn(me().timeZone));
  const query = from && to ? { from, to } : { preset: preset ?? '90d' };
  const read = useRead(dashboards.manager, { query: { ...query, ...(teamId && { teamId }) } });
  // Teams are those that feedback has been given for.
  const teams = useRead(metrics.read, { params: { name: 'volume' }, query: { ...days, by: 'team' } });
  const known = teams.data?.groups.map(({ key }) => key) ?? [];
  const set = (change: Partial<TeamSearch>): void =>
    void navigate({ to: '/team', search: { ...search, ...change }, replace: true, resetScroll: false });
  const { data } = read;
  return (
    <Page
      title={d.title}
      about={data && `${formatDays(spoken(), data.from, data.to)} · ${t.asOf(exact(data.asOf))}`}
      aside={
        <div className="filters">
          <Pick
            label={d.team}
            labelHidden
            value={teamId ?? ''}
            choices={[
              { value: '', name: `${d.team}: ${t.all}` },
              ...[...new Set([...known, ...(teamId ? [teamId] : [])])].sort().map((value) => ({ value, name: value })),
            ]}
            onChange={(chosen) => set({ teamId: chosen || undefined })}
          />
          <PeriodPick
            period={search}
            usual="90d"
            onChange={(period) => set({ preset: undefined, from: undefined, to: undefined, ...period })}
          />
        </div>
      }
    >
      <Loaded read={read} height={640}>
        {(dashboard) => <Content dashboard={dashboard} search={search} set={set} />}
      </Loaded>
    </Page>
  );
}

type ContentProps = { dashboard: ManagerDashboard; search: TeamSearch; set: (change: Partial<TeamSearch>) => void };

function Content({ dashboard, search, set }: ContentProps) {
  const { team, categories, sentiment, emotions, topics, followUps, alerts, correlations, training } = dashboard;
  return (
    <div className="grid numbers">
      {team.figures.map((figure) => (
        <Tile key={figure.metric} figure={figure} />
      ))}
      <Agents team={team} sort={search.sort ?? 'place'} onSort={(sort) => set({ sort })} />
      <Training needs={training} />
      <Categories categories={categories} />
      <Sentiment figure={sentiment} />
      <Emotions figures={emotions} />
      <Topics topics={topics} />
      <Work followUps={followUps} alerts={alerts} />
      {correlations.map((figure) => (
        <Resolution key={figure.metric} figure={figure} />
      ))}
    </div>
  );
}
