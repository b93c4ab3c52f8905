import type * as z from 'zod';

/**
 * An object of which at least one of several fields must be given; the API document says the same (`anyOf` of
 * `required`).
 */
export function needsOneOf<S extends z.ZodObject>(schema: S, fields: readonly [string, string, ...string[]]): S {
  return schema
    .refine((value) => fields.some((field) => (value as Record<string, unknown>)[field] !== undefined), {
      path: [fields[0]],
      error: `${fields.join(' or ')} is required`,
    })
    .meta({ anyOf: fields.map((field) => ({ required: [field] })) });
}
