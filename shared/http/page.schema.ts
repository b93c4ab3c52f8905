import * as z from 'zod';

/** Query parameters of every list. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
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
