import type { Benchmark } from '../benchmark/benchmark.schema.ts';
import { byWorth, ofMetrics } from '../benchmark/benchmark.ts';
import { goalsDuring } from '../goal/goal.ts';
import { progressOn } from '../goal/progress.ts';
import { distanceOf, resultAgainst } from '../metric-comparison/asked.ts';
import { untested } from '../metrics/comparison/compare-all.ts';
import type { Part } from '../metrics/comparison/with-past.ts';
import { metrics } from '../metrics/definitions.ts';
import type { SectionOf } from '../report/section.schema.ts';
import type { Family } from './family.ts';
import { type Frame, placeOf, selectionOf } from './frame.ts';
import type { Data } from './snapshot-types.ts';

type Of<K extends 'goals' | 'benchmark'> = (frame: Frame, section: SectionOf<K>) => Promise<Data<K>>;

/** So many goals or benchmarks are shown. */
const MOST_LINES = 20;

/** Goals whose days touch the period, as they stand on the day for which it was found; of one team or agent where it is limited to them. */
export const goals: Of<'goals'> = async (frame, section) => {
  const { ctx, today, labels } = frame;
  const { range, scope } = placeOf(frame, section);
  const whose =
    scope?.filter === 'agentId'
      ? ({ scope: 'agent', key: scope.key } as const)
      : scope?.filter === 'teamId'
        ? ({ scope: 'team', key: scope.key } as const)
        : {};
  const found = await goalsDuring(ctx, range, whose);
  const items = found.slice(0, MOST_LINES).map(async (goal) => {
    const { goalId, scope: of, key = '', metric, target, from, to, result } = goal;
    const { figure, status, gap, needed } = await progressOn(ctx, goal, today);
    const named = of === 'agent' ? await labels.keyed('agent', key) : { key, label: key };
    // What was judged stays so, whatever was corrected since.
    return { goalId, scope: of, ...named, metric, target, from, to, status: result ?? status, figure, gap, needed };
  });
  return { items: await Promise.all(items), of: found.length };
};

/**
 * Figures of the period beside values of outside. All such comparisons of a report are one family; without the number of
 * answers and their spread a value has its distance and no verdict.
 */
export const benchmark: Of<'benchmark'> = async (frame, section) => {
  const { ctx, family, today } = frame;
  const place = placeOf(frame, section);
  const { industry, region } = section;
  const all = await ofMetrics(ctx, new Set(section.metrics));
  const fitting = all.filter(
    (one) => (industry ?? one.industry) === one.industry && (region ?? one.region) === one.region,
  );
  const worth = byWorth(today);
  const placeOfMetric = ({ metric }: Benchmark): number => section.metrics.indexOf(metric);
  const shown = fitting
    .toSorted((one, other) => placeOfMetric(one) - placeOfMetric(other) || worth(one, other))
    .slice(0, MOST_LINES);
  const named = section.metrics.filter((name) => shown.some(({ metric }) => metric === name));
  const of = { range: place.range, ...selectionOf(place) };
  const parts = new Map(await Promise.all(named.map(async (name) => [name, await family.part(name, of)] as const)));
  const items = shown.flatMap((one) => {
    const part = parts.get(one.metric);
    return part ? [besides(family, one, part, today)] : [];
  });
  return { items, of: fitting.length };
};

/** A value of outside beside the figure of its metric. */
function besides(family: Family, one: Benchmark, part: Part, today: string): Data<'benchmark'>['items'][number] {
  const { benchmarkId, metric, industry, region, value, low, high, n, spread, asOf, validTo, source } = one;
  const item = {
    benchmarkId,
    metric,
    industry,
    region,
    value,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(n !== undefined && { n }),
    asOf,
    validTo,
    ...(validTo < today && { outdated: true as const }),
    source,
    figure: part.figure,
    comparison: { ...untested('too_different', 0), difference: distanceOf(part, value) },
  };
  if (n !== undefined && spread !== undefined) {
    const found = { n, variance: spread ** 2 };
    family.against(item, { name: metric, result: resultAgainst(metrics[metric], part, { value, found }) });
  }
  return item;
}
