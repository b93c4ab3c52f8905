import type { Settings } from '../company/settings.schema.ts';
import type { Context } from '../kernel/context.ts';
import { compact } from '../kernel/json.ts';
import { type Answer, judgeAll, type Result } from '../metrics/comparison/compare-all.ts';
import { type Asked, compareMany, type Part, partsOf } from '../metrics/comparison/with-past.ts';
import { type MetricName, metrics } from '../metrics/definitions.ts';
import type { Figure } from '../metrics/figure.schema.ts';
import { figureOf } from '../metrics/figure.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';
import { read, scopeOf } from '../metrics/metrics.ts';
import { readNumbers, totalOf } from '../metrics/numbers.ts';
import type { Range } from '../metrics/rows.ts';
import type { Report } from '../report/report.schema.ts';
import type { Compared } from './snapshot-types.ts';

type Of = { range: Range; by?: Grouping | undefined; key?: string | undefined };

/**
 * The single figures of one computation. All that are compared with one past are one family, as on a dashboard: their
 * verdicts are told by {@link judge}, once every section has asked for what it shows.
 */
export class Family {
  readonly #ctx: Context;
  readonly #settings: Settings;
  readonly #compare: Report['compare'];
  readonly #open: { asked: Asked; compared: Compared }[] = [];
  readonly #outside: { metric: Metric; result: Result; item: { comparison: Answer } }[] = [];

  constructor(ctx: Context, settings: Settings, compare: Report['compare']) {
    this.#ctx = ctx;
    this.#settings = settings;
    this.#compare = compare;
  }

  /** A figure that will have its comparisons; one of now has none. Throws 403 for what the reader may not see. */
  async of(name: MetricName, { range, by, key }: Of): Promise<Compared> {
    const metric: Metric = metrics[name];
    const scope = compact(scopeOf(this.#ctx, metric, { by, key }));
    if (metric.live || this.#compare === 'none') return { figure: await this.plain(name, { range, ...scope }) };
    const said = { metric, name, asOf: this.#ctx.now.toISOString() };
    const numbers = await readNumbers(this.#ctx, metric, range, scope, false);
    const figure = figureOf(said, { ...range, ...scope }, totalOf(metric, numbers, scope));
    const compared: Compared = { figure };
    this.#open.push({ asked: { said, scope, range, numbers, keys: [] }, compared });
    return compared;
  }

  /** A figure with its counters, for what it is held against; 403 for what the reader may not see. */
  async part(name: MetricName, { range, by, key }: Of): Promise<Part> {
    const metric: Metric = metrics[name];
    const scope = compact(scopeOf(this.#ctx, metric, { by, key }));
    const numbers = await readNumbers(this.#ctx, metric, range, scope, false);
    const said = { metric, name, asOf: this.#ctx.now.toISOString() };
    const [total] = partsOf({ said, scope, range, numbers, keys: [] }, range, numbers);
    if (!total) throw new Error('a metric without its total');
    return total;
  }

  /** Notes what a test against a value of outside found: {@link judge} tells the verdict in the item, whose distance stays without one. */
  against(item: { comparison: Answer }, { name, result }: { name: MetricName; result: Result }): void {
    this.#outside.push({ metric: metrics[name], result, item });
  }

  /** A figure by itself. */
  async plain(name: MetricName, { range, by, key }: Of): Promise<Figure> {
    const { live }: Metric = metrics[name];
    const of = { name, grain: 'total' as const, by, key };
    return (await read(this.#ctx, live ? of : { ...of, ...range })).total;
  }

  /** Compares all figures so far with the pasts that are asked for, and tells the verdicts about values of outside. */
  async judge(): Promise<void> {
    const outside = this.#outside.splice(0);
    const asked = outside.map(({ metric: { direction }, result }) => ({ direction, result }));
    const answers = judgeAll(asked, this.#settings.comparison.margins);
    for (const [index, { item }] of outside.entries()) {
      const { difference } = item.comparison;
      const answer = answers[index];
      if (answer) item.comparison = { ...answer, difference: answer.difference ?? difference };
    }
    await this.#judgePasts();
  }

  async #judgePasts(): Promise<void> {
    const open = this.#open.splice(0);
    if (this.#compare === 'none' || open.length === 0) return;
    const asked = open.map((one) => one.asked);
    const told = await compareMany(this.#ctx, this.#compare, this.#settings, asked);
    for (const [index, { compared }] of open.entries()) Object.assign(compared, told[index]?.[0]);
  }
}
