import type { Contribution, CountedKind } from './counted-kind.ts';

/** One counter row to change: how much each counter moves. */
export type RowDelta = { dimension: string; grain: Grain; period: string; key: string; deltas: Map<string, number> };
export type Grain = 'day' | 'month';

// A cell is an object so that counting costs one look-up instead of a get and a set.
type Cells = Map<string, { by: number }>;
type Layout = Pick<CountedKind, 'dimensions' | 'countsIn' | 'beside' | 'isMonthly'>;
type Day = { month: string; rows: Map<string, Map<string, Cells>> };

function move(row: Cells, name: string, by: number): void {
  const cell = row.get(name);
  if (cell) cell.by += by;
  else row.set(name, { by });
}

/**
 * Sums contributions into rows. Only day rows are summed while folding; month rows are their sum at the
 * end. Nested maps instead of composed keys: this is the hot loop of the whole pipeline.
 */
export class Totals {
  readonly #days = new Map<string, Day>();
  readonly #months = new Set<string>();
  readonly #kind: Layout;
  #rows = 0;

  constructor(kind: Layout) {
    this.#kind = kind;
  }

  /** How many rows, of both grains, the sums so far would touch. */
  get rows(): number {
    return this.#rows;
  }

  /** Adds a contribution, or takes it away again with `sign` −1. */
  add(contribution: Contribution, sign: 1 | -1): void {
    const { day: name, dims, counters } = contribution;
    const { dimensions, countsIn, beside } = this.#kind;
    let day = this.#days.get(name);
    if (!day) this.#days.set(name, (day = { month: name.slice(0, 7), rows: new Map() }));
    const names = Object.keys(counters);
    for (const dimension of dimensions) {
      const key = dims[dimension];
      if (key === undefined) continue;
      const row = this.#row(day, dimension, key);
      for (const counter of names) {
        if (!countsIn || countsIn(dimension, counter)) move(row, counter, (counters[counter] ?? 0) * sign);
      }
      const [extra, by] = beside?.(dimension, contribution) ?? [];
      if (extra !== undefined && by !== undefined) move(row, extra, by * sign);
    }
  }

  #row(day: Day, dimension: string, key: string): Cells {
    let keys = day.rows.get(dimension);
    if (!keys) day.rows.set(dimension, (keys = new Map()));
    let row = keys.get(key);
    if (!row) {
      keys.set(key, (row = new Map()));
      if (!this.#kind.isMonthly?.(dimension)) this.#rows++;
      const month = `${day.month} ${dimension} ${key}`;
      if (!this.#months.has(month)) this.#rows++;
      this.#months.add(month);
    }
    return row;
  }

  /** Every row whose counters move, of both grains; what cancels out is left away. */
  deltas(): RowDelta[] {
    const months = new Map<string, RowDelta>();
    const changed: RowDelta[] = [];
    for (const [period, { month, rows }] of this.#days) {
      for (const [dimension, keys] of rows) {
        for (const [key, row] of keys) {
          const deltas = new Map<string, number>();
          for (const [name, { by }] of row) if (by !== 0) deltas.set(name, by);
          if (deltas.size === 0) continue;
          if (!this.#kind.isMonthly?.(dimension)) changed.push({ dimension, grain: 'day', period, key, deltas });
          const id = `${month} ${dimension} ${key}`;
          let total = months.get(id);
          if (!total) months.set(id, (total = { dimension, grain: 'month', period: month, key, deltas: new Map() }));
          for (const [name, by] of deltas) total.deltas.set(name, (total.deltas.get(name) ?? 0) + by);
        }
      }
    }
    for (const total of months.values()) {
      for (const [name, by] of total.deltas) if (by === 0) total.deltas.delete(name);
      if (total.deltas.size > 0) changed.push(total);
    }
    return changed;
  }
}
