import type { Figure } from '../../shared/metrics/figure.schema.ts';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import type { Compared } from './figures.ts';
import type { Laid } from './laid.ts';
import { boundsOf } from './series.ts';

type Section = Snapshot['sections'][number];
type Value = string | number | null;

/** One row per figure, whatever section it stands in; names are those of the API, in every language. */
export const longColumns = [
  'section',
  'metric',
  'period',
  'key',
  'value',
  'n',
  'margin_of_error',
  'low',
  'high',
  'excluded',
  'verdict',
] as const;
type Long = Partial<Record<Exclude<(typeof longColumns)[number], 'section'>, Value>>;

/** The rows of all sections, in their order. */
export const longForm = (snapshot: Snapshot, laid: Laid): Value[][] =>
  snapshot.sections.flatMap((section, i) => {
    const title = laid.sections[i]?.title || section.sectionId;
    if (section.state === 'forbidden' || section.state === 'error') return [];
    return rowsOf(section).map((row) =>
      longColumns.map((column) => (column === 'section' ? title : (row[column] ?? null))),
    );
  });

const days = ({ scope }: Figure): string => `${scope.from}..${scope.to}`;
const listed = (counts: Readonly<Record<string, number>>): string | null =>
  Object.entries(counts)
    .map(([reason, n]) => `${reason}=${n}`)
    .join('; ') || null;

function figureRow(figure: Figure, more: Long = {}): Long {
  const { low = null, high = null } = boundsOf({ ...figure, ...figure.interval });
  return {
    metric: figure.metric,
    period: days(figure),
    value: figure.value,
    n: figure.n,
    margin_of_error: figure.marginOfError ?? null,
    low,
    high,
    excluded: listed(figure.excluded),
    ...more,
  };
}

/** The figure, its parts, and each past that it is compared with; the past carries the verdict of the comparison. */
function comparedRows({ figure, previous, lastYear }: Compared, key: string | null = null): Long[] {
  const pasts = [previous, lastYear].flatMap((comparison) => {
    if (!comparison?.before) return [];
    const verdict = `${comparison.with}=${comparison.verdict ?? comparison.reason ?? 'not_compared'}`;
    return [
      figureRow(comparison.before, { key, verdict }),
      {
        metric: `${figure.metric}.difference`,
        period: days(comparison.before),
        key,
        value: comparison.difference,
        low: comparison.interval?.low ?? null,
        high: comparison.interval?.high ?? null,
        verdict,
      },
    ];
  });
  const parts = Object.entries(figure.breakdown ?? {}).map(([part, count]) => ({
    metric: `${figure.metric}.${part}`,
    period: days(figure),
    key,
    value: count,
  }));
  return [figureRow(figure, { key }), ...parts, ...pasts];
}

function rowsOf(section: Section): Long[] {
  switch (section.kind) {
    case 'kpi_row':
    case 'follow_ups':
      return section.figures.flatMap((compared) => comparedRows(compared));
    case 'scorecard':
      return section.figures.flatMap((compared) => [
        ...comparedRows(compared, section.agent.key),
        ...(compared.teamAverage === undefined
          ? []
          : [
              {
                metric: `${compared.figure.metric}.team_average`,
                period: days(compared.figure),
                value: compared.teamAverage,
              },
            ]),
      ]);
    case 'trend':
      return [...(section.total ? comparedRows(section.total) : []), ...trendRows(section)];
    case 'breakdown':
      return [
        ...(section.total ? comparedRows(section.total) : []),
        ...section.rows.flatMap((row) => [
          ...comparedRows(row, row.label),
          ...(row.adjusted === undefined
            ? []
            : [
                {
                  metric: `${row.figure.metric}.adjusted`,
                  period: days(row.figure),
                  key: row.label,
                  value: row.adjusted,
                },
              ]),
        ]),
      ];
    case 'funnel':
      return [
        ...section.figures.flatMap((compared) => comparedRows(compared)),
        ...section.steps.map(({ step, n, share }) => ({ metric: 'funnel', key: step, value: share, n })),
      ];
    case 'alerts':
      return Object.entries(section.counts).map(([severity, count]) => ({
        metric: 'alerts',
        key: severity,
        value: count,
        n: count,
      }));
    case 'table':
    case 'verbatims':
    case 'text':
    case 'drivers':
    case 'goals':
    case 'benchmark':
      return [];
  }
}

type Trend = Extract<Section, { kind: 'trend' }>;
function trendRows({ metric, series, previous = [], lastYear = [] }: Trend): Long[] {
  const rows = (points: Trend['series'][number]['points'], key: string | null, name: string = metric) =>
    points.map((point) => ({
      metric: name,
      period: point.period,
      key,
      value: point.value,
      n: point.n,
      margin_of_error: point.marginOfError ?? null,
      ...boundsOf(point),
    }));
  const adjusted = series.flatMap(({ label, points }) =>
    points.flatMap(({ period, adjusted: value }) =>
      value === undefined ? [] : [{ metric: `${metric}.adjusted`, period, key: label || null, value }],
    ),
  );
  return [
    ...series.flatMap(({ label, points }) => rows(points, label || null)),
    ...adjusted,
    ...rows(previous, null, `${metric}.previous`),
    ...rows(lastYear, null, `${metric}.last_year`),
  ];
}
