import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { MetricFacts, MetricLevel } from './metric-facts.schema.ts';

/** How a number that a rule watches stands, for one of its keys. */
export const MetricState = z
  .object({
    key: z
      .string()
      .meta({ description: 'Of the rule’s dimension; `all` of a rule on all of a metric.', example: 'team-1' }),
    state: MetricLevel,
    streak: z.int().min(0).meta({
      description: 'Time slots one after the other that it has been so: periods, or five minutes each until now.',
    }),
    value: storableNumber.nullable().meta({ description: 'When it came to be so.' }),
    n: z.int(),
    z: storableNumber.optional(),
    p: storableNumber.optional(),
    since: instant,
    facts: MetricFacts.meta({ description: 'All that was known when it came to be so.' }),
  })
  .meta({ id: 'MetricState' });
export type MetricState = z.output<typeof MetricState>;
