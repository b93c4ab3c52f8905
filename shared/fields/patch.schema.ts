import * as z from 'zod';
import { partsOf } from '../http/schema-parts.ts';
import { fieldsOf } from './record.schema.ts';

/**
 * The body of a JSON merge patch (RFC 7396) of a record: what is left out stays, null clears, an object is merged field by
 * field, a list is replaced whole. What the merged record may be, the schema that creates it says.
 */
export function patchOf(name: string, shape: z.ZodRawShape): z.ZodObject & z.ZodType<Record<string, unknown>> {
  return z
    .strictObject(fieldsOf(Object.keys(shape), (field) => patchable(shape[field] as z.ZodType)))
    .refine((patch) => Object.keys(patch).length > 0, 'must change something')
    .meta({
      id: name,
      description:
        'A JSON merge patch: fields left out stay; null clears; objects are merged; lists are replaced whole.',
      minProperties: 1,
    }) as unknown as z.ZodObject & z.ZodType<Record<string, unknown>>;
}

function patchable(schema: z.ZodType): z.ZodType {
  const { default: _default, id: _id, ...about } = schema.meta() ?? {};
  const { type, innerType, shape, keyType, valueType } = partsOf(schema);
  if ((type === 'optional' || type === 'default') && innerType) return patchable(innerType).meta(about);
  if (type === 'object' && shape)
    return z
      .strictObject(fieldsOf(Object.keys(shape), (field) => patchable(shape[field] as z.ZodType)))
      .nullish()
      .meta(about);
  if (type === 'record' && keyType && valueType)
    return z
      .record(keyType as z.ZodString, valueType.nullable())
      .nullish()
      .meta(about);
  return schema.nullish().meta(about);
}

/** A value with a merge patch applied; neither is changed. */
export function merged(value: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result = new Map(Object.entries(isObject(value) ? value : {}));
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) result.delete(name);
    else if (change !== undefined) result.set(name, merged(result.get(name), change));
  }
  return Object.fromEntries(result);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
