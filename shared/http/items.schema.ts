import * as z from 'zod';

const schemas = new WeakMap<z.ZodType, z.ZodType>();

/** An item of a bulk: the verb checks it by `item`, so that one that is not valid does not spoil the others. */
export function checkedSingly(item: z.ZodType): z.ZodUnknown {
  const unchecked = z.unknown();
  schemas.set(unchecked, item);
  return unchecked;
}

/** What an item of a bulk should be; undefined for any other schema. */
export const itemOf = (schema: z.ZodType): z.ZodType | undefined => schemas.get(schema);

/** Why an item of a bulk was refused. */
export const ItemProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z
    .array(z.object({ pointer: z.string().optional(), parameter: z.string().optional(), detail: z.string() }))
    .optional(),
});
