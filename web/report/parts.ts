import type { Chart } from '../chart/chart.ts';
import { FEW } from '../chart/chart.ts';
import { describe } from '../chart/describe.ts';
import { tableOf } from '../chart/table.ts';
import { type Compared, tileOf, type Voice } from './figures.ts';
import type { LaidBlock, LaidTable } from './laid.ts';

/** A table whose first columns hold names; `of` says how many rows there are in all. */
export const table = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  names: number,
  of = rows.length,
): LaidTable => ({
  type: 'table',
  head,
  rows,
  of,
  names,
});

/** Figures as tiles; nothing where there are none. */
export const tiles = (voice: Voice, figures: readonly Compared[]): LaidBlock[] =>
  figures.length ? [{ type: 'tiles', tiles: figures.map((figure) => tileOf(voice, figure)) }] : [];

/** A chart with its table, and a word about hollow points where there are some. */
export function charted(voice: Voice, chart: Chart, own?: LaidTable): LaidBlock[] {
  const { language, texts } = voice;
  const printed = tableOf(chart, language);
  const behind: LaidTable = own ?? table(printed.head, printed.rows, 1);
  const ns =
    chart.form === 'trend'
      ? chart.series.flatMap(({ points }) => points)
      : chart.form === 'bars' || chart.form === 'intervals'
        ? chart.rows
        : [];
  const few = ns.some(({ n, value }) => value !== null && n < FEW);
  return [
    { type: 'chart', chart, described: describe(chart, language) },
    ...(few ? [{ type: 'note' as const, text: texts.few }] : []),
    { ...behind, behind: true },
  ];
}
