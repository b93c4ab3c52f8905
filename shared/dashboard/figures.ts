import { addDays } from '../kernel/calendar.ts';
import { type Answer, compareAll, type Side, untested } from '../metrics/comparison/compare-all.ts';
import type { Margins } from '../metrics/comparison/margins.schema.ts';
import { type Past, pasts } from '../metrics/comparison/periods.ts';
import { metrics } from '../metrics/definitions.ts';
import { figureOf } from '../metrics/figure.ts';
import type { Counters } from '../metrics/counters.ts';
import { eachFromFloor, holdsAnonymous, leftOut, named } from '../metrics/floor.ts';
import type { MetricName } from '../metrics/figure.schema.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';
import { proportion } from '../metrics/readings.ts';
import type { Range } from '../metrics/rows.ts';
import type { DashboardFigure, Point } from './dashboard.schema.ts';
import { type DayCounters, sumIn } from './day-counters.ts';
import type { Pairs } from './periods.ts';

export type Said = { asOf: string; today: string; range: Range; pairs: Pairs; margins: Margins; floor: number };
/** One number of a page: of which metric, of whom, and the days behind it. */
export type Asked = {
  metric: MetricName;
  by?: Grouping | undefined;
  key?: string | undefined;
  /** The share of this part of its breakdown, from 0 to 1. */
  part?: string | undefined;
  days: DayCounters;
  /** The other keys of the breakdown and itself, where a group that is hidden could be told by subtracting the rest. */
  among?: readonly (readonly [key: string, days: DayCounters])[] | undefined;
};
/** Whose values are listed by their periods. */
type Listed = Pick<Asked, 'metric' | 'days' | 'key' | 'among'>;

/**
 * The numbers of one page. Each is compared with both pasts; all that is compared with one past is one family, so verdicts
 * are told by `judge`, once the page is complete.
 */
export class Figures {
  readonly #said: Said;
  readonly #asked: { figure: DashboardFigure; asked: Asked }[] = [];

  constructor(said: Said) {
    this.#said = said;
  }

  /** A figure that will have its comparisons. */
  of(asked: Asked): DashboardFigure {
    const figure = this.#figure(asked, this.#said.range);
    this.#asked.push({ figure, asked });
    return figure;
  }

  /** A figure by itself. */
  plain(asked: Asked): DashboardFigure {
    return this.#figure(asked, this.#said.range);
  }

  /** Whether the anonymous answers among the counters of a range, `own`, are too few to be told. */
  #isCut({ metric: name, part, key = '', days, among = [[key, days]] }: Asked, range: Range, own: Counters): boolean {
    if (!holdsAnonymous(own)) return false;
    const parts = new Map(among.map(([each, theirs]) => [each, sumIn(theirs, range)]));
    return leftOut(metricOf(name, part), parts, this.#said.floor).has(key);
  }

  /** Days as they may be told of a range. */
  #told(asked: Asked, range: Range): DayCounters {
    const { days } = asked;
    if (!this.#isCut(asked, range, sumIn(days, range))) return days;
    return Object.fromEntries(Object.entries(days).map(([day, counters]) => [day, named(counters)]));
  }

