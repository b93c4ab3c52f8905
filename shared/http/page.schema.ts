import * as z from 'zod';

/** Digits alone are a number: what JavaScript also reads as one (`1e2`, `0x10`, ` 50`) is a mistake of the sender. */
const digits = (value: unknown): unknown => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value);

/** How many items somebody asks for. */
export const limitOf = ({ most, standard }: { most: number; standard: number }) =>
  z.preprocess(digits, z.int('must be a whole number').min(1).max(most)).prefault(standard);

/** Query parameters of every list. */
export const pageQuery = {
  limit: limitOf({ most: 200, standard: 50 }).meta({
    description: 'How many items at most; a page also ends at 1 MB, with a `nextCursor`.',
    example: 50,
  }),
  cursor: z
    .string()
    .max(4096)
    .optional()
    .meta({ description: 'Where to go on: the `nextCursor` of the page before. Valid for 24 hours.' }),
};

const items = new WeakMap<z.ZodType, z.ZodType>();
const pages = new WeakMap<z.ZodType, z.ZodType>();

/**
 * Schema of a page of items; the same one for the same item, so that the API document holds it once. `beside` is what a
 * page says beside its items: the first one who asks for an item's page says it.
 */
export function pageOf<T extends z.ZodType, B extends z.ZodRawShape = Record<never, never>>(
  item: T,
  beside?: B,
): ReturnType<typeof newPage<T, B>> {
  const known = pages.get(item);
  if (known) return known as ReturnType<typeof newPage<T, B>>;
  const page = newPage(item, beside ?? ({} as B));
  pages.set(item, page);
  items.set(page, item);
  return page;
}

function newPage<T extends z.ZodType, B extends z.ZodRawShape>(item: T, beside: B) {
  return z
    .object({
      items: z.array(item),
      ...beside,
      nextCursor: z.string().nullable().meta({ description: 'Pass as `cursor` for the next page; null at the end' }),
    })
    .meta({
      // Asked for when the page's schema is made: bundles make no schema while they load (docs/adr/0023).
      get id() {
        const id = item.meta()?.id;
        return id && `${id}Page`;
      },
    });
}

/** What a page holds; undefined for any other schema. */
export const pageItemOf = (schema: z.ZodType): z.ZodType | undefined => items.get(schema);
