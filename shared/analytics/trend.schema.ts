import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { verdicts } from '../metrics/comparison/verdict.ts';
import { Grouping, MetricName, n, value } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { Interval, Method, Refusal } from './method.schema.ts';

/** Which numbers over time: a metric, of one key of a dimension where `by` is given. */
export const seriesQuery = {
  metric: MetricName.meta({ description: 'A mean, a share, NPS or a number of records' }),
  by: Grouping.optional().meta({ description: 'With `key`: only of that key' }),
  key: z.string().min(1).max(512).optional().meta({ description: 'One key of `by`', example: 'agent-7' }),
};

export const TrendQuery = z.strictObject({
  ...seriesQuery,
  from: Day.optional().meta({ description: 'First day, inclusive; 364 days before `to` unless given' }),
  to: Day.optional().meta({ description: 'Last day, inclusive; yesterday unless given' }),
});
export type TrendQuery = z.output<typeof TrendQuery>;

const Effects = z
  .object({
    effects: z.array(
      z.object({
        key: z.int().meta({ description: 'Weekday, 1 Monday to 7 Sunday, or month, 1 to 12', example: 1 }),
        effect: computedNumber.meta({
          description: 'What it lies above the mean of all; of numbers of records the factor of it',
          example: -0.2,
        }),
        interval: Interval,
      }),
    ),
    f: computedNumber.meta({ description: 'F of all effects together' }),
    df: z.array(computedNumber).length(2),
    p: computedNumber.meta({ description: 'Whether they differ at all', example: 0.0003 }),
  })
  .meta({ id: 'SeasonEffects' });

/** What stands near a change in time. */
export const causes = ['initiative', 'template', 'taxonomy'] as const;

const Cause = z.object({
  kind: z.enum(causes).meta({ description: 'An initiative that was shipped, or what was last changed' }),
  id: z.string(),
  day: z.string(),
  name: z.string().optional(),
});
export type Cause = z.output<typeof Cause>;

const ChangePoint = z
  .object({
    day: z.string().meta({ description: 'The first day of the new level', example: '2026-07-01' }),
    before: computedNumber.meta({ description: 'Mean of the stretch before, without the season; of records per day' }),
    after: computedNumber,
    difference: computedNumber,
    interval: Interval.meta({ description: '95 % interval of `difference`' }),
    p: computedNumber.meta({ description: 'Of the permutations', example: 0.002 }),
    causes: z.array(Cause).optional().meta({ description: 'What lies within seven days of it: near in time, no more' }),
  })
  .meta({ id: 'ChangePoint' });

export const Trend = z
  .object({
    metric: MetricName,
    unit: z.string(),
    by: Grouping.optional(),
    key: z.string().optional(),
    from: z.string(),
    to: z.string(),
    asOf: z.iso.datetime(),
    scale: z
      .enum(['additive', 'multiplicative'])
      .meta({ description: 'Whether effects are added, or multiply, as those of numbers of records do' }),
    raw: z.array(z.object({ day: z.string(), value, n })),
    adjusted: z.array(z.object({ day: z.string(), value })).meta({ description: 'Without the effects of the season' }),
    weekday: z.union([Effects, Refusal]).meta({ description: 'Needs eight weeks and 100 answers' }),
    month: z.union([Effects, Refusal]).meta({ description: 'Needs two years' }),
    trend: z
      .union([
        z.object({
          weeks: z.array(z.object({ week: z.string().meta({ description: 'Its Monday' }), value: computedNumber, n })),
          s: z.int().meta({ description: 'Pairs of weeks that rise less pairs that fall' }),
          slope: computedNumber.meta({ description: 'Median rise per week' }),
          interval: Interval,
          p: computedNumber,
          verdict: z.enum(verdicts),
        }),
        Refusal,
      ])
      .meta({ description: 'Of the weeks without the season; needs eight' }),
    changePoints: z.union([z.array(ChangePoint), Refusal]).meta({ description: 'Needs 28 days and 60 answers' }),
    methods: z.object({ season: Method, trend: Method, changePoints: Method }),
  })
  .meta({ id: 'Trend', description: 'Season, trend and changes of level of a number' });
export type Trend = z.output<typeof Trend>;
