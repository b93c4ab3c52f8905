import * as z from 'zod';
import { isStorableNumber } from './number.schema.ts';

const DATA_BYTES = 32 * 1024;

/** Extras as sent. Bounded in what the table can hold: numbers of 15 digits, names that are not empty. */
export const Data = z
  .record(z.string(), z.json())
  .refine(isStorable, 'must have names of 1 to 255 characters and numbers within ±9007199254740991')
  .refine(
    (data) => new TextEncoder().encode(JSON.stringify(data)).length <= DATA_BYTES,
    'must be at most 32 KB as JSON',
  )
  .meta({ description: 'Structured extras, kept as sent; at most 32 KB.', example: { orderId: 'O-4711' } });

function isStorable(value: unknown): boolean {
  if (typeof value === 'number') return isStorableNumber(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name.length > 0 && name.length <= 255 && isStorable(inner));
}
