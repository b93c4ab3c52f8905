import type { Contribution, CountedKind, CountingSettings } from '../../../shared/metrics/counted-kind.ts';
import { encodeEntry } from '../../../shared/metrics/ledger.ts';
import { pagePut, rowUpdate } from '../../../shared/metrics/rollup.ts';
import { type RowDelta, Totals } from '../../../shared/metrics/totals.ts';

export type Row = { pk: string; sk: string } & Record<string, unknown>;

/** What is counted of one record: its revisions in order, each as it was then. */
export type Counted<R> = { id: string; month: string; page: string; revisions: readonly R[] };

/**
 * Counter rows and ledger pages of many records, as the stream reader leaves them after it has counted one change after
 * the other, folded in memory. Each record has a ledger page of its own.
 */
export class Folded<R> {
  readonly #kind: CountedKind<R>;
  readonly #settings: CountingSettings;
  readonly #sums = new Map<string, RowDelta>();
  readonly #pages: Row[] = [];
  readonly #companyId: string;

  constructor(companyId: string, kind: CountedKind<R>, settings: CountingSettings) {
    this.#companyId = companyId;
    this.#kind = kind;
    this.#settings = settings;
  }

  add({ id, month, page, revisions }: Counted<R>): void {
    let before: readonly Contribution[] = [];
    for (const record of revisions) {
      const after = this.#kind.contributions(record, this.#settings);
      const totals = new Totals(this.#kind);
      for (const one of before) totals.add(one, -1);
      for (const one of after) totals.add(one, 1);
      for (const delta of totals.deltas()) this.#move(delta);
      before = after;
    }
    const entry = encodeEntry(this.#kind.dimensions, { revision: revisions.length, applied: before });
    const write = { ref: { month, page }, seen: revisions.length - 1, entries: new Map([[id, entry]]), gone: false };
    this.#pages.push(pagePut(this.#companyId, this.#kind, write, new Date(0)).Put?.Item as Row);
  }

  /** A counter that has moved stays with its row, also when it is 0 again. */
  #move(delta: RowDelta): void {
    const { dimension, grain, period, key, deltas } = delta;
    const name = `${grain} ${period} ${dimension} ${key}`;
    const sum = this.#sums.get(name);
    if (!sum) this.#sums.set(name, delta);
    else for (const [counter, by] of deltas) sum.deltas.set(counter, (sum.deltas.get(counter) ?? 0) + by);
  }

  /** Counter rows, and the pages that {@link pages} has not given yet. */
  rows(): Row[] {
    const counters = [...this.#sums.values()].map((delta) => added(rowUpdate(this.#companyId, this.#kind, delta)));
    return [...counters, ...this.pages()];
  }

  /** The ledger pages since the last call, for whoever has no room for all of them. */
  pages(): Row[] {
    return this.#pages.splice(0);
  }
}

/** What an addition makes of a row that there is not yet: the addition itself. */
function added({ Update }: ReturnType<typeof rowUpdate>): Row {
  const { Key, ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = Update ?? {};
  const fields = Object.entries(names).map(([place, name]) => [name, values[place.replace('#', ':')]]);
  return { ...(Key as { pk: string; sk: string }), ...Object.fromEntries(fields) };
}
