import { drivers as driversOf } from '../analytics/drivers.ts';
import { pairOf } from '../metrics/comparison/periods.ts';
import { type MetricName, metrics } from '../metrics/definitions.ts';
import type { Figure } from '../metrics/figure.schema.ts';
import { figureOf } from '../metrics/figure.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';
import { read, scopeOf } from '../metrics/metrics.ts';
import type { MetricReport } from '../metrics/metrics.schema.ts';
import { readNumbers, sum } from '../metrics/numbers.ts';
import type { SectionOf } from '../report/section.schema.ts';
import { type Frame, type Place, placeOf, selectionOf } from './frame.ts';
import { pointsOf } from './series.ts';
import type { Compared, Data } from './snapshot-types.ts';

type Of<K extends 'kpi_row' | 'trend' | 'breakdown' | 'table' | 'drivers'> = (
  frame: Frame,
  section: SectionOf<K>,
) => Promise<Data<K>>;

/** So many lines of a trend are drawn. */
const MOST_LINES = 5;

export const kpiRow: Of<'kpi_row'> = async (frame, section) => {
  const place = placeOf(frame, section);
  const figures = section.metrics.map((metric) => figureIn(frame, place, metric));
  return { figures: await Promise.all(figures) };
};

const figureIn = (frame: Frame, place: Place, metric: MetricName): Promise<Compared> =>
  frame.family.of(metric, { range: place.range, ...selectionOf(place) });

export const trend: Of<'trend'> = async (frame, section) => {
  const { ctx, settings, family, labels } = frame;
  const { metric: name, grain, by } = section;
  const metric: Metric = metrics[name];
  const place = placeOf(frame, section);
  const { range } = place;
  const how = { grain, weekStart: settings.weekStart };
  const scope = scopeOf(ctx, metric, selectionOf(place, by));
  const { grouped, counted, floor } = await readNumbers(ctx, metric, range, scope, grain === 'month');
  const shape = { range, ...how, floor };
  const total = await family.of(name, { range, ...selectionOf(place) });
  const head = { metric: name, grain, ...(by && { by }), total };
  if (by === undefined) {
    const points = pointsOf(metric, counted, shape);
    return { ...head, series: [{ key: '', label: '', points }], ...(await pastsOf(frame, section, place)) };
  }
  const rows = Map.groupBy(grouped, ({ key }) => key);
  const keys = section.keys ?? greatest(metric, rows);
  const series = keys.map(async (key) => ({
    ...(await labels.keyed(by, key)),
    points: pointsOf(metric, rows.get(key) ?? [], shape),
  }));
  return { ...head, series: await Promise.all(series) };
};

type Rows = Parameters<typeof pointsOf>[1];

/** The keys with the most answers. */
function greatest(metric: Metric, rows: ReadonlyMap<string, Rows>): string[] {
  const sizes = [...rows].map(([key, own]) => [key, metric.read(sum(own)).n] as const).filter(([, n]) => n > 0);
  return sizes
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_LINES)
    .map(([key]) => key);
}

/** The same series of the pasts that the report is compared with. */
async function pastsOf(frame: Frame, { metric: name, grain }: SectionOf<'trend'>, place: Place) {
  const { ctx, settings, asked, today } = frame;
  const metric: Metric = metrics[name];
  const scope = scopeOf(ctx, metric, selectionOf(place));
  const past = async (which: 'previous' | 'lastYear') => {
    const pair = pairOf(place.range, which, today);
    if (!pair || (asked.compare !== which && asked.compare !== 'both')) return {};
    const { counted, floor } = await readNumbers(ctx, metric, pair.before, scope, grain === 'month');
    const points = pointsOf(metric, counted, { range: pair.before, grain, weekStart: settings.weekStart, floor });
    return { [which]: points };
  };
  return { ...(await past('previous')), ...(await past('lastYear')) };
}

/** A metric by the keys of a dimension, each compared with the past; all of one section are a family. */
async function grouped(frame: Frame, place: Place, name: MetricName, by: Grouping) {
  const { ctx, asked } = frame;
  const compare = asked.compare === 'none' ? undefined : asked.compare;
  const report = await read(ctx, { name, ...place.range, ...selectionOf(place, by), grain: 'total', compare });
  const said = { metric: metrics[name], name, asOf: report.asOf };
  const figure = (group: Group): Figure => figureOf(said, { ...place.range, by, key: group.key }, readingOf(group));
  return { report, figure };
}

