import type { StoredKind } from '../counted-kind.ts';
import { countedFeedback } from '../feedback.counted.ts';
import type { RecordSource } from '../record-source.ts';
import type { Revised } from './changes.ts';

export type Swept = Revised & { updatedAt: string };

/** Feedback records as a list, for what happens when numbers and records part. */
export const sourceOf = (records: readonly Swept[]): RecordSource<Swept> => {
  const monthOf = ({ occurredAt }: Swept): string => occurredAt.slice(0, 7);
  return {
    months: () => Promise.resolve([...new Set(records.map(monthOf))].sort()),
    walk: async function* (month) {
      const own = records
        .filter((record) => monthOf(record) === month)
        .map((record) => ({
          id: record.feedbackId,
          page: record.ledgerPage,
          revision: record.revision,
          updatedAt: record.updatedAt,
          record,
        }));
      for (let at = 0; at < own.length; at += 2) yield own.slice(at, at + 2);
    },
    exists: (id) => Promise.resolve(records.some(({ feedbackId }) => feedbackId === id)),
  };
};

/** Feedback whose records are those of a list. */
export const feedbackOf = (records: readonly Swept[]): StoredKind => ({
  ...countedFeedback,
  source: () => sourceOf(records),
});
