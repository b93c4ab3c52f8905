import type { Figure } from '../../shared/metrics/figure.schema.ts';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { wordsIn } from '../chart/texts.ts';
import { bounds, figureCells, figureColumns, figureGrid } from './figure-grid.ts';
import { driverLabel, type Voice } from './figures.ts';
import { type Cell, type Grid, moment, number, periodCell, text } from './grid.ts';
import { benchmarkGrid } from './kinds/benchmark.ts';
import { goalGrid } from './kinds/goals.ts';
import { boundsOf } from './series.ts';
import { groupingIn, metricIn, nameIn } from './texts/texts.ts';

type Section = Snapshot['sections'][number];
type Of<K extends Section['kind']> = Extract<Section, { kind: K }>;
function trendGrid(voice: Voice, section: Of<'trend'>, unit: string): Omit<Grid, 'name'> {
  const { language, texts } = voice;
  const { interval } = wordsIn(language);
  const besides = [
    { name: texts.previous, points: section.previous },
    { name: texts.lastYear, points: section.lastYear },
  ].flatMap(({ name, points }) => (points ? [{ name, points }] : []));
  const periods = section.series[0]?.points ?? [];
  const adjusted = periods.some((point) => point.adjusted !== undefined);
  const columns = [
    texts.period,
    ...section.series.flatMap(({ label }) => {
      const name = label || metricIn(texts, section.metric);
      const named = section.series.length > 1 ? `${name}: ` : '';
      return [name, `${named}${texts.n}`, `${named}${interval}: ${texts.low}`, `${named}${interval}: ${texts.high}`];
    }),
    ...(adjusted ? [texts.withoutWeekday] : []),
    ...besides.flatMap(({ name }) => [name, `${name}: ${texts.n}`]),
  ];
  const rows = periods.map(({ period, adjusted: without }, i): Cell[] => [
    periodCell(period),
    ...section.series.flatMap(({ points }) => {
      const point = points[i];
      const { low, high } = point ? boundsOf(point) : {};
      return [number(point?.value, unit), number(point?.n), number(low, unit), number(high, unit)];
    }),
    ...(adjusted ? [number(without, unit)] : []),
    ...besides.flatMap(({ points }) => [number(points[i]?.value, unit), number(points[i]?.n)]),
  ]);
  const lines = columns.flatMap((name, column) =>
    column > 0 && (section.series.length > 1 ? (column - 1) % 4 === 0 : true) && !name.endsWith(texts.n)
      ? [{ column }]
      : [],
  );
  return {
    columns,
    rows,
    chart: { type: 'line', title: metricIn(texts, section.metric), series: lines, rows: rows.length },
  };
}

function breakdownGrid(voice: Voice, section: Of<'breakdown'>, unit: string): Omit<Grid, 'name'> {
  const { texts } = voice;
  const total = section.total ? [[text(texts.total), ...figureCells(voice, section.total), null, null, null]] : [];
  const rows = section.rows.map((row): Cell[] => [
    text(row.label),
    ...figureCells(voice, row),
    number(row.adjusted, unit),
    number(row.place),
    row.standing ? text(nameIn(texts, row.standing)) : null,
  ]);
  return {
    columns: [groupingIn(texts, section.by), ...figureColumns(voice), texts.adjusted, texts.place, texts.standing],
    rows: [...rows, ...total],
    chart: { type: 'bar', title: metricIn(texts, section.metric), series: [{ column: 1 }], rows: rows.length },
  };
}

function tableGrid({ texts }: Voice, section: Of<'table'>): Omit<Grid, 'name'> {
  const cells = (figures: readonly (Figure | null)[]) =>
    figures.flatMap((figure): Cell[] =>
      figure
        ? [number(figure.value, figure.unit), number(figure.n), ...bounds(figure)]
        : [null, null, null, null, null],
    );
  return {
    columns: [
      groupingIn(texts, section.by),
      ...section.metrics.flatMap((metric) => {
        const name = metricIn(texts, metric);
        return [
          name,
          `${name}: ${texts.n}`,
          `${name}: ${texts.margin}`,
          `${name}: ${texts.low}`,
          `${name}: ${texts.high}`,
        ];
      }),
    ],
    rows: [
      ...section.rows.map(({ label, cells: figures }) => [text(label), ...cells(figures)]),
      ...(section.total.length ? [[text(texts.total), ...cells(section.total)]] : []),
    ],
  };
}

const verbatimGrid = ({ texts }: Voice, items: Of<'verbatims'>['items']): Omit<Grid, 'name'> => ({
  columns: [
    texts.at,
    texts.comment,
    texts.language,
    texts.scores,
    texts.sentiment,
    groupingIn(texts, 'agent'),
    groupingIn(texts, 'category'),
    texts.record,
  ],
  rows: items.map((item) => [
    moment(item.at),
    text(item.text),
    text(item.language),
    text(item.scores.map(({ metric, value, max }) => `${metric} ${value}/${max}`).join(', ')),
    item.sentiment ? text(nameIn(texts, item.sentiment)) : null,
    text(item.agent?.label),
    text(item.category),
    text(item.feedbackId),
  ]),
});

