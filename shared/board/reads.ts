import { Problem } from '../http/problem.ts';
import { type MetricName, metricNames, metrics } from '../metrics/definitions.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';
import { scopeOfFilters } from '../report/faults.ts';
import { mostDaysOf } from '../report/period.ts';
import type { Section } from '../report/section.schema.ts';
import type { Board } from './board.schema.ts';

/** So many different pairs of metric and dimension a board may show. */
const MOST_FIGURES = 12;
/** What a board may read: a unit is up to 30 days of the counters of one key. */
const MOST_UNITS = 60;
const DAYS_PER_UNIT = 30;
/** Units of a read of all keys of a dimension, and of one list of records. */
const ALL_KEYS = 4;
const LIST = 5;
/** Of the goals that a tile shows, each with the counters of its own days. */
const GOALS = 20;

type Tiles = Pick<Board, 'preset' | 'compare' | 'filters' | 'tiles'>;
type Of = { metric: MetricName; by?: Grouping | undefined };

const isMetric = (name: string): name is MetricName => (metricNames as readonly string[]).includes(name);

/** The metrics that a tile names, and by what it breaks them down. */
function namedIn(tile: Section): Of[] {
  switch (tile.kind) {
    case 'kpi_row':
    case 'benchmark':
      return tile.metrics.map((metric) => ({ metric }));
    case 'table':
      return tile.metrics.map((metric) => ({ metric, by: tile.by }));
    case 'trend':
    case 'breakdown':
    case 'drivers':
      return [{ metric: tile.metric, by: tile.by }];
    case 'text':
      return [...tile.markdown.matchAll(/\{\{value:([a-z0-9_]+)\}\}/g)]
        .map(([, name = '']) => name)
        .filter(isMetric)
        .map((metric) => ({ metric }));
    default:
      return [];
  }
}

const pastsOf = { none: 1, previous: 2, lastYear: 2, both: 3 } as const;

/** What a tile reads, each by a name under which equal reads are one, with its units. */
function readsOf({ preset, compare, filters }: Tiles, tile: Section): [name: string, units: number][] {
  const scope = scopeOfFilters(tile.override?.filters ?? filters);
  const period = tile.override?.period ?? preset;
  const units = Math.ceil(mostDaysOf(period) / DAYS_PER_UNIT) * pastsOf[compare];
  const counters = namedIn(tile).map(({ metric: name, by = scope?.by }): [string, number] => {
    const { rows, live }: Metric = metrics[name];
    if (live) return [`live ${name}`, 1];
    const key = scope?.by === by ? scope?.key : undefined;
    const grouped = by !== undefined && key === undefined;
    return [[rows ?? 'feedback', by, key, period].join(' '), units * (grouped ? ALL_KEYS : 1)];
  });
  if (tile.kind === 'goals') return [[`goals ${tile.sectionId}`, GOALS]];
  const listed = ['verbatims', 'funnel', 'alerts', 'follow_ups', 'benchmark', 'scorecard'].includes(tile.kind);
  return listed ? [...counters, [`${tile.kind} ${tile.sectionId}`, LIST]] : counters;
}

/** Throws `too-many-reads`, naming the first tile with which a board shows or reads more than one call may. */
export function expectFewReads(board: Tiles): void {
  const figures = new Set<string>();
  const reads = new Map<string, number>();
  for (const [index, tile] of board.tiles.entries()) {
    const { by: narrowed } = scopeOfFilters(tile.override?.filters ?? board.filters) ?? {};
    for (const { metric, by = narrowed } of namedIn(tile)) figures.add(`${metric} ${by}`);
    for (const [name, units] of readsOf(board, tile)) reads.set(name, units);
    const sum = [...reads.values()].reduce((total, units) => total + units, 0);
    const detail =
      figures.size > MOST_FIGURES
        ? `has the ${figures.size}th different metric and dimension; a board may have ${MOST_FIGURES}`
        : sum > MOST_UNITS
          ? `makes it ${sum} units of reading; a board may have ${MOST_UNITS}`
          : undefined;
    if (detail !== undefined)
      throw new Problem('too-many-reads', `The tile \`${tile.sectionId}\` ${detail}.`, {
        errors: [{ pointer: `#/tiles/${index}`, detail }],
      });
  }
}
