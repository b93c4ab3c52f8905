import type { Context } from '../kernel/context.ts';
import { rowKey } from './rollup.keys.ts';
import { cut, type Range, type RowKey, rowName, type StoredRow } from './rows.ts';
import type { Totals } from './totals.ts';

/** A counter that is stored and one that should be; either may be missing. */
export type Compared = {
  key: RowKey;
  /** What the row counts, as callers name it. */
  group: string;
  period: string;
  name: string;
  stored: number | undefined;
  due: number;
};

/** Every counter of the stored rows of a range, and every one that the totals ask for, side by side. */
export function compared(
  { companyId }: Pick<Context, 'companyId'>,
  range: Range,
  stored: ReadonlyMap<string, StoredRow>,
  totals: Totals,
): Compared[] {
  const whole = new Set(cut(range, true).months);
  const all = new Map<string, Compared>();
  for (const { key, group, period, counters } of stored.values()) {
    for (const [name, count] of Object.entries(counters))
      all.set(`${rowName(key)} ${name}`, { key, group, period, name, stored: count, due: 0 });
  }
  for (const { deltas, ...row } of totals.deltas()) {
    const { grain, period } = row;
    if (grain === 'month' ? !whole.has(period) : period < range.from || period > range.to) continue;
    const key = rowKey(companyId, row);
    for (const [name, due] of deltas) {
      const id = `${rowName(key)} ${name}`;
      all.set(id, { key, group: row.key, period, name, stored: all.get(id)?.stored, due });
    }
  }
  return [...all.values()].filter(({ stored: count, due }) => count !== 0 || due !== 0);
}

export const differs = ({ stored, due }: Compared): boolean => (stored ?? 0) !== due;
