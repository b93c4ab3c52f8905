import { Link } from '@tanstack/react-router';
import { analyticsRoutes } from '../../../shared/analytics/analytics.routes.ts';
import type { Segments } from '../../../shared/analytics/segments.schema.ts';
import { formatCount, formatDays, formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { saidOf } from '../metrics/compared.tsx';
import { groupingName } from '../metrics/key-name.ts';
import { oneOf } from '../search.ts';
import { spoken, texts } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { ByPick, daysIn, Methods, Period, type ViewProps } from './parts.tsx';
import { analyticsTexts } from './texts/texts.ts';

const analytics = api(analyticsRoutes);
const groupings = ['segment', 'tier'] as const;
const METRICS = 'csat_avg,nps,ces_avg';

/** Each segment beside all others, and beside itself in the period before. */
export function SegmentsView({ search, set }: ViewProps) {
  const a = analyticsTexts();
  const by = oneOf(search.by, groupings) ?? 'segment';
  const read = useRead(analytics.segments, { query: { metrics: METRICS, by, ...daysIn(search) } });
  return (
    <>
      <div className="filters">
        <ByPick value={by} known={groupings} onChange={(value) => set({ by: value })} />
        <Period search={search} set={set} />
      </div>
      <Loaded read={read} height={480}>
        {(segments) =>
          segments.rows.length === 0 ? (
            <Empty>{a.noSegments}</Empty>
          ) : (
            <div className="stack groups">
              {segments.rows[0]?.metrics.map(({ metric }) => (
                <OfMetric key={metric} segments={segments} metric={metric} />
              ))}
              <Methods methods={[segments.method]} />
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function OfMetric({ segments: { by, from, to, rows }, metric }: { segments: Segments; metric: string }) {
  const a = analyticsTexts();
  const cells = rows.flatMap(({ key, volume, metrics }) => {
    const cell = metrics.find((one) => one.metric === metric);
    return cell ? [{ key, volume, ...cell }] : [];
  });
  const days = { from, to };
  return (
    <Panel title={metricName(metric)} about={formatDays(spoken(), from, to)}>
      <DataTable
        caption={metricName(metric)}
        rows={cells}
        keyOf={({ key }) => key}
        columns={[
          {
            name: groupingName(by),
            cell: ({ key, volume }) => (
              <>
                <Link to="/metrics/$name" params={{ name: metric }} search={{ ...days, by, key }}>
                  <bdi>{key}</bdi>
                </Link>
                <p className="note">
                  {texts().records(volume.n)} · {formatValue(spoken(), 'ratio 0–1', volume.share)}
                </p>
              </>
            ),
          },
          {
            name: a.value,
            number: true,
            cell: ({ key, unit, value, n }) => (
              <>
                {formatValue(spoken(), unit, value)}
                <p className="note">
                  {n > 0 ? (
                    <Link to="/feedback" search={{ ...days, metric, by, key }} className="quiet">
                      {texts().answers(n)}
                    </Link>
                  ) : (
                    `n ${formatCount(spoken(), n)}`
                  )}
                </p>
              </>
            ),
          },
          {
            name: a.toRest,
            cell: ({ unit, toRest }) => (
              <span className={`verdict ${toRest.verdict ?? ''}`}>{saidOf(unit, toRest)}</span>
            ),
          },
          {
            name: a.toPrevious,
            cell: ({ unit, toPrevious }) =>
              toPrevious && <span className={`verdict ${toPrevious.verdict ?? ''}`}>{saidOf(unit, toPrevious)}</span>,
          },
        ]}
      />
    </Panel>
  );
}