function driverGrid(voice: Voice, section: Of<'drivers'>, unit: string): Omit<Grid, 'name'> {
  const { texts, language } = voice;
  const { interval } = wordsIn(language);
  const empty = Array.from({ length: 5 }, (): Cell => null);
  const totals: Cell[][] = [
    ...(section.before
      ? [[text(texts.previous), number(section.before.value, unit), ...empty, number(section.before.n), null]]
      : []),
    ...(section.now
      ? [[text(texts.thisPeriod), number(section.now.value, unit), ...empty, null, number(section.now.n)]]
      : []),
    [text(texts.total), number(section.delta, unit), ...empty, null, null],
  ];
  const groups = section.groups.map(({ label, kind, total, within, mix, interval: own, clear, n }) => [
    text(driverLabel(voice, { kind, label })),
    number(total, unit),
    number(own?.low, unit),
    number(own?.high, unit),
    number(within, unit),
    number(mix, unit),
    text(clear ? texts.yes : texts.no),
    number(n.before),
    number(n.now),
  ]);
  return {
    columns: [
      groupingIn(texts, section.by),
      texts.effect,
      `${interval}: ${texts.low}`,
      `${interval}: ${texts.high}`,
      texts.within,
      texts.mix,
      texts.clear,
      texts.nBefore,
      texts.nNow,
    ],
    rows: [...groups, ...totals],
    chart: { type: 'bar', title: metricIn(texts, section.metric), series: [{ column: 1 }], rows: groups.length },
  };
}

const alertGrid = ({ texts }: Voice, { items }: Of<'alerts'>): Omit<Grid, 'name'> => ({
  columns: [texts.rule, texts.severity, texts.status, texts.about, texts.owner, texts.openedAt, texts.count],
  rows: items.map((item) => [
    text(item.ruleName),
    text(nameIn(texts, item.severity)),
    text(nameIn(texts, item.status)),
    text(item.label),
    text(item.owner?.label),
    moment(item.openedAt),
    number(item.count),
  ]),
});

const followUpGrid = ({ texts }: Voice, { items }: Of<'follow_ups'>): Omit<Grid, 'name'> => ({
  columns: [texts.record, texts.status, texts.overdue, texts.owner, texts.openedAt, texts.dueAt],
  rows: items.map((item) => [
    text(item.feedbackId),
    text(nameIn(texts, item.status)),
    text(item.overdue ? texts.yes : texts.no),
    text(item.owner?.label),
    moment(item.openedAt),
    moment(item.dueAt),
  ]),
});

const proseGrid = ({ texts }: Voice, { blocks }: Of<'text'>): Omit<Grid, 'name'> => ({
  columns: [texts.comment],
  rows: blocks.flatMap((block) =>
    (block.type === 'list' ? block.items : [block.spans]).map((spans) => [
      text(spans.map(({ text: words, href }) => (href ? `${words} (${href})` : words)).join('')),
    ]),
  ),
});

/** The grids of a section, with unit by metric: its figures, and its list where it has one. */
export function gridsOf(
  voice: Voice,
  section: Section,
  units: ReadonlyMap<string, string>,
): { figures?: Omit<Grid, 'name'>; list?: Omit<Grid, 'name'> } {
  const unit = 'metric' in section ? (units.get(section.metric) ?? '') : '';
  const { texts } = voice;
  if (section.state === 'forbidden' || section.state === 'error') return {};
  switch (section.kind) {
    case 'kpi_row':
      return { figures: figureGrid(voice, section.figures) };
    case 'trend':
      return {
        ...(section.total && { figures: figureGrid(voice, [section.total]) }),
        list: trendGrid(voice, section, unit),
      };
    case 'breakdown':
      return { list: breakdownGrid(voice, section, unit) };
    case 'table':
      return { list: tableGrid(voice, section) };
    case 'verbatims':
      return { list: verbatimGrid(voice, section.items) };
    case 'text':
      return { list: proseGrid(voice, section) };
    case 'funnel':
      return {
        figures: figureGrid(voice, section.figures),
        list: {
          columns: [texts.step, texts.n, texts.ofStepBefore],
          rows: section.steps.map(({ step, n, share }) => [
            text(nameIn(texts, step)),
            number(n),
            number(share, 'percent'),
          ]),
          chart: { type: 'bar', title: texts.kinds.funnel, series: [{ column: 1 }], rows: section.steps.length },
        },
      };
    case 'alerts':
      return {
        figures: {
          columns: [texts.severity, texts.n],
          rows: (['critical', 'warning', 'info'] as const).map((severity) => [
            text(nameIn(texts, severity)),
            number(section.counts[severity]),
          ]),
        },
        list: alertGrid(voice, section),
      };
    case 'follow_ups':
      return { figures: figureGrid(voice, section.figures), list: followUpGrid(voice, section) };
    case 'drivers':
      return { list: driverGrid(voice, section, unit) };
    case 'goals':
      return { list: goalGrid(voice, section) };
    case 'benchmark':
      return { list: benchmarkGrid(voice, section) };
    case 'scorecard':
      return { figures: figureGrid(voice, section.figures), list: verbatimGrid(voice, section.items) };
  }
}
