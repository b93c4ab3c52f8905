import { mondayOf, addDays } from '../kernel/calendar.ts';
import type { Direction } from '../metrics/metric.ts';
import type { Verdict } from '../metrics/comparison/verdict.ts';
import { type AdjustedDay, type ChangePoint, changePointsOf } from './change-points.ts';
import { LEVEL } from './kitagawa.ts';
import { type MannKendall, mannKendall } from './mann-kendall.ts';
import type { Refusal } from './method.schema.ts';
import { refuse, isRefusal } from './refusal.ts';
import { type Effects, effectOn, LEAST_WEEKS, type Season, seasonOf } from './season.ts';

/** A complete day: of a mean its value and how many answers it is of, of a number of records the number itself. */
export type TrendDay = { day: string; value: number | null; n: number };
/** Means and shares add a season, numbers of records multiply by it. */
export type Scale = 'additive' | 'multiplicative';

export type Week = { week: string; value: number; n: number };
export type TrendOf = {
  adjusted: { day: string; value: number | null }[];
  weekday: Effects | Refusal;
  month: Effects | Refusal;
  trend: (MannKendall & { weeks: Week[]; verdict: Verdict }) | Refusal;
  changePoints: ChangePoint[] | Refusal;
};

const WEEK_DAYS = 7;

/**
 * What a daily series holds: its season, the series without it, whether the weeks of that rise or fall, and the days on which
 * its level changed. `days` are all complete days of a period, in their order, also those on which nothing came.
 */
export function trendOf(days: readonly TrendDay[], scale: Scale, direction: Direction): TrendOf {
  const answers = days.reduce((sum, { n }) => sum + n, 0);
  const series = days.flatMap(({ day, value, n }) => {
    if (scale === 'multiplicative') return [{ day, value: Math.log(n + 0.5), weight: 1, n }];
    return value === null || n === 0 ? [] : [{ day, value, weight: n, n }];
  });
  const season = seasonOf(series, { span: days.length, answers });
  const adjusted = series.map(({ day, value, weight, n }): AdjustedDay => {
    const effect = effectOn(season, day);
    const told = scale === 'multiplicative' ? n / Math.exp(effect) : value - effect;
    return { day, value: value - effect, weight, answers: n, told };
  });
  const told = new Map(adjusted.map((one) => [one.day, one.told]));
  return {
    adjusted: days.map(({ day }) => ({ day, value: told.get(day) ?? null })),
    ...inUnit(season, scale),
    trend: weeklyTrend(weeksOf(days, adjusted), direction),
    changePoints: changePointsOf(adjusted),
  };
}

/** Effects of a number of records are factors of it. */
function inUnit({ weekday, month }: Season, scale: Scale): Season {
  if (scale === 'additive') return { weekday, month };
  const factors = (of: Effects | Refusal): Effects | Refusal =>
    isRefusal(of)
      ? of
      : {
          ...of,
          effects: of.effects.map(({ key, effect, interval: { low, high } }) => ({
            key,
            effect: Math.exp(effect),
            interval: { low: Math.exp(low), high: Math.exp(high) },
          })),
        };
  return { weekday: factors(weekday), month: factors(month) };
}

/** The means of the weeks that lie whole in the period, by the weights of their days; a week without answers has none. */
function weeksOf(days: readonly TrendDay[], adjusted: readonly AdjustedDay[]): Week[] {
  const [first = '', last = ''] = [days[0]?.day, days.at(-1)?.day];
  const weeks = Map.groupBy(adjusted, ({ day }) => mondayOf(day));
  return [...weeks].flatMap(([week, own]): Week[] => {
    if (week < first || addDays(week, WEEK_DAYS - 1) > last) return [];
    const weight = own.reduce((sum, one) => sum + one.weight, 0);
    const value = own.reduce((sum, one) => sum + one.weight * one.told, 0) / weight;
    return [{ week, value, n: own.reduce((sum, one) => sum + one.answers, 0) }];
  });
}

function weeklyTrend(weeks: Week[], direction: Direction): TrendOf['trend'] {
  if (weeks.length < LEAST_WEEKS) return refuse('too_short', LEAST_WEEKS, weeks.length);
  const points = weeks.map(({ week, value }) => ({ at: Date.parse(week) / (WEEK_DAYS * 86_400_000), value }));
  const found = mannKendall(points);
  return { ...found, weeks, verdict: verdictOf(found, direction) };
}

function verdictOf({ p, s }: MannKendall, direction: Direction): Verdict {
  if (p > LEVEL || s === 0) return 'no_clear_change';
  if (direction === 'neutral') return s > 0 ? 'higher' : 'lower';
  return s > 0 === (direction === 'up_good') ? 'better' : 'worse';
}
