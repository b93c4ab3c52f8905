import { useNavigate } from '@tanstack/react-router';
import { dashboardRoutes } from '../../../shared/dashboard/dashboard.routes.ts';
import type { ExecutiveDashboard, Point } from '../../../shared/dashboard/dashboard.schema.ts';
import { presets } from '../../../shared/dashboard/preset.ts';
import { formatDays } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { ChartPanel } from '../kit/chart.tsx';
import { Pick } from '../kit/fields.tsx';
import { Tile } from '../kit/figure.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { spoken, texts } from '../texts/console.ts';
import { metricName, nameOf } from '../texts/numbers.ts';
import { Benchmarks, Open, Ranking } from './overview-parts.tsx';
import { overviewRoute } from './overview.route.ts';
import { areNoise, byWeek } from './weeks.ts';
import { overview } from './texts/texts.ts';

const dashboards = api(dashboardRoutes);

/** How the company does, on one screen: `GET /dashboards/executive`. */
export function Overview() {
  const t = texts();
  const { preset = '90d' } = overviewRoute.useSearch();
  const navigate = useNavigate();
  const read = useRead(dashboards.executive, { query: { preset } });
  const { data } = read;
  return (
    <Page
      title={overview().title}
      about={data && `${formatDays(spoken(), data.from, data.to)} · ${t.asOf(exact(data.asOf))}`}
      aside={
        <div className="filters">
          <Pick
            label={t.period}
            labelHidden
            value={preset}
            choices={presets.map((value) => ({ value, name: t.periods[value] }))}
            onChange={(chosen) => void navigate({ to: '/', search: { preset: chosen }, replace: true })}
          />
        </div>
      }
    >
      <Loaded read={read} height={640}>
        {(dashboard) => <Content dashboard={dashboard} />}
      </Loaded>
    </Page>
  );
}

function Content({ dashboard }: { dashboard: ExecutiveDashboard }) {
  const o = overview();
  const { headline, trend, nps, volume } = dashboard;
  const weekly = trend.grain === 'day' && areNoise(trend.csat_pct.now);
  const drawn = (points: readonly Point[]) => (weekly ? byWeek(points) : points);
  const grain = weekly ? o.byWeek : trend.grain === 'day' ? o.byDay : o.byMonth;
  const sparks: Record<string, readonly Point[]> = {
    nps: drawn(trend.nps.now),
    csat_pct: drawn(trend.csat_pct.now),
    csat_avg: drawn(trend.csat_avg.now),
    volume: volume.series.now,
  };
  const title = (metric: string) => o.trend(metricName(metric));
  const lines = (metric: 'nps' | 'csat_pct') => {
    const { now, previous, lastYear } = trend[metric];
    const past = lastYear ?? previous;
    return {
      form: 'trend' as const,
      title: metricName(metric),
      unit: headline.find((figure) => figure.metric === metric)?.unit ?? 'points',
      series: [{ name: o.now, points: drawn(now) }],
      ...(past && { besides: [{ name: lastYear ? o.lastYear : o.previous, points: drawn(past) }] }),
    };
  };
  return (
    <div className="grid">
      {headline.map((figure) => (
        <Tile key={figure.metric} figure={figure} spark={sparks[figure.metric]} />
      ))}
      <div className="span-8 stack">
        <ChartPanel title={title('nps')} about={grain} chart={lines('nps')} />
        <ChartPanel title={title('csat_pct')} about={grain} chart={lines('csat_pct')} />
      </div>
      <div className="span-4 stack">
        <ChartPanel
          title={o.behind}
          about={texts().answers(nps.figure.n)}
          chart={{
            form: 'shares',
            title: o.behind,
            unit: 'percent',
            parts: [
              { name: nameOf('promoters'), tone: 'good' },
              { name: nameOf('passives'), tone: 'neutral' },
              { name: nameOf('detractors'), tone: 'bad' },
            ],
            rows: [
              {
                name: metricName('nps'),
                n: nps.figure.n,
                shares: ['promoters', 'passives', 'detractors'].map((part) => nps.shares[part] ?? 0),
              },
            ],
          }}
        />
        <Open dashboard={dashboard} />
        <ChartPanel
          title={volume.by === 'channel' ? o.volume : o.bySource}
          chart={{
            form: 'bars',
            title: volume.by === 'channel' ? o.volume : o.bySource,
            unit: volume.figure.unit,
            rows: volume.byChannel.map(({ key, figure }) => ({ name: nameOf(key), value: figure.value, n: figure.n })),
          }}
        />
      </div>
      {dashboard.agents && <Ranking title={o.bestAgents} ranking={dashboard.agents} />}
      {dashboard.teams && <Ranking title={o.bestTeams} ranking={dashboard.teams} />}
      {dashboard.benchmark && dashboard.benchmark.length > 0 && (
        <Panel title={o.benchmark}>
          <Benchmarks rows={dashboard.benchmark} headline={headline} />
        </Panel>
      )}
    </div>
  );
}
