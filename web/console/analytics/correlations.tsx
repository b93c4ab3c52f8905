import { Link } from '@tanstack/react-router';
import { analyticsRoutes } from '../../../shared/analytics/analytics.routes.ts';
import { formatWithMargin, formatRange, formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { ChartPanel } from '../kit/chart.tsx';
import { Pick } from '../kit/fields.tsx';
import { Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { oneOf } from '../search.ts';
import { spoken, texts } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { byScore } from './medians.ts';
import { daysIn, isRefused, Methods, Period, Refused, type ViewProps } from './parts.tsx';
import { analyticsTexts } from './texts/texts.ts';

const analytics = api(analyticsRoutes);
const xs = ['csat', 'nps', 'ces'] as const;
const ys = ['resolutionMinutes', 'firstContactResolved', 'reopened'] as const;
const metricOf = { csat: 'csat_avg', nps: 'nps', ces: 'ces_avg' } as const;
const UNIT = 'correlation −1–1';

/** Whether a score goes together with what was measured. */
export function Correlations({ search, set }: ViewProps) {
  const a = analyticsTexts();
  const x = oneOf(search.x, xs) ?? 'csat';
  const y = oneOf(search.y, ys) ?? 'resolutionMinutes';
  const days = daysIn(search);
  const read = useRead(analytics.correlation, { query: { x, y, ...days } });
  const yesNo = y !== 'resolutionMinutes';
  const title = yesNo ? a.shareBy(a.ys[y], a.xs[x]) : a.medianBy(a.ys[y], a.xs[x]);
  return (
    <>
      <div className="filters">
        <Pick
          label={a.score}
          labelHidden
          value={x}
          choices={xs.map((value) => ({ value, name: a.xs[value] }))}
          onChange={(value) => set({ x: value })}
        />
        <Pick
          label={a.metric}
          labelHidden
          value={y}
          choices={ys.map((value) => ({ value, name: a.ys[value] }))}
          onChange={(value) => set({ y: value })}
        />
        <Period search={search} set={set} />
      </div>
      <Loaded read={read} height={400}>
        {({ rho, interval, n, cells, method }) => (
          <div className="grid">
            <Panel title={`${a.xs[x]} – ${a.ys[y]}`} span={4}>
              {isRefused(rho) ? (
                <Refused refusal={rho} />
              ) : (
                <>
                  <p className="figure">
                    {formatValue(spoken(), UNIT, rho)}{' '}
                    {interval && <small>{formatRange(spoken(), UNIT, interval.low, interval.high)}</small>}
                  </p>
                  <p>{a.rho(formatWithMargin(spoken(), UNIT, rho), texts().answers(n))}</p>
                  <p>
                    <strong>{a.together[directionOf(interval)]}</strong> {a.noCause}
                  </p>
                </>
              )}
              <div>
                <Link to="/metrics/$name" params={{ name: metricOf[x] }} search={days}>
                  {metricName(metricOf[x])}
                </Link>
              </div>
            </Panel>
            {cells.length > 0 && (
              <ChartPanel
                title={title}
                span={8}
                chart={{
                  form: 'bars',
                  title,
                  unit: yesNo ? 'ratio 0–1' : 'minutes',
                  rows: byScore(cells, yesNo).map(({ score, value, n: some }) => ({
                    name: `${a.xs[x]} ${formatValue(spoken(), 'records', score)}`,
                    value,
                    n: some,
                  })),
                }}
              />
            )}
            <Methods methods={[method]} />
          </div>
        )}
      </Loaded>
    </>
  );
}

/** Only an interval that does not hold 0 says anything. */
const directionOf = (interval: { low: number; high: number } | undefined): 'up' | 'down' | 'none' =>
  interval === undefined || (interval.low <= 0 && interval.high >= 0) ? 'none' : interval.low > 0 ? 'up' : 'down';
