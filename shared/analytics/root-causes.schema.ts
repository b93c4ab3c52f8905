import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { verdicts } from '../metrics/comparison/verdict.ts';
import { n } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { Interval, Method } from './method.schema.ts';

export const RootCausesQuery = z.strictObject({ from: Day.optional(), to: Day.optional() });
export type RootCausesQuery = z.output<typeof RootCausesQuery>;

const Step = z.object({
  kind: z.enum(['category', 'theme', 'cause', 'not_asked', 'other']).meta({
    description: '`not_asked`: no closed follow-up says why; `other`: branches with fewer than five records together',
  }),
  key: z.string().nullable().meta({ description: 'Null where there is none', example: 'delivery' }),
});

export const RootCauses = z
  .object({
    from: z.string(),
    to: z.string(),
    previous: z.object({ from: z.string(), to: z.string() }),
    complete: z.boolean().meta({
      description: 'Whether all records of both periods were looked at: 10 000 of each at most, the newest',
    }),
    tree: z
      .array(
        z.object({
          path: z
            .array(Step)
            .meta({ description: 'From the company, which has none, to the cause, which has two levels' }),
          n: n.meta({ description: 'Unhappy records' }),
          voices: n.meta({ description: 'Different customers among them' }),
          share: computedNumber.meta({ description: 'Of all unhappy records, 0–1', example: 0.42 }),
          interval: Interval.meta({ description: 'Wilson, 95 %' }),
          score: computedNumber.nullable().meta({ description: 'Mean CSAT (1–5) of those that have one' }),
          recovery: z.object({ value: computedNumber.nullable(), n, interval: Interval.optional() }).nullable().meta({
            description:
              'Customers won back / those who answered when asked again after a follow-up, of the whole company, or of this category, theme or cause wherever it hangs; by the day of the answer. Null where there is no key',
          }),
          before: z.object({ n, share: computedNumber.nullable() }).meta({ description: 'In the period before' }),
          change: z
            .object({
              p: computedNumber,
              q: computedNumber,
              family: z.int(),
              verdict: z.enum(verdicts),
              alone: z.enum(verdicts).optional(),
            })
            .nullable()
            .meta({ description: 'Of its share; null below ten unhappy records in either period' }),
        }),
      )
      .meta({ description: 'A branch before its children, the greatest first' }),
    asOf: z.iso.datetime(),
    method: Method,
  })
  .meta({ id: 'RootCauses' });
export type RootCauses = z.output<typeof RootCauses>;
