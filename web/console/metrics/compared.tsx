import { metricComparisonRoutes } from '../../../shared/metric-comparison/metric-comparison.routes.ts';
import type { MetricComparison } from '../../../shared/metric-comparison/metric-comparison.schema.ts';
import type * as z from 'zod';
import { formatComparison, formatGap, formatPeriod, formatValue, formatWithMargin } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { RecordsLink } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { spoken, texts } from '../texts/console.ts';
import type { CatalogueMetric } from './explore.tsx';
import { ways } from './metrics.route.ts';
import { metricTexts } from './texts/texts.ts';

const comparisons = api(metricComparisonRoutes);
type Way = (typeof ways)[number];
type Query = { from: string; to: string; by?: CatalogueMetric['dimensions'][number]; key?: string };
type Told = Pick<
  z.output<typeof MetricComparison>,
  'verdict' | 'difference' | 'interval' | 'relative' | 'equivalent' | 'reason'
>;

/** A comparison in words, with its bounds; where there is none, why. Of a benchmark without a spread, only the distance. */
export function saidOf(unit: string, comparison: Told): string {
  const { verdict, difference, reason } = comparison;
  if (verdict !== null) return formatComparison(spoken(), unit, comparison);
  if (difference !== null && reason === undefined) return formatGap(spoken(), unit, difference);
  return reason ? metricTexts().whyNot[reason] : formatComparison(spoken(), unit, comparison);
}

/** The number beside everything that it can be compared with, each judged by a test. */
export function Compared({ metric, query, rest }: { metric: CatalogueMetric; query: Query; rest: boolean }) {
  const m = metricTexts();
  return (
    <Panel title={m.compared} about={m.comparedAbout} span={8}>
      <dl className="facts compared">
        {ways
          .filter((way) => way !== 'rest' || rest)
          .map((way) => (
            <div className="fact" key={way}>
              <dt>{m.ways[way]}</dt>
              <dd>
                <One metric={metric} query={query} way={way} />
              </dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}

function One({ metric: { name, unit }, query, way }: { metric: CatalogueMetric; query: Query; way: Way }) {
  const m = metricTexts();
  const t = texts();
  const read = useRead(comparisons.compare, { params: { name }, query: { ...query, with: way } });
  return (
    <Loaded read={read} height={40}>
      {({ comparison }) => {
        if (comparison === null) return null;
        const { before, goal, benchmark, partial, outdated, verdict } = comparison;
        return (
          <>
            <p className={`verdict ${verdict ?? ''}`}>
              {saidOf(unit, comparison)}
              {partial && ` (${m.partial})`}
            </p>
            {before && before.value !== null && (
              <p>
                <RecordsLink records={before.records}>
                  {m.valueBefore(
                    formatWithMargin(spoken(), unit, before.value, before.marginOfError),
                    t.answers(before.n),
                  )}
                </RecordsLink>
              </p>
            )}
            {goal && <p>{`${formatValue(spoken(), unit, goal.target)} (${formatPeriod(spoken(), goal.to)})`}</p>}
            {benchmark && (
              <p>
                {formatValue(spoken(), unit, benchmark.value)}{' '}
                <a href={benchmark.source.url} rel="noreferrer" target="_blank">
                  <bdi>{benchmark.source.title}</bdi>
                </a>{' '}
                {outdated && `(${m.outdated})`}
              </p>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
