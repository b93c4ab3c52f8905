import { useNavigate } from '@tanstack/react-router';
import type * as z from 'zod';
import { metricsRoutes } from '../../../shared/metrics/metrics.routes.ts';
import type { Catalogue, MetricReport } from '../../../shared/metrics/metrics.schema.ts';
import { formatDays, isCount } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { ChartPanel } from '../kit/chart.tsx';
import { daysOf, daysOfPoint, lengthOf, todayIn } from '../kit/days.ts';
import { Pick } from '../kit/fields.tsx';
import { recordsOf } from '../kit/records.ts';
import { Page } from '../kit/page.tsx';
import { PeriodPick } from '../kit/period-pick.tsx';
import { Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { may, me, ownOnly } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { Compared } from './compared.tsx';
import { FormulaPanel } from './formula.tsx';
import { Groups } from './groups.tsx';
import { boundsOf } from './interval.ts';
import { groupingName } from './key-name.ts';
import { type MetricSearch, metricRoute } from './metrics.route.ts';
import { Parts } from './parts.tsx';
import { metricTexts } from './texts/texts.ts';
import { Value } from './value.tsx';

const metrics = api(metricsRoutes);
export type CatalogueMetric = z.output<typeof Catalogue>['items'][number];
type Grouping = CatalogueMetric['dimensions'][number];

/** Beyond so many days a line is by month unless days are asked for; so many days can be told apart at all. */
const BY_DAY = 31;
const MOST_BY_DAY = 366;

/** One metric from all sides: value, comparisons, course, groups, parts, formula. What is chosen stands in the address. */
export function Explore({ metric }: { metric: CatalogueMetric }) {
  const m = metricTexts();
  const navigate = useNavigate();
  const search = metricRoute.useSearch();
  const ofNow = !metric.grains.includes('day');
  const days = daysOf(search, '90d', todayIn(me().timeZone));
  const long = lengthOf(days);
  const grain = long > MOST_BY_DAY ? 'month' : (search.grain ?? (long > BY_DAY ? 'month' : 'day'));
  // What is there now can be asked for one group at a time only.
  const by = ofNow ? undefined : (metric.dimensions.find((one) => one === search.by) ?? usualBy(metric));
  const key = by === undefined ? undefined : search.key;
  const scope = key === undefined ? {} : { by, key };
  const period = ofNow ? {} : days;
  const read = useRead(metrics.read, {
    params: { name: metric.name },
    query: { ...period, ...scope, ...(!ofNow && { grain }) },
  });
  const set = (change: Partial<MetricSearch>): void =>
    void navigate({
      to: '/metrics/$name',
      params: { name: metric.name },
      search: { ...search, ...change },
      replace: true,
      resetScroll: false,
    });
  const { data } = read;
  return (
    <Page
      title={metricName(metric.name)}
      about={
        data && (ofNow ? m.ofNow : `${formatDays(spoken(), data.from, data.to)} · ${texts().asOf(exact(data.asOf))}`)
      }
      aside={
        <div className="filters">
          {!ofNow && (
            <PeriodPick period={search} usual="90d" onChange={({ preset, from, to }) => set({ preset, from, to })} />
          )}
          {!ofNow && long <= MOST_BY_DAY && (
            <Pick
              label={m.grain}
              labelHidden
              value={grain}
              choices={[
                { value: 'day', name: m.grains.day },
                { value: 'month', name: m.grains.month },
              ]}
              onChange={(chosen) => set({ grain: chosen })}
            />
          )}
          {by !== undefined && (
            <Pick
              label={m.by}
              labelHidden
              value={by}
              choices={metric.dimensions.map((value) => ({ value, name: `${m.by}: ${groupingName(value)}` }))}
              onChange={(chosen) => set({ by: chosen, key: undefined })}
            />
          )}
        </div>
      }
    >
      <Loaded read={read} height={320}>
        {(report) => (
          <div className="grid">
            <Value
              report={report}
              metric={metric}
              clear={key === undefined ? undefined : () => set({ key: undefined })}
            />
            {!ofNow && (
              <Compared metric={metric} query={{ ...days, ...scope }} rest={key !== undefined && !ownOnly()} />
            )}
            {!ofNow && <Course report={report} />}
            {by !== undefined && (
              <Groups
                metric={metric}
                days={days}
                by={by}
                total={key === undefined ? report.total.value : null}
                way={search.with ?? (ownOnly() ? 'previous' : 'rest')}
                onWay={(way) => set({ with: way })}
              />
            )}
            <Parts report={report} />
            <FormulaPanel metric={metric} days={ofNow ? undefined : days} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** What says most of most metrics, where the catalogue names nothing. */
const usualBy = ({ defaultBy, dimensions }: CatalogueMetric): Grouping | undefined =>
  defaultBy ?? dimensions.find((one) => one === 'category') ?? dimensions[0];

/** The metric over time; its table leads to the records of each day or month. */
function Course({ report: { metric, unit, from, to, series, total, by, key } }: { report: MetricReport }) {
  const m = metricTexts();
  const banded = !isCount(unit);
  const listed = may('feedback:read') && total.records ? recordsOf(total.records) : undefined;
  return (
    <ChartPanel
      title={m.trend(metricName(metric))}
      about={banded ? m.band : undefined}
      records={
        listed &&
        series.map(({ period, n }) =>
          n === 0
            ? undefined
            : { ...listed, ...daysOfPoint(period, { from, to }), ...(key !== undefined && { by: by ?? '', key }) },
        )
      }
      chart={{
        form: 'trend',
        title: metricName(metric),
        unit,
        series: [
          {
            name: metricName(metric),
            points: series.map((point) => ({
              period: point.period,
              value: point.value,
              n: point.n,
              ...boundsOf(unit, point),
            })),
          },
        ],
      }}
    />
  );
}
