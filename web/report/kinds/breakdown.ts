import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import { formatCount, formatValue } from '../../chart/format.ts';
import { figureCells, figureColumns } from '../figure-grid.ts';
import { linesOf, valueOf, type Voice } from '../figures.ts';
import { type Cell, type Grid, number, text } from '../grid.ts';
import type { LaidBlock } from '../laid.ts';
import { charted, table, tiles } from '../parts.ts';
import { breakdownChart } from '../series.ts';
import { groupingIn, metricIn, nameIn } from '../texts/texts.ts';

type Breakdown = Extract<Snapshot['sections'][number], { kind: 'breakdown' }>;

/** Groups as a chart and a table; without any, what there is of all together. */
export function breakdownBlocks(voice: Voice, section: Breakdown, unit: string): LaidBlock[] {
  const total = tiles(voice, section.total ? [section.total] : []);
  return section.rows.length ? [...total, ...ranked(voice, section, unit)] : total;
}

function ranked(voice: Voice, section: Breakdown, unit: string): LaidBlock[] {
  const { texts, language } = voice;
  const { rows } = section;
  const has = (test: (row: (typeof rows)[number]) => unknown) => rows.some((row) => test(row) !== undefined);
  const columns: { head: string; cell: (row: (typeof rows)[number]) => string }[] = [
    { head: groupingIn(texts, section.by), cell: ({ label }) => label },
    { head: metricIn(texts, section.metric), cell: ({ figure }) => valueOf(voice, figure) },
    { head: texts.n, cell: ({ figure }) => formatCount(language, figure.n) },
    ...(has(({ adjusted }) => adjusted)
      ? [
          {
            head: texts.adjusted,
            cell: (row: (typeof rows)[number]) => formatValue(language, unit, row.adjusted ?? null),
          },
        ]
      : []),
    ...(has(({ place }) => place)
      ? [
          {
            head: texts.place,
            cell: ({ place }: (typeof rows)[number]) => (place ? formatCount(language, place) : '–'),
          },
        ]
      : []),
    ...(has(({ standing }) => standing)
      ? [
          {
            head: texts.standing,
            cell: ({ standing }: (typeof rows)[number]) => (standing ? nameIn(texts, standing) : '–'),
          },
        ]
      : []),
    ...(has(({ previous, lastYear }) => previous ?? lastYear)
      ? [
          {
            head: texts.changes,
            cell: (row: (typeof rows)[number]) =>
              linesOf(voice, row)
                .map(({ label, text }) => (row.previous && row.lastYear ? `${label}: ${text}` : text))
                .join('\n'),
          },
        ]
      : []),
  ];
  const own = table(
    columns.map(({ head }) => head),
    rows.map((row) => columns.map(({ cell }) => cell(row))),
    1,
    section.of,
  );
  const unranked = section.unranked && (section.unranked === 'chance' ? texts.chance : texts.tooFewToRank);
  return [
    ...(unranked ? [{ type: 'note' as const, text: unranked }] : []),
    ...charted(voice, breakdownChart(voice, section, unit), own),
  ];
}

/** The same at full precision, with the total below. */
export function breakdownGrid(voice: Voice, section: Breakdown, unit: string): Omit<Grid, 'name'> {
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
