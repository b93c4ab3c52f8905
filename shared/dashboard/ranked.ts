import type { Context } from '../kernel/context.ts';
import { metrics } from '../metrics/definitions.ts';
import { figureOf } from '../metrics/figure.ts';
import type { MetricName } from '../metrics/figure.schema.ts';
import { groupsOf } from '../metrics/groups.ts';
import type { Metric } from '../metrics/metric.ts';
import type { MetricReport } from '../metrics/metrics.schema.ts';
import { readNumbers } from '../metrics/numbers.ts';
import type { Range } from '../metrics/rows.ts';
import type { ExecutiveDashboard } from './dashboard.schema.ts';

type Group = MetricReport['groups'][number];
/** The groups of a metric, ranked. Plain data, because the best of them are stored as well. */
export type Groups = { ranked: boolean; reason?: 'chance' | 'too_few'; groups: Group[] };

/** The groups of a metric in a range with what a ranking says of each. */
export async function groupsIn(ctx: Context, name: MetricName, by: 'agent' | 'team', range: Range): Promise<Groups> {
  const metric: Metric = metrics[name];
  const numbers = await readNumbers(ctx, metric, range, { by }, true);
  const { groups, ranking } = await groupsOf(ctx, metric, range, { by }, numbers);
  return {
    ranked: ranking?.ranked ?? false,
    ...(ranking?.reason && { reason: ranking.reason }),
    groups,
  };
}

const MOST = 10;

/** The best ten, and how many others there are; nobody where groups differ by no more than chance makes them. */
export function best({ groups, ...ranking }: Groups): Groups & { others: number } {
  const counted = groups.filter(({ n }) => n > 0);
  const placed = counted.filter(({ place }) => place !== undefined && place <= MOST);
  const top = placed.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));
  return { ...ranking, groups: top, others: counted.length - top.length };
}

export const adjustedOf = ({ adjusted, adjustedInterval, place, standing }: Group) => ({
  ...(adjusted !== undefined && { adjusted }),
  ...(adjustedInterval && { adjustedInterval }),
  ...(place !== undefined && { place }),
  ...(standing && { standing }),
});

/** The best as a page shows them. */
export function rankedOf(
  { groups, others, ...ranking }: ReturnType<typeof best>,
  name: MetricName,
  by: 'agent' | 'team',
  { range, asOf }: { range: Range; asOf: string },
): NonNullable<ExecutiveDashboard['agents']> {
  const metric: Metric = metrics[name];
  return {
    ...ranking,
    top: groups.map((group) => {
      const { key, value, n, excluded, marginOfError } = group;
      const reading = { value, n, excluded, ...(marginOfError !== undefined && { marginOfError }) };
      return { key, figure: figureOf({ metric, name, asOf }, { ...range, by, key }, reading), ...adjustedOf(group) };
    }),
    bottomHidden: others,
  };
}
