import { fingerprint, keyPart } from '../kernel/ids.ts';
import { companyPrefix } from '../kernel/table.ts';
import type { CountedKind } from './counted-kind.ts';
import type { PageRef } from './ledger.ts';
import type { RowDelta } from './totals.ts';

// Built by hand: the fold writes thousands of rows a second and an ElectroDB operation costs 100 µs.
// `rollup.entity.ts` declares the same keys and a test holds the two together.

/**
 * A sort key has 1 024 bytes; a longer key keeps its beginning and is told apart by its fingerprint;
 * its row carries the whole key in the attribute `key`.
 */
const MAX_KEY = 900;
export function rowKeyPart(key: string): string {
  const part = keyPart(key);
  return part.length <= MAX_KEY ? part : `${part.slice(0, MAX_KEY)}~${fingerprint(key)}`;
}

/** Whether the key part in a row's key is cut, so that the row has to say the whole key in an attribute. */
export const isCut = (key: string): boolean => keyPart(key).length > MAX_KEY;

/** Day rows: a partition per dimension and month, the days of one key side by side. */
export const dayPartition = (companyId: string, dimension: string, month: string): string =>
  `${companyPrefix(companyId)}m#${dimension}#d#${month}`;
export const daySort = (key: string, day: string): string => `${rowKeyPart(key)}#${day}`;

/** Month rows: a partition per dimension and year, the keys of one month side by side. */
export const monthPartition = (companyId: string, dimension: string, year: string): string =>
  `${companyPrefix(companyId)}m#${dimension}#m#${year}`;
export const monthSort = (key: string, month: string): string => `${month}#${rowKeyPart(key)}`;

/** The key of a counter row of either grain. */
export const rowKey = (
  companyId: string,
  { dimension, grain, period, key }: Omit<RowDelta, 'deltas'>,
): { pk: string; sk: string } =>
  grain === 'day'
    ? { pk: dayPartition(companyId, dimension, period.slice(0, 7)), sk: daySort(key, period) }
    : { pk: monthPartition(companyId, dimension, period.slice(0, 4)), sk: monthSort(key, period) };

type Ledger = Pick<CountedKind, 'ledger'>;
/** Ledger pages: a partition per kind and month of the records, so that entries whose record is gone can be found. */
export const ledgerPartition = (companyId: string, { ledger }: Ledger, month: string): string =>
  `${companyPrefix(companyId)}led#${ledger}${month}`;
export const ledgerKey = (companyId: string, kind: Ledger, { month, page }: PageRef) => ({
  pk: ledgerPartition(companyId, kind, month),
  sk: page,
});
