import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { metricNames } from './definitions.ts';
import { directions, groupings, variants } from './metric.ts';

export const MetricName = z
  .enum(metricNames)
  .meta({ id: 'MetricName', description: 'A metric of the catalogue', example: 'nps' });
export type MetricName = z.output<typeof MetricName>;

export const Grouping = z
  .enum(groupings)
  .meta({ id: 'Grouping', description: 'What to break a number down by', example: 'agent' });
export const VariantName = z.enum(variants);
export const Direction = z
  .enum(directions)
  .meta({ id: 'Direction', description: 'Whether more of it is good, bad, or neither', example: 'up_good' });

export const value = computedNumber
  .nullable()
  .meta({ description: 'Not rounded; null when there is nothing to compute from', example: -35.897435897435898 });
export const n = z.int().meta({ description: 'How many answers or records it rests on', example: 39 });
export const marginOfError = computedNumber
  .optional()
  .meta({ description: 'Half-width of the 95 % interval', example: 25.12 });
export const counts = z.record(z.string(), computedNumber);

export const Reading = z.object({
  value,
  n,
  lowSample: z
    .literal(true)
    .optional()
    .meta({ description: 'There is a value, but it rests on fewer than 30 answers or records' }),
  marginOfError,
  interval: z
    .object({ low: computedNumber, high: computedNumber })
    .optional()
    .meta({ description: 'The 95 % interval where it is not symmetric' }),
  excluded: counts.meta({
    description:
      'What was left out, by reason; `floor`: answers to anonymous surveys, fewer than `privacy.anonymityFloor`, or those that a subtraction would give such answers away with',
    example: { spam: 2 },
  }),
  breakdown: counts.optional().meta({
    description: 'Counts of the parts that make up n',
    example: { promoters: 8, passives: 9, detractors: 22 },
  }),
  shares: counts.optional().meta({ description: 'The same parts in per cent, for metrics that are shares' }),
});

const call = z.object({ path: z.string(), query: z.record(z.string(), z.string()) });

/** Why the rows of a figure cannot be listed. */
export const unlisted = ['no_feedback', 'answers_only', 'of_now', 'of_rest', 'floor'] as const;

/** One number of a metric with all that belongs to it. */
export const Figure = Reading.extend({
  metric: MetricName,
  variant: VariantName.optional(),
  unit: z.string().meta({ example: 'points' }),
  direction: Direction,
  formula: z.string(),
  formulaVersion: z.int().min(1).meta({ description: 'Rises when the formula changes what it says', example: 1 }),
  asOf: z.iso.datetime(),
  scope: z.object({ from: z.string(), to: z.string(), by: Grouping.optional(), key: z.string().optional() }).meta({
    description: 'Which days, first and last, and of whom',
    example: { from: '2026-11-01', to: '2026-11-30' },
  }),
  records: call.nullable().meta({
    description: 'The call that lists the n records behind it; null where they cannot be listed',
    example: { path: '/api/crm/metrics/nps/records', query: { from: '2026-11-01', to: '2026-11-30' } },
  }),
  partRecords: z
    .record(z.string(), call)
    .optional()
    .meta({
      description: 'The calls that list the records of each part of `breakdown`, where it has any',
      example: {
        promoters: {
          path: '/api/crm/metrics/nps/records',
          query: { from: '2026-11-01', to: '2026-11-30', part: 'promoters' },
        },
      },
    }),
  reason: z.enum(unlisted).optional().meta({
    description:
      'Why nothing is listed: what is counted is no feedback, only the answered part is, it is counted as of now, it is the rest beside a group, or all of it are anonymous answers, too few to be told (`excluded.floor` of them)',
  }),
}).meta({ id: 'Figure', description: 'One number of a metric with its n, scope and time' });
export type Figure = z.output<typeof Figure>;
