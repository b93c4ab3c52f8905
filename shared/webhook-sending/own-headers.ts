import * as z from 'zod';

const MOST = 5;

/** Headers that an endpoint's owner adds to each request, by name. Their values are kept like secrets. */
export const OwnHeaders = z
  .record(
    z
      .string()
      .max(64)
      .regex(/^x-[a-z0-9-]*[a-z0-9]$/i, 'must be x- and letters, digits or hyphens'),
    z
      .string()
      .max(1_000)
      .regex(/^[\x20-\x7e\t]*$/, 'must be printable ASCII on one line'),
  )
  .refine((headers) => Object.keys(headers).length <= MOST, `must be at most ${MOST} headers`)
  .refine(
    (headers) => new Set(Object.keys(headers).map((name) => name.toLowerCase())).size === Object.keys(headers).length,
    'must name each header once, whatever its letter case',
  )
  .meta({
    description: `At most ${MOST} headers of your own, named \`x-…\`; their values are kept like secrets.`,
    example: { 'x-team': 'care' },
  });
