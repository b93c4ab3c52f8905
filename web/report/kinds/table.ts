import type { Figure } from '../../../shared/metrics/figure.schema.ts';
import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import { bounds } from '../figure-grid.ts';
import { nOf, valueOf, type Voice } from '../figures.ts';
import { type Cell, type Grid, number, text } from '../grid.ts';
import type { LaidBlock } from '../laid.ts';
import { table } from '../parts.ts';
import { groupingIn, metricIn } from '../texts/texts.ts';

type Table = Extract<Snapshot['sections'][number], { kind: 'table' }>;

/** Several metrics by the keys of one dimension, the total first. */
export function tableBlocks(voice: Voice, section: Table): LaidBlock[] {
  const { texts } = voice;
  const cell = (figure: Table['rows'][number]['cells'][number]) =>
    figure ? `${valueOf(voice, figure)} · ${nOf(voice, figure.n)}` : '–';
  const rows = section.rows.map(({ label, cells }) => [label, ...cells.map(cell)]);
  const total = section.total.length ? [[texts.total, ...section.total.map(cell)]] : [];
  const head = [groupingIn(texts, section.by), ...section.metrics.map((metric) => metricIn(texts, metric))];
  return [table(head, [...total, ...rows], 1, section.of + total.length)];
}

/** The same at full precision, with the interval of each figure. */
export function tableGrid({ texts }: Voice, section: Table): Omit<Grid, 'name'> {
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
