import { find, findAll, months, walk } from '../feedback/feedback.walk.ts';
import { asId } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import type { Context } from '../kernel/context.ts';
import { type Countable } from './contribution.ts';
import type { RecordChange } from './counted-kind.ts';
import type { RecordSource } from './record-source.ts';

/** A company's feedback as the truth behind its numbers: whole partitions, nothing left out. */
export const feedbackSource = (ctx: Context): RecordSource<Countable> => ({
  months: () => months(ctx),
  walk: async function* (month, options) {
    for await (const page of walk(ctx, month, options))
      yield page.map((record) => ({
        id: record.feedbackId,
        page: record.ledgerPage,
        revision: record.revision,
        updatedAt: record.updatedAt,
        record,
      }));
  },
  exists: async (text) => {
    const feedbackId = asId('feedback', text);
    return feedbackId !== undefined && (await find(ctx, feedbackId)) !== undefined;
  },
});

/** Feedback by its ids, as it counts now. */
export async function findCountable(ctx: Context, ids: readonly string[]): Promise<RecordChange<Countable>[]> {
  const known = ids.map((id) => asId('feedback', id)).filter((id) => id !== undefined);
  return (await findAll(ctx, known, { ConsistentRead: true })).map((record) => ({
    id: record.feedbackId,
    month: idMonth(record.feedbackId),
    page: record.ledgerPage,
    revision: record.revision,
    record,
  }));
}
