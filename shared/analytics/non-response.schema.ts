import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { n } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { Interval, Method, Refusal } from './method.schema.ts';
import { Verdict } from './verdict.schema.ts';

/** By what invitations and scores are both counted. */
export const invitedBy = ['segment', 'tier', 'channel', 'team', 'language'] as const;
export const scored = ['csat_avg', 'ces_avg', 'nps'] as const;

export const NonResponseQuery = z.strictObject({
  by: z.enum(invitedBy),
  metric: z.enum(scored).default('csat_avg'),
  from: Day.optional(),
  to: Day.optional(),
});
export type NonResponseQuery = z.output<typeof NonResponseQuery>;

const rate = {
  invited: n,
  answered: n,
  rate: computedNumber.nullable().meta({ description: 'Answered by invited, 0–1', example: 0.3 }),
  interval: Interval.optional().meta({ description: 'Wilson, 95 %' }),
};

export const NonResponse = z
  .object({
    by: z.enum(invitedBy),
    metric: z.enum(scored),
    from: z.string(),
    to: z.string(),
    asOf: z.iso.datetime(),
    ...rate,
    weighted: z
      .union([
        z.object({
          raw: computedNumber.meta({ description: 'Mean of all answers', example: 4.0818 }),
          weighted: computedNumber.meta({ description: 'As if every group had answered as often', example: 3.9 }),
          marginOfError: computedNumber,
          shift: computedNumber.meta({ description: 'Weighted less raw', example: -0.18 }),
        }),
        Refusal,
      ])
      .meta({ description: 'Groups with fewer than ten answers count as one' }),
    groups: z.array(
      z.object({
        ...rate,
        key: z.string().nullable().meta({ description: 'Null: of no key' }),
        score: computedNumber.nullable().meta({ description: 'Mean of its answers, from whatever source' }),
        n,
        toRest: Verdict.optional().meta({ description: 'Its rate against that of all others' }),
      }),
    ),
    reminders: z
      .object({ first: n, afterReminder: n, share: computedNumber.nullable(), interval: Interval.optional() })
      .meta({ description: 'Answers to the first mail and after a reminder' }),
    methods: z.object({ weighting: Method, rate: Method }),
  })
  .meta({ id: 'NonResponse' });
export type NonResponse = z.output<typeof NonResponse>;
