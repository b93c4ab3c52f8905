import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { standings, unranked } from './ranking.ts';
import { Comparison } from './comparison/comparison.schema.ts';
import {
  counts,
  Direction,
  Figure,
  Grouping,
  marginOfError,
  MetricName,
  n,
  Reading,
  value,
  VariantName,
} from './figure.schema.ts';

export const Grain = z.enum(['total', 'day', 'month']);

/**
 * The same as one pattern for the API document: of two that must hold at once, those who generate requests from it satisfy
 * the first and throw two thirds away for the second.
 */
const DAY_PATTERN =
  '^(?:(?:19(?:7[26]|8[048]|9[26])|(?:[2468][048]|[3579][26])00|[2-9]\\d(?:0[48]|[2468][048]|[13579][26]))-02-29|(?:19[7-9]\\d|[2-9]\\d{3})-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])))$';

export const Day = z.iso
  .date()
  .regex(/^(?:19[7-9]|[2-9]\d\d)\d-/, 'must be a day from 1970-01-01 on')
  .refine((day) => day <= '9999-11-30', 'must be a day before December 9999')
  .meta({
    description: 'A day in the company’s time zone',
    example: '2026-11-21',
    pattern: DAY_PATTERN,
    allOf: undefined,
  });

const period = {
  from: Day.optional().meta({
    description: 'First day, inclusive; 29 days before `to` unless given',
    example: '2026-11-01',
  }),
  to: Day.optional().meta({ description: 'Last day, inclusive; today unless given', example: '2026-11-30' }),
};
const group = {
  by: Grouping.optional().meta({ description: 'Also one number per key of this dimension' }),
  key: z.string().min(1).max(512).optional().meta({
    description:
      'Only this key of `by`, as the groups show it, e.g. one agent; then the total is that key’s. A subcategory is `category/subcategory`, where `~0` stands for `~` and `~1` for `/` inside either name',
    example: 'agent-7',
  }),
};

/** Longest ranges, in days: a year of single days, ten years of months or of one total. */
export const MAX_DAYS = { day: 366, month: 3_660, total: 3_660 } as const;

export const ReadMetric = z.strictObject({
  ...period,
  grain: Grain.default('total'),
  ...group,
  variant: VariantName.optional().meta({
    description: 'Another way of reading the metric, where the catalogue names one: `wall` counts minutes on the clock',
  }),
  compare: z.enum(['previous', 'lastYear', 'both']).optional().meta({
    description:
      'Also compares with the period before, or the same one a year ago; for ranges of at most 366 days that do not reach into that past. All comparisons with one past are judged together',
  }),
});
export const ReadRecords = {
  ...period,
  ...group,
  part: z.string().min(1).max(100).optional().meta({
    description: 'Only the records of this part of the metric’s `breakdown`',
    example: 'promoters',
  }),
};
/** A reconcile recomputes from the records themselves, so it asks for less at once. */
export const ReconcileQuery = z.strictObject(period);

const reason = z
  .literal('floor')
  .optional()
  .meta({ description: 'All of it are anonymous answers, too few to be told' });

const Point = z.object({
  period: z.string().meta({ description: 'A day or a month', example: '2026-11-01' }),
  value,
  n,
  marginOfError,
  breakdown: counts.optional(),
  reason,
});

const comparisons = z
  .object({ previous: Comparison.optional(), lastYear: Comparison.optional() })
  .optional()
  .meta({ description: 'With the pasts that `compare` names; of the 500 groups with the most answers' });

const Group = Reading.extend({
  key: z.string().meta({ example: 'agent-7' }),
  reason,
  comparisons,
  team: z
    .string()
    .optional()
    .meta({ description: 'Of agents: the team most of the agent’s CSAT answers were given for' }),
  teamAverage: computedNumber
    .nullable()
    .optional()
    .meta({ description: 'Of agents: that team’s value, to be read beside the agent’s' }),
  adjusted: computedNumber.optional().meta({
    description:
      'Of means and shares by agent, team, category or segment: the value drawn towards the team’s or the company’s while answers are few',
  }),
  adjustedInterval: z
    .object({ low: computedNumber, high: computedNumber })
    .optional()
    .meta({ description: 'The 95 % interval of `adjusted`' }),
  place: z
    .int()
    .optional()
    .meta({ description: 'Among those with ten answers, the best by `adjusted` first', example: 1 }),
  standing: z
    .enum(standings)
    .optional()
    .meta({ description: 'Whether that interval lies above or below what the group is drawn towards' }),
});

const Ranking = z
  .object({
    ranked: z.boolean(),
    reason: z.enum(unranked).optional().meta({
      description: '`chance`: differences are no larger than chance; `too_few`: fewer than three have ten answers',
    }),
    sigma2: computedNumber.meta({ description: 'The variance within groups', example: 1.059 }),
    tau2: computedNumber.meta({ description: 'The variance between their true values', example: 0.0894 }),
    k: computedNumber.nullable().meta({
      description: 'Answers that a group is drawn with: `sigma2` by `tau2`; null where groups do not differ',
      example: 11.9,
    }),
    estimated: z.boolean().meta({ description: 'False while fewer than five groups have five answers; then k is 10' }),
  })
  .meta({ id: 'Ranking', description: 'How groups are ranked, and whether they can be' });

export const MetricReport = z
  .object({
    metric: MetricName,
    title: z.string(),
    formula: z.string(),
    unit: z.string(),
    from: z.string(),
    to: z.string(),
    timeZone: z.string().meta({ example: 'Europe/Berlin' }),
    grain: Grain,
    by: Grouping.optional(),
    key: z.string().optional(),
    variant: VariantName.optional(),
    asOf: z.iso.datetime(),
    total: Figure,
    comparisons: comparisons.meta({ description: 'Of the total, with the pasts that `compare` names' }),
    series: z.array(Point).meta({ description: 'One point per day or month of the range, empty ones with n = 0' }),
    groups: z.array(Group).meta({ description: 'Per key of `by`, most answers first' }),
    ranking: Ranking.optional(),
    breakdown: counts.optional(),
  })
  .meta({ id: 'MetricReport' });
export type MetricReport = z.output<typeof MetricReport>;

export const Catalogue = z.object({
  items: z.array(
    z.object({
      name: MetricName,
      title: z.string(),
      formula: z.string(),
      unit: z.string(),
      direction: Direction,
      citation: z.string(),
      dimensions: z.array(Grouping),
      grains: z.array(Grain),
      defaultBy: Grouping.optional(),
      variants: z.array(VariantName).optional(),
    }),
  ),
});

export const Drift = z
  .object({
    drift: z
      .int()
      .meta({ description: 'Counters that differ from what the records add up to; 0 is the promise', example: 0 }),
    checked: z.int().meta({ description: 'Records read for the comparison', example: 1240 }),
    counters: z.int().meta({ description: 'Counters compared', example: 9120 }),
    from: z.string(),
    to: z.string(),
    asOf: z.iso.datetime(),
    sweepRequested: z.array(z.string()).meta({
      description: 'Months with a difference, which are now counted again from the records; seconds to minutes',
      example: ['2026-11'],
    }),
  })
  .meta({ id: 'Drift' });
