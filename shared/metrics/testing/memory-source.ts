import type { RecordSource, SweptRecord } from '../record-source.ts';

/** Records as a list, for what happens when numbers and records part. */
export function sourceOf(records: readonly SweptRecord[]): RecordSource {
  const monthOf = ({ occurredAt }: SweptRecord): string => occurredAt.slice(0, 7);
  return {
    months: () => Promise.resolve([...new Set(records.map(monthOf))].sort()),
    walk: async function* (month) {
      const own = records.filter((record) => monthOf(record) === month);
      for (let at = 0; at < own.length; at += 2) yield own.slice(at, at + 2);
    },
    exists: (feedbackId) => Promise.resolve(records.some((record) => record.feedbackId === feedbackId)),
  };
}
