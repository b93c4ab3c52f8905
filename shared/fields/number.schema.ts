import * as z from 'zod';

/** Smaller numbers than this the table may refuse: its own limit is 1e-130, with 38 digits. */
const SMALLEST = 1e-100;

/** Whether the table holds a number exactly as it was sent. */
export const isStorableNumber = (value: number): boolean =>
  Math.abs(value) <= Number.MAX_SAFE_INTEGER && (value === 0 || Math.abs(value) >= SMALLEST);

/**
 * A number that somebody sends: 0, or 1e-100 to 2^53 − 1 in size. JSON knows larger and smaller ones, which the table
 * refuses or changes. `z.int()` is narrower and as good.
 */
export const storableNumber = z
  .number()
  .min(-Number.MAX_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER)
  .refine(isStorableNumber, `must be 0, or at least ${SMALLEST} in size`);

/** A number that is computed for a reply and never stored: a mean, a share, a margin. */
export const computedNumber = z.number();
