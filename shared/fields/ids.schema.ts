import * as z from 'zod';

/** An identifier that the caller's systems own; letter case matters. */
export const OuterId = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters without spaces');
