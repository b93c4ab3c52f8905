import { Link } from '@tanstack/react-router';
import { analyticsRoutes } from '../../../shared/analytics/analytics.routes.ts';
import type { NonResponse } from '../../../shared/analytics/non-response.schema.ts';
import { formatCount, formatDays, formatGap, formatRange, formatValue, formatWithMargin } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { ChartPicture } from '../kit/chart.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { saidOf } from '../metrics/compared.tsx';
import { groupingName, keyName } from '../metrics/key-name.ts';
import { ordered } from '../metrics/order.ts';
import { oneOf } from '../search.ts';
import { spoken, texts } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { ByPick, daysIn, isRefused, Methods, MetricPick, Period, Refused, type ViewProps } from './parts.tsx';
import { analyticsTexts } from './texts/texts.ts';

const analytics = api(analyticsRoutes);
const groupings = ['segment', 'tier', 'channel', 'team', 'language'] as const;
const known = ['csat_avg', 'ces_avg', 'nps'] as const;
const units = { csat_avg: 'score 1–5', ces_avg: 'score 1–7', nps: 'points' } as const;
const RATE = 'ratio 0–1';

/** Who is invited and does not answer, and what that does to a score. */
export function Silent({ search, set }: ViewProps) {
  const a = analyticsTexts();
  const by = oneOf(search.by, groupings) ?? 'segment';
  const metric = oneOf(search.metric, known) ?? 'csat_avg';
  const read = useRead(analytics.nonResponse, { query: { by, metric, ...daysIn(search) } });
  return (
    <>
      <div className="filters">
        <MetricPick value={metric} known={known} onChange={(value) => set({ metric: value })} />
        <ByPick value={by} known={groupings} onChange={(value) => set({ by: value })} />
        <Period search={search} set={set} />
      </div>
      <Loaded read={read} height={480}>
        {(told) => (
          <Panel title={a.views.silent} about={formatDays(spoken(), told.from, told.to)}>
            {told.invited === 0 ? <Empty>{a.noInvited}</Empty> : <Result told={told} />}
            <Methods methods={[told.methods.rate, told.methods.weighting]} />
          </Panel>
        )}
      </Loaded>
    </>
  );
}

function Result({ told }: { told: NonResponse }) {
  const a = analyticsTexts();
  const { by, metric, from, to, invited, answered, rate, interval, weighted, groups, reminders } = told;
  const unit = units[metric];
  const count = (n: number) => formatCount(spoken(), n);
  const share = (value: number | null) => formatValue(spoken(), RATE, value);
  const range = (of?: { low: number; high: number }) => (of ? formatRange(spoken(), RATE, of.low, of.high) : '–');
  const nameOf = (key: string | null) => (key === null ? a.noGroup : keyName(by, key));
  const { rows, apart } = ordered(
    groups.map((group) => ({ ...group, value: group.rate, answers: group.n, n: group.invited })),
    groups.length,
  );
  return (
    <>
      <p>
        <strong>{a.answeredOf(count(answered), count(invited), share(rate), range(interval))}</strong>
      </p>
      {isRefused(weighted) ? (
        <Refused refusal={weighted} />
      ) : (
        <p>
          {a.weighted(
            metricName(metric),
            formatValue(spoken(), unit, weighted.raw),
            formatWithMargin(spoken(), unit, weighted.weighted, weighted.marginOfError),
            formatGap(spoken(), unit, weighted.shift),
          )}
        </p>
      )}
      <p className="note">
        {a.reminders(count(reminders.afterReminder), count(reminders.first + reminders.afterReminder))}
      </p>
      <ChartPicture
        chart={{
          form: 'intervals',
          title: a.rate,
          unit: RATE,
          apart,
          ...(rate !== null && { mean: rate }),
          rows: rows.map(({ key, value, n, interval: bounds }) => ({ name: nameOf(key), value, n, ...bounds })),
        }}
      />
      <div className="groups">
        <DataTable
          caption={a.views.silent}
          rows={rows}
          keyOf={({ key }) => key ?? ''}
          columns={[
            {
              name: groupingName(by),
              cell: ({ key }) =>
                key === null ? (
                  a.noGroup
                ) : (
                  <Link to="/metrics/$name" params={{ name: 'response_rate' }} search={{ from, to, by, key }}>
                    <bdi>{nameOf(key)}</bdi>
                  </Link>
                ),
            },
            { name: a.invited, number: true, cell: ({ n }) => count(n) },
            { name: a.answered, number: true, cell: ({ answered: some }) => count(some) },
            {
              name: a.rate,
              number: true,
              cell: ({ value, interval: bounds }) => (
                <>
                  {share(value)}
                  <p className="note">{range(bounds)}</p>
                </>
              ),
            },
            {
              name: a.toRest,
              cell: ({ toRest }) =>
                toRest && <span className={`verdict ${toRest.verdict ?? ''}`}>{saidOf(RATE, toRest)}</span>,
            },
            {
              name: metricName(metric),
              number: true,
              cell: ({ key, score, answers }) => (
                <>
                  {formatValue(spoken(), unit, score)}
                  <p className="note">
                    {key === null || answers === 0 ? (
                      texts().answers(answers)
                    ) : (
                      <Link to="/feedback" search={{ from, to, metric, by, key }} className="quiet">
                        {texts().answers(answers)}
                      </Link>
                    )}
                  </p>
                </>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}
