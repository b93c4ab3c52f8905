import { answersReader } from '../analytics/answers.ts';
import { type MetricName, metricNames, metrics } from '../metrics/definitions.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';
import { MAX_DAYS } from '../metrics/metrics.schema.ts';
import { mostDaysOf } from './period.ts';
import type { Report, ReportFault } from './report.schema.ts';
import { groupingOf } from './groupings.ts';
import type { ReportFilters, Section } from './section.schema.ts';

export type Scope = { by: Grouping; key: string; filter: keyof ReportFilters };

/** The one dimension and key that filters name; undefined where they name none. */
export function scopeOfFilters(filters: ReportFilters): Scope | undefined {
  const [given] = Object.entries(filters).filter(([, wanted]) => wanted !== undefined);
  if (!given) return undefined;
  const filter = given[0] as keyof ReportFilters;
  return { by: groupingOf[filter], key: String(given[1]), filter };
}

/** What of a report or a board decides whether its sections can be computed. */
export type Frame = Pick<Report, 'period' | 'compare' | 'filters' | 'burst'>;

/** All that keeps sections from being computed, each with where it is. */
export function sectionFaults(frame: Frame, sections: readonly Section[], at = '#/sections'): ReportFault[] {
  const own = filterFaults(frame.filters, '#/filters');
  const narrowed = frame.burst !== 'none' && Object.values(frame.filters).some((wanted) => wanted !== undefined);
  const both: ReportFault[] = narrowed
    ? [
        {
          pointer: '#/filters',
          code: 'one_dimension',
          message: 'must be empty where each agent or team gets a copy: numbers are counted by one dimension at a time',
        },
      ]
    : [];
  return [...own, ...both, ...sections.flatMap((section, index) => faultsOf(frame, section, `${at}/${index}`))];
}

function filterFaults(filters: ReportFilters, pointer: string): ReportFault[] {
  const given = Object.entries(filters).filter(([, wanted]) => wanted !== undefined);
  return given.slice(1).map(([name]) => ({
    pointer: `${pointer}/${name}`,
    code: 'one_dimension',
    message: 'is one filter too many: numbers are counted by one dimension at a time',
  }));
}

/** Metrics of a section that have a figure of their own in it, and where each is named. */
function named(section: Section): { metric: MetricName; at: string }[] {
  switch (section.kind) {
    case 'kpi_row':
    case 'table':
    case 'benchmark':
      return section.metrics.map((metric, index) => ({ metric, at: `metrics/${index}` }));
    case 'trend':
    case 'breakdown':
    case 'drivers':
      return [{ metric: section.metric, at: 'metric' }];
    default:
      return [];
  }
}

function faultsOf(frame: Frame, section: Section, at: string): ReportFault[] {
  const filters = section.override?.filters ?? frame.filters;
  const scope =
    frame.burst === 'none' ? scopeOfFilters(filters) : ({ by: frame.burst, filter: `${frame.burst}Id` } as const);
  const faults = section.override?.filters ? filterFaults(section.override.filters, `${at}/override/filters`) : [];
  if (frame.burst !== 'none' && section.override?.filters)
    faults.push({
      pointer: `${at}/override/filters`,
      code: 'one_dimension',
      message: 'must be left out where each agent or team gets a copy',
    });
  const by = 'by' in section ? section.by : undefined;
  for (const one of named(section)) faults.push(...metricFaults(one, by, scope, at));
  if (by !== undefined && scope && by !== scope.by)
    faults.push({
      pointer: `${at}/by`,
      code: 'one_dimension',
      message: `cannot break down by ${by} what is limited to one ${scope.by}: numbers are counted by one dimension at a time`,
    });
  return [...faults, ...ruleFaults(frame, section, scope?.filter, at)];
}

