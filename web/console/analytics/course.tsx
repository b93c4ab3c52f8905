import { Link } from '@tanstack/react-router';
import { analyticsRoutes } from '../../../shared/analytics/analytics.routes.ts';
import type { Trend } from '../../../shared/analytics/trend.schema.ts';
import { differenceOf, formatPeriod, formatRange, formatValue, verdictOf } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { ChartPanel } from '../kit/chart.tsx';
import { todayIn } from '../kit/days.ts';
import { addDays } from '../../../shared/kernel/calendar.ts';
import { Pick } from '../kit/fields.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { oneOf } from '../search.ts';
import { me } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { levelsOf } from './levels.ts';
import { isRefused, Methods, MetricPick, Refused, type ViewProps } from './parts.tsx';
import { SeasonPanel } from './season.tsx';
import { analyticsTexts } from './texts/texts.ts';

const analytics = api(analyticsRoutes);
const known = ['csat_avg', 'csat_pct', 'nps', 'ces_avg', 'net_sentiment', 'comment_rate', 'volume'] as const;
const spans = { year: 365, two: 730 } as const;
const WEEKS = 52;
/** Days shown before and after a change when its records are opened. */
const NEAR = 14;

/** A number over a year or two: what the season adds, whether it rises or falls, and when its level changed. */
export function Course({ search, set }: ViewProps) {
  const a = analyticsTexts();
  const metric = oneOf(search.metric, known) ?? 'csat_avg';
  const span = search.span ?? 'year';
  const to = addDays(todayIn(me().timeZone), -1);
  const read = useRead(analytics.trend, { query: { metric, from: addDays(to, 1 - spans[span]), to } });
  return (
    <>
      <div className="filters">
        <MetricPick value={metric} known={known} onChange={(value) => set({ metric: value })} />
        <Pick
          label={a.span}
          labelHidden
          value={span}
          choices={[
            { value: 'year', name: a.spans.year },
            { value: 'two', name: a.spans.two },
          ]}
          onChange={(value) => set({ span: value })}
        />
      </div>
      <Loaded read={read} height={640}>
        {(trend) => (
          <div className="grid">
            <Weeks trend={trend} />
            <Changes trend={trend} />
            <SeasonPanel trend={trend} of="weekday" />
            <SeasonPanel trend={trend} of="month" />
            <Methods methods={[trend.methods.season, trend.methods.trend, trend.methods.changePoints]} />
          </div>
        )}
      </Loaded>
    </>
  );
}

/** Of numbers of records each week tells how many there were a day. */
const unitOf = ({ scale, unit }: Trend): string => (scale === 'multiplicative' ? 'points' : unit);

const changeOf = ({ unit }: Trend, difference: number): string =>
  differenceOf(spoken(), unit, { verdict: null, difference, equivalent: false }) ?? '–';

function Weeks({ trend: told }: { trend: Trend }) {
  const a = analyticsTexts();
  const { metric, trend, changePoints } = told;
  const unit = unitOf(told);
  if (isRefused(trend)) {
    return (
      <Panel title={metricName(metric)}>
        <Refused refusal={trend} />
      </Panel>
    );
  }
  const levels = isRefused(changePoints) ? [] : levelsOf(trend.weeks, changePoints);
  const yearly = (slope: number) => changeOf(told, slope * WEEKS);
  const { slope, interval, verdict, weeks } = trend;
  return (
    <ChartPanel
      title={metricName(metric)}
      about={a.course}
      records={weeks.map(({ week, n }) =>
        n === 0 ? undefined : { metric, from: week, to: week === told.to ? week : lastOf(week, told.to) },
      )}
      chart={{
        form: 'trend',
        title: metricName(metric),
        unit,
        series: [{ name: metricName(metric), points: weeks.map(({ week, value, n }) => ({ period: week, value, n })) }],
        ...(levels.length > 0 && { besides: [{ name: a.level, points: levels }] }),
      }}
    >
      <p>
        {a.slope(
          yearly(slope),
          yearly(interval.low),
          yearly(interval.high),
          verdictOf(spoken(), { verdict, difference: slope, equivalent: false }),
        )}
      </p>
    </ChartPanel>
  );
}

const lastOf = (monday: string, end: string): string => {
  const sunday = addDays(monday, 6);
  return sunday > end ? end : sunday;
};

function Changes({ trend: told }: { trend: Trend }) {
  const a = analyticsTexts();
  const { metric, changePoints } = told;
  const unit = unitOf(told);
  return (
    <Panel title={a.changes}>
      {isRefused(changePoints) ? (
        <Refused refusal={changePoints} />
      ) : changePoints.length === 0 ? (
        <Empty>{a.noChanges}</Empty>
      ) : (
        <DataTable
          caption={a.changes}
          rows={changePoints}
          keyOf={({ day }) => day}
          columns={[
            {
              name: a.day,
              cell: ({ day }) => (
                <Link
                  to="/metrics/$name"
                  params={{ name: metric }}
                  search={{ from: addDays(day, -NEAR), to: addDays(day, NEAR), grain: 'day' }}
                >
                  {formatPeriod(spoken(), day)}
                </Link>
              ),
            },
            { name: a.before, number: true, cell: ({ before }) => formatValue(spoken(), unit, before) },
            { name: a.now, number: true, cell: ({ after }) => formatValue(spoken(), unit, after) },
            {
              name: a.difference,
              number: true,
              cell: ({ difference, interval }) => (
                <>
                  {changeOf(told, difference)}
                  <p className="note">{formatRange(spoken(), unit, interval.low, interval.high)}</p>
                </>
              ),
            },
            {
              name: a.near,
              cell: ({ causes = [] }) =>
                causes.map(({ kind, id, day, name }) => (
                  <p key={id}>
                    {a.causeKinds[kind]}: <bdi>{name ?? id}</bdi> ({formatPeriod(spoken(), day)})
                  </p>
                )),
            },
          ]}
        />
      )}
    </Panel>
  );
}
