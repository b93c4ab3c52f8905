import * as z from 'zod';

/** Digits alone are a number: what JavaScript also reads as one (`1e2`, `0x10`, ` 50`) is a mistake of the sender. */
const digits = (value: unknown): unknown => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value);

/** Query parameters of every list. */
export const pageQuery = {
  limit: z
    .preprocess(digits, z.int('must be a whole number').min(1).max(200))
    .prefault(50)
    .meta({ description: 'How many items at most', example: 50 }),
  cursor: z
    .string()
    .max(4096)
    .optional()
    .meta({ description: 'Where to go on: the `nextCursor` of the page before. Valid for 24 hours.' }),
};

/** Schema of a page of items. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Pass as `cursor` for the next page; null at the end' }),
  });