type Group = MetricReport['groups'][number];

function readingOf({ value, n, marginOfError, interval, excluded, breakdown, shares }: Group) {
  return {
    value,
    n,
    excluded,
    ...(marginOfError !== undefined && { marginOfError }),
    ...(interval && { interval }),
    ...(breakdown && { breakdown }),
    ...(shares && { shares }),
  };
}

export const breakdown: Of<'breakdown'> = async (frame, section) => {
  const { metric: name, by, order, top } = section;
  const place = placeOf(frame, section);
  const { report, figure } = await grouped(frame, place, name, by);
  const groups = report.groups.filter(({ n }) => n > 0);
  const rows = groups
    .toSorted((one, other) => sortedBy[order](other, metrics[name]) - sortedBy[order](one, metrics[name]))
    .slice(0, top)
    .map(async (group) => ({
      ...(await frame.labels.keyed(by, group.key)),
      figure: figure(group),
      ...group.comparisons,
      ...(group.adjusted !== undefined && { adjusted: group.adjusted }),
      ...(group.place !== undefined && { place: group.place }),
      ...(group.standing && { standing: group.standing }),
    }));
  const { ranking } = report;
  return {
    metric: name,
    by,
    order,
    total: { figure: report.total, ...report.comparisons },
    rows: await Promise.all(rows),
    of: groups.length,
    ...(ranking?.reason && { unranked: ranking.reason }),
  };
};

/** How far up a group stands; groups come with the most answers first and keep that order where they are equal. */
const sortedBy: Record<SectionOf<'breakdown'>['order'], (group: Group, metric: Metric) => number> = {
  n: ({ n }) => n,
  value: ({ adjusted, value }, { direction }) => {
    const shown = adjusted ?? value;
    return shown === null ? -Infinity : direction === 'down_good' ? -shown : shown;
  },
  change: ({ comparisons: { previous, lastYear } = {} }) => {
    const difference = (previous ?? lastYear)?.difference;
    return difference === null || difference === undefined ? -1 : Math.abs(difference);
  },
};

export const table: Of<'table'> = async (frame, section) => {
  const { ctx, labels } = frame;
  const { by, top } = section;
  const place = placeOf(frame, section);
  const reports = await Promise.all(
    section.metrics.map((name) => read(ctx, { name, ...place.range, ...selectionOf(place, by), grain: 'total' })),
  );
  const sizes = new Map<string, number>();
  for (const { groups } of reports)
    for (const { key, n } of groups) if (n > 0) sizes.set(key, Math.max(n, sizes.get(key) ?? 0));
  const keys = [...sizes].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([key]) => key);
  const byKey = reports.map(({ groups }) => new Map(groups.map((group) => [group.key, group])));
  const rows = keys.slice(0, top).map(async (key) => ({
    ...(await labels.keyed(by, key)),
    cells: reports.map(({ metric: name, asOf }, index) => {
      const group = byKey[index]?.get(key);
      const said = { metric: metrics[name], name, asOf };
      return group ? figureOf(said, { ...place.range, by, key }, readingOf(group)) : null;
    }),
  }));
  return {
    by,
    metrics: section.metrics,
    total: reports.map(({ total }) => total),
    rows: await Promise.all(rows),
    of: keys.length,
  };
};

export const drivers: Of<'drivers'> = async (frame, section) => {
  const { ctx, labels } = frame;
  const { metric: name, by } = section;
  const { range } = placeOf(frame, section);
  const found = await driversOf(ctx, { metric: name, by, ...range, with: 'previous' });
  const said = { metric: metrics[name], name, asOf: found.asOf };
  const figure = (side: typeof found.before) =>
    side ? figureOf(said, { from: side.from, to: side.to }, { value: side.value, n: side.n, excluded: {} }) : undefined;
  const [before, now] = [figure(found.before), figure(found.now)];
  const groups = found.groups.map(async ({ kind, key, within, mix, total, interval, clear, ...sides }) => ({
    ...(key === null ? { key: kind, label: kind } : await labels.keyed(by, key)),
    kind,
    within,
    mix,
    total,
    interval,
    clear,
    n: { before: sides.before.n, now: sides.now.n },
  }));
  return {
    metric: name,
    by,
    ...(before && { before }),
    ...(now && { now }),
    delta: typeof found.delta === 'number' ? found.delta : null,
    groups: await Promise.all(groups),
  };
};
