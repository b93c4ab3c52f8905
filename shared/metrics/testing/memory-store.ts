import type { CountedKind, CountingSettings } from '../counted-kind.ts';
import { type Page, pageId } from '../ledger.ts';
import type { LedgerStore } from '../rollup.ts';
import type { RowDelta } from '../totals.ts';

export const rowId = ({ dimension, grain, period, key }: Omit<RowDelta, 'deltas'>): string =>
  `${dimension} ${grain} ${period} ${key}`;

/** Counter rows as plain data, without zeros, so that two of them can be compared. */
export type Rows = Map<string, Map<string, number>>;

export function addRows(rows: Rows, deltas: readonly RowDelta[]): void {
  for (const delta of deltas) {
    let row = rows.get(rowId(delta));
    if (!row) rows.set(rowId(delta), (row = new Map()));
    for (const [name, by] of delta.deltas) row.set(name, (row.get(name) ?? 0) + by);
  }
}

/** How many counters differ between two sets of rows. */
export function drift(a: Rows, b: Rows): number {
  let differing = 0;
  for (const id of new Set([...a.keys(), ...b.keys()])) {
    const [left, right] = [a.get(id), b.get(id)];
    for (const name of new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])) {
      if ((left?.get(name) ?? 0) !== (right?.get(name) ?? 0)) differing++;
    }
  }
  return differing;
}

/**
 * DynamoDB's part in the ledger, in memory: strongly consistent reads and an all-or-nothing write whose
 * conditions are checked at once, of at most 100 items. `conditional: false` is the mutant that the promise must catch.
 */
export class MemoryStore<R> implements LedgerStore<R> {
  readonly kind: CountedKind<R>;
  readonly rows: Rows = new Map();
  readonly #pages = new Map<string, Page>();
  readonly #conditional: boolean;
  current: CountingSettings;
  /** Lets other workers run in between; called before each read and each write. */
  yield: () => Promise<void> = () => Promise.resolve();

  constructor(kind: CountedKind<R>, settings: CountingSettings, conditional = true) {
    this.kind = kind;
    this.current = settings;
    this.#conditional = conditional;
  }

  async settings(): Promise<CountingSettings> {
    await this.yield();
    return this.current;
  }

  pages: LedgerStore<R>['pages'] = async (refs) => {
    await this.yield();
    const found = new Map<string, Page>();
    for (const ref of refs) {
      const page = this.#pages.get(pageId(ref));
      if (page) found.set(pageId(ref), { revision: page.revision, entries: new Map(page.entries) });
    }
    return found;
  };

  commit: LedgerStore<R>['commit'] = async (step) => {
    await this.yield();
    if (step.pages.length + step.rows.length > 100) return 'refused';
    const revision = (id: string) => this.#pages.get(id)?.revision ?? 0;
    if (this.#conditional && step.pages.some(({ ref, seen }) => revision(pageId(ref)) !== seen)) return 'conflict';
    for (const { ref, seen, entries } of step.pages) {
      this.#pages.set(pageId(ref), { revision: seen + 1, entries: new Map(entries) });
    }
    addRows(this.rows, step.rows);
    return 'done';
  };

  pause = (): Promise<void> => this.yield();
}
