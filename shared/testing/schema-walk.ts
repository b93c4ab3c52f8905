import type * as z from 'zod';
import { itemOf } from '../http/items.schema.ts';
import { innerOf, partsOf } from '../http/schema-parts.ts';

const object = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

/** A small value of a schema: its example where it declares one, else the plainest of its type. */
export function sampleOf(schema: z.ZodType): unknown {
  const example: unknown = schema.meta()?.['example'];
  if (example !== undefined) return example;
  const { type, format, shape = {}, element, options, keyType, valueType, entries = {}, values } = partsOf(schema);
  const inner = innerOf(schema);
  if (inner) return sampleOf(inner);
  if (type === 'object') {
    const required = Object.entries(shape).filter(([, field]) => !field.safeParse(undefined).success);
    return Object.fromEntries(required.map(([name, field]) => [name, sampleOf(field)]));
  }
  if (type === 'array' && element)
    return [1, 2].map(() => sampleOf(element)).slice(0, schema.safeParse([]).success ? 0 : 2);
  if (type === 'union' && options?.[0]) return sampleOf(options[0]);
  if (type === 'record' && keyType && valueType) return { [keyOf(keyType)]: sampleOf(valueType) };
  if (format === 'datetime') return '2026-11-01T10:00:00.000Z';
  const plain: Record<string, unknown> = { string: 'text', number: 1, boolean: true, null: null };
  return values?.[0] ?? Object.values(entries)[0] ?? plain[type];
}

const keyOf = (schema: z.ZodType): string => Object.values(partsOf(schema).entries ?? {})[0] ?? 'name';

/** What of a listed item lies in the table: the record that a field of it holds, where it is none itself. */
export function recordIn(item: z.ZodType): z.ZodType {
  const { shape = {} } = partsOf(item);
  if ('version' in shape) return item;
  const held = Object.values(shape).map((field) => innerOf(field) ?? field);
  return held.find((field) => 'version' in (partsOf(field).shape ?? {})) ?? item;
}

/** A place in a body: where it is, and the body with another value in that place. */
export type Site = { path: readonly (string | number)[]; put: (body: unknown, value: unknown) => unknown };

/** Every place of a schema that takes what `wanted` accepts, items that are checked singly included. */
export function sitesOf(schema: z.ZodType, wanted: (schema: z.ZodType) => boolean): Site[] {
  if (wanted(schema)) return [{ path: [], put: (_, value) => value }];
  const { type, shape = {}, element, options = [], keyType, valueType } = partsOf(schema);
  const inner = innerOf(schema) ?? itemOf(schema);
  if (inner) return sitesOf(inner, wanted);
  if (type === 'object') return Object.entries(shape).flatMap(([name, field]) => within(schema, name, field, wanted));
  if (type === 'record' && keyType && valueType) return within(schema, keyOf(keyType), valueType, wanted);
  if (type === 'array' && element) return firstOf(element, wanted);
  return options.flatMap((option) =>
    sitesOf(option, wanted).map(({ path, put }) => ({
      path,
      put: (body: unknown, value: unknown) => put(option.safeParse(body).success ? body : sampleOf(option), value),
    })),
  );
}

const within = (schema: z.ZodType, name: string, field: z.ZodType, wanted: (schema: z.ZodType) => boolean): Site[] =>
  sitesOf(field, wanted).map(({ path, put }) => ({
    path: [name, ...path],
    put: (body, value) => {
      const around = object(body) ?? object(sampleOf(schema)) ?? {};
      return { ...around, [name]: put(around[name], value) };
    },
  }));

const firstOf = (element: z.ZodType, wanted: (schema: z.ZodType) => boolean): Site[] =>
  sitesOf(element, wanted).map(({ path, put }) => ({
    path: [0, ...path],
    put: (body, value) => {
      const [first, ...others] = Array.isArray(body) ? (body as unknown[]) : [];
      return [put(first ?? sampleOf(element), value), ...others];
    },
  }));
