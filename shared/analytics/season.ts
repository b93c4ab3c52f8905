import { isoWeekday } from '../kernel/calendar.ts';
import { quantileOf } from '../metrics/comparison/tested.ts';
import { incompleteBeta } from '../metrics/tests/student.ts';
import { type Fit, leastSquares } from './least-squares.ts';
import type { Interval, Refusal } from './method.schema.ts';
import { isRefusal, refuse } from './refusal.ts';

/** A day's value and the weight it has: of a mean how many answers it is of. Days without answers are left out. */
export type DayValue = { day: string; value: number; weight: number };
/** What a weekday (1 Monday to 7 Sunday) or a month (1 to 12) lies above the mean of all, in the unit of the values. */
export type Effect = { key: number; effect: number; interval: Interval };
export type Effects = { effects: Effect[]; f: number; df: [number, number]; p: number };
export type Season = { weekday: Effects | Refusal; month: Effects | Refusal };

export const LEAST_WEEKS = 8;
export const LEAST_ANSWERS = 100;
export const LEAST_DAYS_FOR_MONTHS = 730;
const DAYS = 7;
const CONFIDENCE = 0.95;

const cycles = {
  weekday: (day: string): number => isoWeekday(day),
  month: (day: string): number => Number(day.slice(5, 7)),
} as const;
type Cycle = keyof typeof cycles;

/**
 * Weekdays and months of a daily series: x̄ₜ = level + weekday + month + e by least squares with the weights of the days, the
 * effects of each weighted to a sum of zero, each with its 95 % interval, all of a kind by one F test. `answers` are those of
 * all days, `span` the days from the first to the last. Weekdays need eight weeks and 100 answers, months two years.
 */
export function seasonOf(series: readonly DayValue[], { span, answers }: { span: number; answers: number }): Season {
  const short = (days: number): Refusal | undefined => {
    if (span < days) return refuse('too_short', days, span);
    return answers < LEAST_ANSWERS ? refuse('too_few', LEAST_ANSWERS, answers) : undefined;
  };
  const refused = { weekday: short(LEAST_WEEKS * DAYS), month: short(LEAST_DAYS_FOR_MONTHS) };
  const wanted = (['weekday', 'month'] as const).filter((cycle) => !refused[cycle]);
  const full = fitOf(series, wanted);
  const told = (cycle: Cycle): Effects | Refusal => {
    const refusal = refused[cycle];
    if (refusal) return refusal;
    const others = wanted.filter((one) => one !== cycle);
    const without = full && fitOf(series, others);
    if (!without || !full) return refuse('no_variance', 2, keysOf(series, cycle).length);
    return effectsOf(series, full, without, cycle);
  };
  return { weekday: told('weekday'), month: told('month') };
}

/** What the season adds to a day. */
export function effectOn({ weekday, month }: Season, day: string): number {
  const of = (effects: Effects | Refusal, key: number): number =>
    isRefusal(effects) ? 0 : (effects.effects.find((one) => one.key === key)?.effect ?? 0);
  return of(weekday, cycles.weekday(day)) + of(month, cycles.month(day));
}

type Model = Fit & { columns: { cycle: Cycle; key: number }[] };

const keysOf = (series: readonly DayValue[], cycle: Cycle): number[] =>
  [...new Set(series.map(({ day }) => cycles[cycle](day)))].toSorted((a, b) => a - b);

/** A column for the level, and one for each key of a cycle but its first. */
function fitOf(series: readonly DayValue[], wanted: readonly Cycle[]): Model | undefined {
  const columns = wanted.flatMap((cycle) =>
    keysOf(series, cycle)
      .slice(1)
      .map((key) => ({ cycle, key })),
  );
  const rows = series.map(({ day }) =>
    Float64Array.from([1, ...columns.map(({ cycle, key }) => (cycles[cycle](day) === key ? 1 : 0))]),
  );
  const fit = leastSquares(
    rows,
    Float64Array.from(series, ({ value }) => value),
    Float64Array.from(series, ({ weight }) => weight),
  );
  return fit && { ...fit, columns };
}

function effectsOf(series: readonly DayValue[], full: Model, without: Fit, cycle: Cycle): Effects | Refusal {
  const keys = keysOf(series, cycle);
  const columns = full.columns.flatMap((column, at) =>
    column.cycle === cycle ? [{ key: column.key, at: at + 1 }] : [],
  );
  if (columns.length === 0 || full.residual <= 0) return refuse('no_variance', 2, keys.length);
  const total = series.reduce((sum, { weight }) => sum + weight, 0);
  const shares = new Map(
    keys.map((key) => [
      key,
      series.reduce((sum, { day, weight }) => sum + (cycles[cycle](day) === key ? weight : 0), 0) / total,
    ]),
  );
  const quantile = quantileOf(CONFIDENCE, full.df);
  const effects = keys.map((key): Effect => {
    // Each is a combination of coefficients: its own less the weighted mean of all.
    const combination = columns.map((column) => ({
      at: column.at,
      by: (column.key === key ? 1 : 0) - (shares.get(column.key) ?? 0),
    }));
    const effect = combination.reduce((sum, { at, by }) => sum + by * (full.coefficients[at] ?? 0), 0);
    const variance = combination.reduce(
      (sum, { at, by }) =>
        sum + combination.reduce((all, other) => all + by * other.by * (full.covariance[at]?.[other.at] ?? 0), 0),
      0,
    );
    const half = quantile * Math.sqrt(Math.max(0, variance));
    return { key, effect, interval: { low: effect - half, high: effect + half } };
  });
  const f = Math.max(0, (without.residual - full.residual) / columns.length / (full.residual / full.df));
  return { effects, f, df: [columns.length, full.df], p: fTail(f, columns.length, full.df) };
}

/** P(F > f) under the F distribution: I_{d₂/(d₂ + d₁f)}(d₂/2, d₁/2). */
export const fTail = (f: number, d1: number, d2: number): number => incompleteBeta(d2 / (d2 + d1 * f), d2 / 2, d1 / 2);
