import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import { wordsIn } from '../../chart/texts.ts';
import type { Voice } from '../figures.ts';
import { type Cell, type Grid, number, periodCell } from '../grid.ts';
import type { LaidBlock } from '../laid.ts';
import { charted, tiles } from '../parts.ts';
import { boundsOf, trendChart } from '../series.ts';
import { metricIn } from '../texts/texts.ts';

type Trend = Extract<Snapshot['sections'][number], { kind: 'trend' }>;

/** A row for each day, week or month, with what lies beside it. */
export function trendGrid(voice: Voice, section: Trend, unit: string): Omit<Grid, 'name'> {
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

/** Its figure, and all points as a chart with their table. */
export const trendBlocks = (voice: Voice, section: Trend, unit: string): LaidBlock[] => [
  ...tiles(voice, section.total ? [section.total] : []),
  ...(section.state === 'empty' ? [] : charted(voice, trendChart(voice, section, unit))),
];
