import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import { formatCount, formatMoment } from '../../chart/format.ts';
import type { Voice } from '../figures.ts';
import { type Grid, moment, number, text } from '../grid.ts';
import type { LaidBlock } from '../laid.ts';
import { table } from '../parts.ts';
import { nameIn } from '../texts/texts.ts';

type Alerts = Extract<Snapshot['sections'][number], { kind: 'alerts' }>;

const severities = ['critical', 'warning', 'info'] as const;

/** How many there are by severity, and the worst of them. */
export function alertBlocks(voice: Voice, { counts, items, of }: Alerts): LaidBlock[] {
  const { texts, language, zone } = voice;
  const tile = (severity: keyof typeof counts) => ({
    name: nameIn(texts, severity),
    value: formatCount(language, counts[severity]),
    detail: '',
    lines: [],
  });
  const head = [texts.rule, texts.severity, texts.status, texts.about, texts.owner, texts.openedAt, texts.count];
  const rows = items.map((item) => [
    item.ruleName,
    nameIn(texts, item.severity),
    nameIn(texts, item.status),
    item.label,
    item.owner?.label ?? '–',
    formatMoment(language, item.openedAt, zone),
    formatCount(language, item.count),
  ]);
  return [{ type: 'tiles', tiles: severities.map(tile) }, ...(rows.length ? [table(head, rows, 6, of)] : [])];
}

/** How many there are by severity, as rows. */
export const alertCounts = ({ texts }: Voice, { counts }: Alerts): Omit<Grid, 'name'> => ({
  columns: [texts.severity, texts.n],
  rows: severities.map((severity) => [text(nameIn(texts, severity)), number(counts[severity])]),
});

export const alertGrid = ({ texts }: Voice, { items }: Alerts): Omit<Grid, 'name'> => ({
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
