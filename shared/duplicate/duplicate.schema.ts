import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { CustomerType } from '../customer/customer.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { idPattern } from '../kernel/id-kinds.ts';
import { Evidence, PairScore } from './evidence.schema.ts';

const one = idPattern('customer').source.slice(1, -1);
/** Names a pair, whoever of the two is looked at: the lower id first. */
export const PairKey = z
  .string()
  .regex(new RegExp(`^${one}-${one}$`), 'must be two ids of customers, joined by -')
  .meta({ example: 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n-cus_01jd3k5w8z9x7v6t5s4r3q2p1p' });

const told = {
  pairKey: PairKey,
  score: PairScore,
  evidence: z.array(Evidence).meta({ description: 'What the score is the sum of, without the values themselves.' }),
  band: z.enum(['likely', 'possible']).meta({
    description: '`likely` from 80 on where the names are alike, `possible` from 55 on, and what suggests a household.',
  }),
  suggestion: z
    .enum(['merge', 'household'])
    .meta({ description: '`household`: two first names at one address or number.' }),
  status: z
    .enum(['open', 'dismissed', 'closed'])
    .meta({ description: '`closed`: the two are no longer alike, or one of them is gone.' }),
};

/** A pair as it is stored. */
export const StoredPair = record('StoredDuplicatePair', { ...told, firstId: CustomerId, secondId: CustomerId });
export type StoredPair = z.output<typeof StoredPair>;

const Named = z.object({
  customerId: CustomerId,
  type: CustomerType,
  displayName: line(401).meta({ example: 'Anna Huber' }),
});

/** Two customers who may be one. */
export const DuplicatePair = record('DuplicatePair', {
  ...told,
  customers: z
    .array(Named)
    .optional()
    .meta({ description: 'The two, with what they are called now; none who is gone.' }),
});
export type DuplicatePair = z.output<typeof DuplicatePair>;

export const DuplicateFilter = z.strictObject({ band: told.band.optional(), suggestion: told.suggestion.optional() });
export type DuplicateFilter = z.output<typeof DuplicateFilter>;
