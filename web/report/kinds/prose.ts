import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import type { Voice } from '../figures.ts';
import { type Grid, text } from '../grid.ts';

type Prose = Extract<Snapshot['sections'][number], { kind: 'text' }>;

/** Text as its author wrote it, a row for each paragraph and point; links are in brackets. */
export const proseGrid = ({ texts }: Voice, { blocks }: Prose): Omit<Grid, 'name'> => ({
  columns: [texts.comment],
  rows: blocks.flatMap((block) =>
    (block.type === 'list' ? block.items : [block.spans]).map((spans) => [
      text(spans.map(({ text: words, href }) => (href ? `${words} (${href})` : words)).join('')),
    ]),
  ),
});
