import { Link } from '@tanstack/react-router';
import { analyticsRoutes } from '../../../shared/analytics/analytics.routes.ts';
import type { Driver, Drivers } from '../../../shared/analytics/drivers.schema.ts';
import { formatDays, formatGap, formatRange, formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { ChartPicture } from '../kit/chart.tsx';
import { Pick } from '../kit/fields.tsx';
import { RecordsLink } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { keyName, groupingName } from '../metrics/key-name.ts';
import { oneOf } from '../search.ts';
import { spoken, texts } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { ByPick, daysIn, isRefused, Methods, MetricPick, Period, Refused, type ViewProps } from './parts.tsx';
import { analyticsTexts } from './texts/texts.ts';

const analytics = api(analyticsRoutes);
const known = ['csat_avg', 'csat_pct', 'nps', 'ces_avg', 'net_sentiment', 'comment_rate'] as const;
const groupings = [
  'category',
  'team',
  'agent',
  'channel',
  'source',
  'segment',
  'tier',
  'template',
  'language',
] as const;
/** Those that moved it most; the smaller ones are not told apart in a picture. */
const SHOWN = 15;

/** Which groups moved a number between two periods. */
export function DriversView({ search, set }: ViewProps) {
  const a = analyticsTexts();
  const metric = oneOf(search.metric, known) ?? 'csat_avg';
  const by = oneOf(search.by, groupings) ?? 'category';
  const past = search.with ?? 'previous';
  const read = useRead(analytics.drivers, { query: { metric, by, ...daysIn(search), with: past } });
  return (
    <>
      <div className="filters">
        <MetricPick value={metric} known={known} onChange={(value) => set({ metric: value })} />
        <ByPick value={by} known={groupings} onChange={(value) => set({ by: value })} />
        <Period search={search} set={set} />
        <Pick
          label={a.against}
          labelHidden
          value={past}
          choices={[
            { value: 'previous', name: a.with.previous },
            { value: 'lastYear', name: a.with.lastYear },
          ]}
          onChange={(value) => set({ with: value })}
        />
      </div>
      <Loaded read={read} height={480}>
        {(drivers) => <Result drivers={drivers} />}
      </Loaded>
    </>
  );
}

function Result({ drivers }: { drivers: Drivers }) {
  const a = analyticsTexts();
  const { metric, unit, by, before, now, delta, groups, method, atRestMethod } = drivers;
  const said = (value: number | null) => formatValue(spoken(), unit, value);
  const gap = (value: number) => formatGap(spoken(), unit, value);
  const nameOf = ({ kind, key }: Driver): string =>
    kind === 'others' ? a.otherGroups : kind === 'none' || key === null ? a.noGroup : keyName(by, key);
  const share = (value: number) => formatValue(spoken(), 'ratio 0–1', value);
  return (
    <Panel
      title={a.views.drivers}
      about={
        now && before
          ? a.days(formatDays(spoken(), now.from, now.to), formatDays(spoken(), before.from, before.to))
          : undefined
      }
    >
      {isRefused(delta) ? (
        <Refused refusal={delta} />
      ) : (
        <p>
          <strong>
            {a.moved(metricName(metric), said(before?.value ?? null), said(now?.value ?? null), gap(delta))}
          </strong>
        </p>
      )}
      {groups.length === 0 ? (
        <Empty>{a.nothing}</Empty>
      ) : (
        <>
          <p className="note">{a.driversAbout}</p>
          <ChartPicture
            chart={{
              form: 'intervals',
              title: metricName(metric),
              unit,
              changes: true,
              rows: groups.slice(0, SHOWN).map((group) => ({
                name: nameOf(group),
                value: group.total,
                n: group.now.n,
                low: group.interval.low,
                high: group.interval.high,
              })),
            }}
          />
          <div className="groups">
            <DataTable
              caption={a.views.drivers}
              rows={groups}
              keyOf={({ kind, key }) => `${kind} ${key}`}
              columns={[
                {
                  name: groupingName(by),
                  cell: (group) =>
                    group.kind === 'key' && group.key !== null ? (
                      <Link
                        to="/metrics/$name"
                        params={{ name: metric }}
                        search={{ by, key: group.key, ...(now && { from: now.from, to: now.to }) }}
                      >
                        <bdi>{nameOf(group)}</bdi>
                      </Link>
                    ) : (
                      nameOf(group)
                    ),
                },
                { name: a.before, number: true, cell: ({ before: side }) => <Side side={side} unit={unit} /> },
                { name: a.now, number: true, cell: ({ now: side }) => <Side side={side} unit={unit} /> },
                { name: a.within, number: true, cell: ({ within }) => gap(within) },
                { name: a.mix, number: true, cell: ({ mix }) => gap(mix) },
                {
                  name: a.total,
                  number: true,
                  cell: ({ total, interval }) => (
                    <>
                      {gap(total)}
                      <p className="note">{formatRange(spoken(), unit, interval.low, interval.high)}</p>
                    </>
                  ),
                },
                {
                  name: a.sure,
                  cell: ({ clear }) => <span className={clear ? 'tag' : 'note'}>{clear ? a.clear : a.unclear}</span>,
                },
                {
                  name: a.unhappy,
                  cell: ({ atRest }) => atRest && `${share(atRest.shareOfUnhappy)} / ${share(atRest.shareOfAll)}`,
                },
              ]}
            />
          </div>
        </>
      )}
      <Methods methods={[method, atRestMethod]} />
    </Panel>
  );
}

const Side = ({ side: { value, n, records }, unit }: { side: Driver['now']; unit: string }) => (
  <>
    {formatValue(spoken(), unit, value)}
    <p className="note">
      <RecordsLink records={records}>{texts().answers(n)}</RecordsLink>
    </p>
  </>
);
