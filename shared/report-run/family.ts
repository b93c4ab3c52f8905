import type { Settings } from '../company/settings.schema.ts';
import type { Context } from '../kernel/context.ts';
import { compact } from '../kernel/json.ts';
import { type Asked, compareMany } from '../metrics/comparison/with-past.ts';
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

  /** A figure by itself. */
  async plain(name: MetricName, { range, by, key }: Of): Promise<Figure> {
    const { live }: Metric = metrics[name];
    const of = { name, grain: 'total' as const, by, key };
    return (await read(this.#ctx, live ? of : { ...of, ...range })).total;
  }

  /** Compares all figures so far with the pasts that are asked for. */
  async judge(): Promise<void> {
    const open = this.#open.splice(0);
    if (this.#compare === 'none' || open.length === 0) return;
    const asked = open.map((one) => one.asked);
    const told = await compareMany(this.#ctx, this.#compare, this.#settings, asked);
    for (const [index, { compared }] of open.entries()) Object.assign(compared, told[index]?.[0]);
  }
}
