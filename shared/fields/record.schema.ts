import * as z from 'zod';
import { partsOf } from '../http/schema-parts.ts';
import { Actor } from './actor.schema.ts';
import { instant } from './time.schema.ts';

/** What every record says beside its own fields. */
const common = {
  version: z.int().min(1).meta({ description: 'Raised by every change that somebody makes; the `ETag`.', example: 1 }),
  createdAt: instant,
  updatedAt: instant,
  createdBy: Actor,
};

/** The schema of a record as callers see it: its own fields, its version, and who made it when. */
export const record = <S extends z.ZodRawShape>(name: string, shape: S) =>
  z.object({ ...shape, ...common }).meta({ id: name });

/** Fields that are made when they are first looked at, not while a module loads (docs/adr/0023). */
export const fieldsOf = (names: readonly string[], make: (name: string) => z.ZodType): Record<string, z.ZodType> =>
  Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { enumerable: true, get: () => make(name) }])),
  );

type Edit<S extends z.ZodRawShape> = {
  [K in keyof S]?: (undefined extends z.output<S[K]> ? z.output<S[K]> | null : z.output<S[K]>) | undefined;
};

/**
 * The body that changes some fields of a record: what is left out stays, also where creating has a default; null clears
 * what may be absent. Something has to be given.
 */
export function editOf<S extends z.ZodRawShape>(name: string, shape: S): z.ZodObject & z.ZodType<Edit<S>> {
  const fields = fieldsOf(Object.keys(shape), (field) => editable(shape[field] as z.ZodType));
  return z
    .strictObject(fields)
    .refine((edit) => Object.keys(edit).length > 0, 'must change something')
    .meta({
      id: name,
      description: 'Fields left out stay; null clears; lists and objects are replaced whole.',
      minProperties: 1,
    }) as unknown as z.ZodObject & z.ZodType<Edit<S>>;
}

function editable(schema: z.ZodType): z.ZodType {
  // Its name in the API document stays with the schema that bears it.
  const { default: _default, id: _id, ...about } = schema.meta() ?? {};
  const { type, innerType } = partsOf(schema);
  const field =
    type === 'optional' && innerType
      ? innerType.nullish()
      : type === 'default' && innerType
        ? innerType.optional()
        : schema.optional();
  return field.meta(about);
}
