import { Link } from '@tanstack/react-router';
import { metricComparisonRoutes } from '../../../shared/metric-comparison/metric-comparison.routes.ts';
import { formatCount, formatRange, formatValue, formatWithMargin, isCount } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { ChartPicture } from '../kit/chart.tsx';
import type { Days } from '../kit/days.ts';
import { Pick } from '../kit/fields.tsx';
import { RecordsLink } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { ownOnly } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { saidOf } from './compared.tsx';
import type { CatalogueMetric } from './explore.tsx';
import { boundsOf, type Reading } from './interval.ts';
import { groupingName, keyName } from './key-name.ts';
import { metricRoute, ways } from './metrics.route.ts';
import { ordered } from './order.ts';
import { metricTexts } from './texts/texts.ts';

const comparisons = api(metricComparisonRoutes);
type Way = (typeof ways)[number];
type Grouping = CatalogueMetric['dimensions'][number];

/** More rows than these are not read one beside the other; the others can be looked at one by one. */
const ROOM = 25;

type Props = {
  metric: CatalogueMetric;
  days: Days;
  by: Grouping;
  total: number | null;
  way: Way;
  onWay: (way: Way) => void;
};

/** The number of each group with its interval, and how each compares with something. */
export function Groups({ metric, days, by, total, way, onWay }: Props) {
  const m = metricTexts();
  const { name, unit } = metric;
  const read = useRead(comparisons.compare, { params: { name }, query: { ...days, by, with: way } });
  const search = metricRoute.useSearch();
  const counted = isCount(unit);
  return (
    <Panel
      title={m.groups(metricName(name), groupingName(by))}
      about={counted ? undefined : m.groupsAbout}
      aside={
        <Pick
          label={m.compared}
          labelHidden
          value={way}
          choices={ways
            .filter((one) => one !== 'rest' || !ownOnly())
            .map((value) => ({ value, name: `${m.compared} ${m.ways[value]}` }))}
          onChange={onWay}
        />
      }
    >
      <Loaded read={read} height={320}>
        {({ groups = [] }) => {
          const all = groups.map((group) => ({ ...group, value: group.figure.value, n: group.figure.n }));
          const { rows, apart } = ordered(all, ROOM);
          if (rows.length === 0) return <Empty>{m.none}</Empty>;
          const shown = { name: metricName(name), unit };
          const points = rows.map(({ key, figure }) => ({
            name: keyName(by, key),
            value: figure.value,
            n: figure.n,
            ...boundsOf(unit, figure),
          }));
          return (
            <div className="stack groups">
              {all.length > rows.length && (
                <p className="note">{m.most(formatCount(spoken(), rows.length), formatCount(spoken(), all.length))}</p>
              )}

              <ChartPicture
                chart={
                  counted
                    ? { form: 'bars', title: shown.name, unit, rows: points }
                    : {
                        form: 'intervals',
                        title: shown.name,
                        unit,
                        rows: points,
                        apart,
                        ...(total !== null && { mean: total }),
                      }
                }
              />
              <DataTable
                caption={m.groups(shown.name, groupingName(by))}
                rows={rows}
                keyOf={({ key }) => key}
                columns={[
                  {
                    name: groupingName(by),
                    cell: ({ key }) => (
                      <Link to="/metrics/$name" params={{ name }} search={{ ...search, by, key }}>
                        <bdi>{keyName(by, key)}</bdi>
                      </Link>
                    ),
                  },
                  {
                    name: m.value,
                    number: true,
                    cell: ({ figure }) => <ValueOf unit={unit} figure={figure} />,
                  },
                  {
                    name: m.count,
                    number: true,
                    cell: ({ figure }) => (
                      <RecordsLink records={figure.records}>{formatCount(spoken(), figure.n)}</RecordsLink>
                    ),
                  },
                  {
                    name: `${m.compared} ${m.ways[way]}`,
                    cell: ({ comparison }) => (
                      <span className={`verdict ${comparison.verdict ?? ''}`}>{saidOf(unit, comparison)}</span>
                    ),
                  },
                ]}
              />
            </div>
          );
        }}
      </Loaded>
    </Panel>
  );
}

/** A value with its margin, or with the bounds of its interval where that is not symmetric. */
export const ValueOf = ({ unit, figure }: { unit: string; figure: Reading }) => (
  <>
    {formatWithMargin(spoken(), unit, figure.value, figure.interval ? undefined : figure.marginOfError)}
    {figure.value !== null && figure.interval && (
      <span className="note"> {formatRange(spoken(), unit, figure.interval.low, figure.interval.high)}</span>
    )}
  </>
);

export const shareOf = (count: number, n: number): string =>
  formatValue(spoken(), 'ratio 0–1', n === 0 ? null : count / n);
