import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import { formatMoment } from '../../chart/format.ts';
import type { Voice } from '../figures.ts';
import { type Grid, moment, text } from '../grid.ts';
import type { LaidBlock } from '../laid.ts';
import { table, tiles } from '../parts.ts';
import { nameIn } from '../texts/texts.ts';

type FollowUps = Extract<Snapshot['sections'][number], { kind: 'follow_ups' }>;

/** Their figures, and those that are due first. */
export function followUpBlocks(voice: Voice, { figures, items, of }: FollowUps): LaidBlock[] {
  const { texts, language, zone } = voice;
  const head = [texts.about, texts.status, texts.owner, texts.openedAt, texts.dueAt];
  const rows = items.map((item) => [
    item.feedbackId,
    item.overdue ? `${nameIn(texts, item.status)} · ${nameIn(texts, 'overdue')}` : nameIn(texts, item.status),
    item.owner?.label ?? '–',
    formatMoment(language, item.openedAt, zone),
    formatMoment(language, item.dueAt, zone),
  ]);
  return [...tiles(voice, figures), ...(rows.length ? [table(head, rows, 5, of)] : [])];
}

export const followUpGrid = ({ texts }: Voice, { items }: FollowUps): Omit<Grid, 'name'> => ({
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
