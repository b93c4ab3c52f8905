import * as z from 'zod';

/** Digits alone are a number: what JavaScript also reads as one (`1e2`, `0x10`, ` 50`) is a mistake of the sender. */
const digits = (value: unknown): unknown => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value);

/** Query parameters of every list. */
export const pageQuery = {
  limit: z
    .preprocess(digits, z.int('must be a whole number').min(1).max(200))
    .prefault(50)
    .meta({ description: 'How many items at most; a page also ends at 1 MB, with a `nextCursor`.', example: 50 }),
  cursor: z
    .string()
    .max(4096)
    .optional()
    .meta({ description: 'Where to go on: the `nextCursor` of the page before. Valid for 24 hours.' }),
};

const items = new WeakMap<z.ZodType, z.ZodType>();

/** Schema of a page of items. */
export function pageOf<T extends z.ZodType>(item: T) {
  const page = z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Pass as `cursor` for the next page; null at the end' }),
  });
  items.set(page, item);
  return page;
}

/** What a page holds; undefined for any other schema. */
export const pageItemOf = (schema: z.ZodType): z.ZodType | undefined => items.get(schema);
