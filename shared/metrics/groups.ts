import type { Context } from '../kernel/context.ts';
import { type Compared, sizeOf } from './comparison/period.ts';
import { comparedReader } from './comparison/compared.ts';
import { unitOf } from './comparison/units.ts';
import type { Counters } from './counters.ts';
import type { Grouping, Metric } from './metric.ts';
import type { MetricReport } from './metrics.schema.ts';
import { type Numbers, rowsBy, type Scope, sum } from './numbers.ts';
import { type Candidate, pooled, rank } from './ranking.ts';
import type { Reading } from './readings.ts';
import type { Range, Row } from './rows.ts';
import { momentsOf, onGrid, spread } from './tests/grid.ts';
import type { Scores } from './tests/sample.ts';

/** Who is ranked. */
const ranked = new Set<Grouping>(['agent', 'team', 'category', 'segment']);

type Group = MetricReport['groups'][number];
type Counted = { key: string; counters: Counters; reading: Reading };

/**
 * The numbers of each key, most answers first; of means and shares by agent, team, category or segment also drawn towards
 * what they belong to, and ranked where they differ by more than chance. Of a single agent the rating is that of the whole
 * list, without the place.
 */
export async function groupsOf(
  ctx: Context,
  metric: Metric,
  range: Range,
  { by, key }: Scope,
  numbers: Numbers,
): Promise<Pick<MetricReport, 'groups' | 'ranking'>> {
  const counted = countedOf(metric, numbers.grouped);
  const groups = counted.map((one) => ({ key: one.key, ...one.reading }));
  const read = comparedReader(metric);
  const isRated = by !== undefined && ranked.has(by) && (key === undefined || metric.name === 'agent_rating');
  if (!isRated || !read) return { groups };
  const all = key === undefined ? counted : countedOf(metric, await rowsBy(ctx, metric, by, range, { whole: true }));
  const samples = all.map(({ counters }) => read(counters));
  const sigma2 = varianceWithin(samples);
  if (sigma2 === undefined) return { groups };
  const priors = await priorsOf(ctx, metric, range, by, all, numbers.company);
  const candidates = all.flatMap(({ key: own, reading: { value, n } }): Candidate[] => {
    const prior = priors.get(own)?.prior ?? null;
    return value === null || prior === null ? [] : [{ key: own, n, value, prior }];
  });
  const { ranking, standings } = rank(candidates, metric.direction, sigma2 * unitOf(metric.unit).scale ** 2);
  return {
    groups: groups.map((group): Group => {
      const { adjusted, interval, place, standing } = standings.get(group.key) ?? {};
      return {
        ...group,
        ...priors.get(group.key)?.said,
        ...(adjusted !== undefined && { adjusted }),
        ...(interval && { adjustedInterval: interval }),
        ...(place !== undefined && key === undefined && { place }),
        ...(standing && { standing }),
      };
    }),
    ...(key === undefined && { ranking }),
  };
}

const countedOf = (metric: Metric, rows: readonly Row[]): Counted[] =>
  [...Map.groupBy(rows, (row) => row.key)]
    .map(([key, own]) => ({ key, counters: sum(own) }))
    .map((one) => ({ ...one, reading: metric.read(one.counters) }))
    .filter(({ reading }) => reading.n > 0 || Object.keys(reading.excluded).length > 0)
    .sort(({ reading: a, key }, { reading: b, key: other }) => b.n - a.n || (key < other ? -1 : 1));

/** Keys of a metric's groups, most answers first. */
export const keysOf = (metric: Metric, { grouped }: Numbers): string[] =>
  countedOf(metric, grouped).map(({ key }) => key);

/** σ² within groups, in the unit of the sample: of shares p̂(1 − p̂), of means pooled; undefined for what is neither. */
export function varianceWithin(samples: readonly Compared[]): number | undefined {
  const [first] = samples;
  if (first?.kind === 'proportion') {
    const n = samples.reduce((all, sample) => all + sizeOf(sample), 0);
    const share = samples.reduce((all, sample) => all + (sample.kind === 'proportion' ? sample.x : 0), 0) / n;
    return n === 0 ? 0 : share * (1 - share);
  }
  if (first?.kind !== 'scores') return undefined;
  const grids = onGrid(samples as readonly Scores[]).filter((counts) => counts.some((count) => count > 0));
  const step = (first.to - first.from) / ((grids[0]?.length ?? 2) - 1);
  const by = (deviation: (counts: (typeof grids)[number]) => number): number =>
    pooled(grids.map((counts) => ({ n: momentsOf(counts).n, variance: (deviation(counts) * step) ** 2 })));
  // Where nobody's answers differ, half an answer over the scale keeps a spread.
  return by((counts) => momentsOf(counts).sd) || by(spread);
}

type Prior = { prior: number | null; said?: Pick<Group, 'team' | 'teamAverage'> };

/** What each group is drawn towards: agents towards their team, and whoever has none towards the company. */
async function priorsOf(
  ctx: Context,
  metric: Metric,
  range: Range,
  by: Grouping,
  groups: readonly Counted[],
  company: readonly Row[],
): Promise<Map<string, Prior>> {
  const [teams, everyone] = await Promise.all([
    by === 'agent' ? teamAverages(ctx, metric, range) : new Map<string, number | null>(),
    company.length > 0 ? company : rowsBy(ctx, metric, 'company', range, { whole: true }),
  ]);
  const overall = metric.read(sum(everyone)).value;
  return new Map(
    groups.map(({ key, counters }) => {
      if (by !== 'agent') return [key, { prior: overall }];
      const team = mainTeam(counters);
      const teamAverage = team === undefined ? null : (teams.get(team) ?? null);
      return [key, { prior: teamAverage ?? overall, said: { ...(team !== undefined && { team }), teamAverage } }];
    }),
  );
}

async function teamAverages(ctx: Context, metric: Metric, range: Range): Promise<Map<string, number | null>> {
  const rows = await rowsBy(ctx, metric, 'team', range, { whole: true });
  return new Map([...Map.groupBy(rows, ({ key }) => key)].map(([team, own]) => [team, metric.read(sum(own)).value]));
}

/** The team most of an agent's answers were given for; the first by name among equals. */
export function mainTeam(counters: Counters): string | undefined {
  const teams = Object.entries(counters).filter(([name, answers]) => name.startsWith('team:') && answers > 0);
  const [first] = teams.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return first?.[0].slice('team:'.length);
}
