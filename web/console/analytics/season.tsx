import type { Trend } from '../../../shared/analytics/trend.schema.ts';
import { ChartPanel } from '../kit/chart.tsx';
import { Panel } from '../kit/page.tsx';
import { locale } from '../texts/console.ts';
import { isRefused, Refused } from './parts.tsx';
import { analyticsTexts } from './texts/texts.ts';

const LEVEL = 0.05;
/** A Monday, and a first of January: the names of weekdays and months begin there. */
const START = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export const seasonName = (of: 'weekday' | 'month', key: number): string =>
  of === 'weekday'
    ? new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: 'UTC' }).format(START + (key - 1) * DAY_MS)
    : new Intl.DateTimeFormat(locale(), { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, key - 1, 1));

/** What weekdays or months add to a number; of numbers of records how they lie against the mean of all. */
export function SeasonPanel({ trend, of }: { trend: Trend; of: 'weekday' | 'month' }) {
  const a = analyticsTexts();
  const title = of === 'weekday' ? a.weekdays : a.months;
  const season = trend[of];
  if (isRefused(season)) {
    return (
      <Panel title={title} span={6}>
        <Refused refusal={season} />
      </Panel>
    );
  }
  const factor = trend.scale === 'multiplicative';
  const n = trend.raw.reduce((sum, day) => sum + day.n, 0);
  return (
    <ChartPanel
      title={title}
      about={season.p <= LEVEL ? a.differ : a.differNot}
      span={6}
      chart={{
        form: 'intervals',
        title,
        unit: factor ? 'ratio 0–1' : trend.unit,
        ...(factor ? { mean: 1 } : { changes: true as const }),
        rows: season.effects.map(({ key, effect, interval }) => ({
          name: seasonName(of, key),
          value: effect,
          n,
          low: interval.low,
          high: interval.high,
        })),
      }}
    />
  );
}
