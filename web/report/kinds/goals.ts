import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import { formatCount, formatGap, formatPeriod, formatValue } from '../../chart/format.ts';
import { figureCells, figureColumns } from '../figure-grid.ts';
import { valueOf, type Voice } from '../figures.ts';
import { type Grid, number, periodCell, text } from '../grid.ts';
import type { LaidBlock } from '../laid.ts';
import { table } from '../parts.ts';
import { metricIn, nameIn } from '../texts/texts.ts';

type Goals = Extract<Snapshot['sections'][number], { kind: 'goals' }>;

/** Goals as a table: how each stands, and what it takes. */
export function goalBlocks(voice: Voice, { items, of }: Goals): LaidBlock[] {
  const { texts, language } = voice;
  const head = [
    texts.goal,
    texts.about,
    texts.status,
    texts.until,
    texts.target,
    texts.value,
    texts.n,
    texts.gap,
    texts.needed,
  ];
  const rows = items.map(({ metric, scope, label, status, to, target, figure, gap, needed }) => [
    metricIn(texts, metric),
    scope === 'company' ? nameIn(texts, 'company') : `${nameIn(texts, scope)}: ${label}`,
    nameIn(texts, status),
    formatPeriod(language, to),
    formatValue(language, figure.unit, target),
    valueOf(voice, figure),
    formatCount(language, figure.n),
    formatGap(language, figure.unit, gap),
    formatValue(language, figure.unit, needed),
  ]);
  return [table(head, rows, 4, of)];
}

/** The same at full precision, with both ends of the days. */
export function goalGrid(voice: Voice, { items }: Goals): Omit<Grid, 'name'> {
  const { texts } = voice;
  return {
    columns: [
      texts.goal,
      texts.scope,
      texts.about,
      texts.status,
      texts.from,
      texts.until,
      texts.target,
      ...figureColumns(voice),
      texts.gap,
      texts.needed,
    ],
    rows: items.map(({ metric, scope, label, status, from, to, target, figure, gap, needed }) => [
      text(metricIn(texts, metric)),
      text(nameIn(texts, scope)),
      text(label),
      text(nameIn(texts, status)),
      periodCell(from),
      periodCell(to),
      number(target, figure.unit),
      ...figureCells(voice, { figure }),
      number(gap, figure.unit),
      number(needed, figure.unit),
    ]),
  };
}