function metricFaults(
  { metric: name, at: where }: ReturnType<typeof named>[number],
  by: Grouping | undefined,
  scope: Pick<Scope, 'by' | 'filter'> | undefined,
  at: string,
): ReportFault[] {
  const { dimensions }: Metric = metrics[name];
  const listed = dimensions.length > 0 ? `it has ${dimensions.join(', ')}` : 'it has none';
  const without = (pointer: string, dimension: Grouping): ReportFault => ({
    pointer,
    code: 'no_dimension',
    message: `${name} has no \`${dimension}\`; ${listed}`,
    allowed: [...dimensions],
  });
  const has = (dimension: Grouping): boolean => dimensions.includes(dimension);
  return [
    ...(by !== undefined && !has(by) ? [without(where === 'metric' ? `${at}/by` : `${at}/${where}`, by)] : []),
    ...(scope && by !== scope.by && !has(scope.by) ? [without(`${at}/${where}`, scope.by)] : []),
  ];
}

/** Rules of one kind of section each. */
function ruleFaults(
  frame: Frame,
  section: Section,
  filter: keyof ReportFilters | undefined,
  at: string,
): ReportFault[] {
  const days = mostDaysOf(section.override?.period ?? frame.period);
  const faults: ReportFault[] = [];
  const add = (where: string, code: string, message: string): void =>
    void faults.push({ pointer: `${at}${where}`, code, message });
  const where = section.override?.period === undefined ? '' : '/override/period';
  const isCompared =
    section.kind === 'benchmark' ||
    (frame.compare !== 'none' && ['kpi_row', 'breakdown', 'scorecard'].includes(section.kind));
  if (days > MAX_DAYS.day && (isCompared || (section.kind === 'trend' && section.grain !== 'month')))
    add(
      where,
      'too_long',
      `covers up to ${days} days; with a comparison, or by days and weeks, it may be ${MAX_DAYS.day}`,
    );
  switch (section.kind) {
    case 'trend': {
      const { live }: Metric = metrics[section.metric];
      if (live) add('/metric', 'no_series', `${section.metric} is counted as of now and has no series`);
      if (section.keys && section.by === undefined) add('/keys', 'needs_by', 'needs `by`');
      if (section.by === undefined && frame.compare !== 'none' && days > MAX_DAYS.day)
        add(where, 'too_long', `covers up to ${days} days; with a comparison it may be ${MAX_DAYS.day}`);
      break;
    }
    case 'text':
      for (const [, name = ''] of section.markdown.matchAll(/\{\{value:([^}]*)\}\}/g))
        if (!(metricNames as readonly string[]).includes(name))
          add('/markdown', 'no_metric', `names \`${name}\`, which is no metric`);
      break;
    case 'breakdown':
      if (section.order === 'change' && frame.compare === 'none')
        add('/order', 'needs_compare', 'needs a comparison: `compare` of the report is `none`');
      break;
    case 'scorecard':
      if (section.agentId === undefined && frame.burst !== 'agent')
        add('/agentId', 'required', 'must be given unless each agent gets a copy');
      if (section.agentId !== undefined && frame.burst !== 'none')
        add('/agentId', 'one_dimension', 'must be left out where each agent or team gets a copy');
      break;
    case 'drivers':
      if (metrics[section.metric].live || !answersReader(metrics[section.metric]))
        add(
          '/metric',
          'not_additive',
          `${section.metric} is no mean, share or NPS: nothing else is made up of its groups`,
        );
      if (days > MAX_DAYS.day)
        add(where, 'too_long', `covers up to ${days} days; drivers need ${MAX_DAYS.day} at most`);
      if (filter !== undefined) add('', 'not_limited', `a section \`drivers\` cannot be limited by ${filter}`);
      break;
    case 'funnel':
    case 'alerts':
      if (filter !== undefined) add('', 'not_limited', `a section \`${section.kind}\` cannot be limited by ${filter}`);
      break;
    case 'follow_ups':
    case 'goals': {
      const called = section.kind === 'goals' ? 'goals' : 'follow-ups';
      if (filter !== undefined && filter !== 'agentId' && filter !== 'teamId')
        add('', 'not_limited', `${called} can be limited by agentId and teamId, not by ${filter}`);
      break;
    }
    case 'benchmark':
      for (const [index, name] of section.metrics.entries()) {
        const { live }: Metric = metrics[name];
        if (live) add(`/metrics/${index}`, 'of_now', `${name} is counted as of now and has no benchmark`);
      }
      break;
    default:
  }
  return faults;
}