  #figure(asked: Asked, range: Range): DashboardFigure {
    const { metric: name, by, key, part } = asked;
    const metric = metricOf(name, part);
    const scope = { ...range, ...(by && { by }), ...(key !== undefined && { key }) };
    const own = sumIn(asked.days, range);
    const reading = metric.read(this.#isCut(asked, range, own) ? named(own) : own);
    const figure = figureOf({ metric, name, asOf: this.#said.asOf }, scope, reading);
    if (part === undefined) return figure;
    const { records } = figure;
    return {
      ...figure,
      part,
      ...(records && { partRecords: { [part]: { ...records, query: { ...records.query, part } } } }),
    };
  }

  /** Compares all figures so far with both pasts. */
  judge(): void {
    for (const past of pasts) {
      const pair = this.#said.pairs[past];
      if (pair === undefined) continue;
      if (pair === 'no_complete_day') {
        for (const { figure } of this.#asked) tell(figure, past, { before: null, ...untested(pair, 0) });
        continue;
      }
      const questions = this.#asked.map(({ asked }) => ({
        metric: metricOf(asked.metric, asked.part),
        before: sideOf(this.#told(asked, pair.before), pair.before),
        now: sideOf(this.#told(asked, pair.now), pair.now),
      }));
      for (const [index, answer] of compareAll(questions, this.#said.margins).entries()) {
        const { figure, asked } = this.#asked[index] ?? {};
        if (!figure || !asked) continue;
        tell(figure, past, {
          ...(pair.partial && { partial: true as const, now: this.#figure(asked, pair.now) }),
          before: this.#figure(asked, pair.before),
          ...answer,
        });
      }
    }
  }

  /** The values of a metric by day, or by month where the range is long. */
  series(asked: Listed, range = this.#said.range): Point[] {
    return this.#points(asked, range, grainOf(this.#said.range));
  }

  #points(asked: Listed, range: Range, grain: Grain): Point[] {
    const metric: Metric = metrics[asked.metric];
    const days = this.#told(asked, range);
    // Days to come have nothing to show.
    const known = { from: range.from, to: range.to < this.#said.today ? range.to : this.#said.today };
    const periods = periodsOf(known, grain);
    const counters = periods.map((part) => sumIn(days, part));
    return eachFromFloor(metric, counters, this.#said.floor).map((own, at) => {
      const { value, n } = metric.read(own);
      return { period: periods[at]?.period ?? '', value, n };
    });
  }

  /** The values of a metric by weeks from the first day on. */
  weeks(asked: Listed): Point[] {
    return this.#points(asked, this.#said.range, 'week');
  }

  /** The same of the range and of both pasts. */
  trend(asked: Listed) {
    const { pairs } = this.#said;
    const past = (name: Past) => {
      const pair = pairs[name];
      return pair && pair !== 'no_complete_day' ? { [name]: this.series(asked, pair.before) } : {};
    };
    return { now: this.series(asked), ...past('previous'), ...past('lastYear') };
  }
}

function tell(figure: DashboardFigure, past: Past, said: Omit<Answer, 'with'> & Pick<Comparison, 'before'>): void {
  figure.compare = { ...figure.compare, [past]: { with: past, ...said } };
}
type Comparison = NonNullable<NonNullable<DashboardFigure['compare']>['previous']>;

/** A metric as declared, or the share of one part of its breakdown. */
function metricOf(name: MetricName, part: string | undefined): Metric {
  const metric: Metric = metrics[name];
  if (part === undefined) return metric;
  return {
    ...metric,
    unit: 'ratio 0–1',
    direction: 'neutral',
    sample: 'share',
    read: (counters) => {
      const { n, breakdown = {}, excluded } = metric.read(counters);
      return { ...proportion(breakdown[part] ?? 0, n, 1), excluded };
    },
  };
}

function sideOf(days: DayCounters, range: Range): Side {
  const each: { day: string; counters: DayCounters[string] }[] = [];
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) each.push({ day, counters: days[day] ?? {} });
  return { counters: sumIn(days, range), days: each };
}

/** So many days are shown one by one, more by their months. */
const MOST_SINGLE_DAYS = 92;
export type Grain = 'day' | 'week' | 'month';
export const grainOf = ({ from, to }: Range): Grain => (addDays(from, MOST_SINGLE_DAYS) > to ? 'day' : 'month');

/** The days, weeks (from the first day on) or months of a range, each with the days that it covers. */
export function periodsOf(range: Range, grain: Grain): (Range & { period: string })[] {
  const periods: (Range & { period: string })[] = [];
  let first = range.from;
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) {
    if (grain === 'week' && addDays(first, 7) === day) first = day;
    const period = grain === 'day' ? day : grain === 'month' ? day.slice(0, 7) : first;
    const last = periods.at(-1);
    if (last?.period === period) last.to = day;
    else periods.push({ period, from: day, to: day });
  }
  return periods;
}
