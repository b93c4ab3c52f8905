import { fingerprint } from '../kernel/ids.ts';
import type { Snapshot } from '../report/snapshot.schema.ts';

/** Digits that count: beyond them a difference is one of rounding, and nobody would see it. */
const DIGITS = 6;
/** What says when something was computed or is of, and not what. */
const passing = new Set([
  'asOf',
  'records',
  'partRecords',
  'scope',
  'period',
  'at',
  'openedAt',
  'dueAt',
  'p',
  'q',
  'words',
]);

/**
 * One text for all that a snapshot says: figures to six significant digits, keys, verdicts, ids and texts, without dates, run
 * ids and what was drawn by chance. Two snapshots with the same one tell the same.
 */
export function fingerprintOf({
  sections,
  language,
  filters,
}: Pick<Snapshot, 'sections' | 'language' | 'filters'>): string {
  const told = sections.filter((section) => section.kind !== 'verbatims' || section.order !== 'sampled');
  return fingerprint(JSON.stringify(lasting({ told, language, filters })));
}

function lasting(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(DIGITS));
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name, field]) => !passing.has(name) && field !== undefined);
  return Object.fromEntries(
    fields.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, lasting(field)]),
  );
}
