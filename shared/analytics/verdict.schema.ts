import type * as z from 'zod';
import { Comparison } from '../metrics/comparison/comparison.schema.ts';

/** A comparison within one period: what it is compared with is said beside it. */
export const Verdict = Comparison.omit({ with: true, partial: true, now: true, before: true }).meta({
  id: 'ComparisonWithin',
  description: 'Two figures of one period and the verdict of their difference',
});
export type Verdict = z.output<typeof Verdict>;
