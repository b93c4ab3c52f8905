import { importRows, type Incoming, planImport, type PlannedFeedback, undoRows } from '../feedback/feedback.import.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { buildRow } from './feedback-row.ts';
import { presets } from './presets/all.ts';
import type { ImportHow, ImportResource, IncomingRow, PlannedRow } from './resource.ts';
import { dates, targets } from './targets.ts';

/** Records whose being counted is kept in one place. */
const PER_PAGE = 50;

type Numbered = Incoming & { line: number };
/** Rows of feedback, as this file has built them. */
const incomingOf = (rows: readonly IncomingRow[]): Numbered[] =>
  rows.map((row, at) => ({
    ...(row as unknown as Pick<Numbered, 'line' | 'input' | 'kept'>),
    feedbackId: row.recordId as Id<'feedback'>,
    ledgerPage: rows[at - (at % PER_PAGE)]?.recordId ?? row.recordId,
  }));

const plannedOf = (rows: readonly PlannedRow[]) => {
  const incoming = incomingOf(rows.map((row) => row.incoming));
  return rows.map(({ planned }, at) => ({
    incoming: incoming[at] as Numbered,
    planned: planned as PlannedFeedback,
  }));
};

const howOf = ({ analysis = 'run', ...how }: ImportHow) => ({ ...how, analysis });

/** Feedback: what customers have said elsewhere. */
export const feedbackResource: ImportResource = {
  kind: 'feedback',
  presets,
  targets,
  dates,
  build(plan, row) {
    const built = buildRow(plan, row);
    return 'input' in built ? { ...built, at: new Date(built.input.occurredAt) } : built;
  },
  plan: (ctx, rows, how) => planImport(ctx, incomingOf(rows), howOf(how)),
  async write(ctx, rows, how) {
    await importRows(ctx, plannedOf(rows), howOf(how));
    return new Map();
  },
  undo: (ctx, rows, how) =>
    undoRows(
      ctx,
      plannedOf(rows).map(({ incoming, planned }) => ({ ...incoming, planned })),
      how,
    ),
};
