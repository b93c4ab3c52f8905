import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';

/** What can be said for two customers being one, or against it; `duplicate/evidence.ts` has the points. */
export const evidenceKinds = [
  'same_email',
  'same_phone',
  'same_name',
  'similar_name',
  'same_birth_date',
  'same_domain',
  'same_address',
  'same_postal_code',
  'other_birth_date',
  'other_external_id',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export const Evidence = z
  .object({
    kind: z.enum(evidenceKinds).meta({ example: 'same_email' }),
    points: z.int().meta({ description: 'Added to the score; below 0 it speaks against.', example: 40 }),
  })
  .meta({ id: 'DuplicateEvidence' });
export type Evidence = z.output<typeof Evidence>;

export const PairScore = z.int().min(0).max(100).meta({
  description: 'The sum of the points, between 0 and 100; the same facts give the same score.',
  example: 95,
});

/** Somebody who may be the one that has just been written down. */
export const DuplicateCandidate = z
  .object({ customerId: CustomerId, score: PairScore, evidence: z.array(Evidence) })
  .meta({ id: 'DuplicateCandidate' });
export type DuplicateCandidate = z.output<typeof DuplicateCandidate>;
