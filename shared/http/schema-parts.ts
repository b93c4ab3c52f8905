import type * as z from 'zod';

/** What a schema is made of. Zod gives each kind its own type; whoever walks through any schema takes what is there. */
export type SchemaParts = {
  type: string;
  format?: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  in?: z.ZodType;
  options?: readonly z.ZodType[];
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  entries?: Record<string, string>;
  values?: readonly unknown[];
};
export const partsOf = (schema: z.ZodType): SchemaParts => schema._zod.def as unknown as SchemaParts;

/** What stands inside a wrapper: optional, nullable, with a default, transformed. */
export const innerOf = (schema: z.ZodType): z.ZodType | undefined => partsOf(schema).innerType ?? partsOf(schema).in;
