import * as z from 'zod';
import { innerOf, partsOf } from '../http/schema-parts.ts';

/** Gives a text for a place that takes at most `max` characters; what the place refuses is not put there. */
export type TextFor = (schema: z.ZodType, max: number) => string | undefined;

/** Characters and entries where a schema sets no limit; an item of the table has room for 400 KB. */
const CHARACTERS = 3_000;
const ENTRIES = 12;

/**
 * A value of a schema with every text replaced and every list filled: also what was left out, where it is a text, a list
 * of texts or any JSON. Objects that were left out stay out, since they often mean something by being there.
 */
export function filled(schema: z.ZodType, value: unknown, textFor: TextFor): unknown {
  const { type, shape = {}, element, options = [], valueType } = partsOf(schema);
  const inner = innerOf(schema);
  if (inner) return filled(inner, value, textFor);
  if (type === 'string') {
    const text = textFor(schema, (schema as z.ZodString).maxLength ?? CHARACTERS);
    return text !== undefined && schema.safeParse(text).success ? text : value;
  }
  if (type === 'union') {
    const option = options.find((one) => one.safeParse(value).success);
    return value === undefined || !option ? value : filled(option, value, textFor);
  }
  if (type === 'record' && valueType && (value === undefined || partsOf(valueType).type === 'lazy')) {
    const any = { text: textFor(schema, CHARACTERS) };
    return schema.safeParse(any).success ? any : value;
  }
  if (type === 'array' && element) return filledList(schema, element, value, textFor);
  if (typeof value !== 'object' || value === null) return value;
  const fields: [string, z.ZodType | undefined][] =
    type === 'object' ? Object.entries(shape) : Object.keys(value).map((name) => [name, valueType]);
  const known = value as Record<string, unknown>;
  const replaced = fields.map(([name, field]) => [name, field && filled(field, known[name], textFor)] as const);
  return { ...known, ...Object.fromEntries(replaced.filter(([, text]) => text !== undefined)) };
}

function filledList(schema: z.ZodType, element: z.ZodType, value: unknown, textFor: TextFor): unknown {
  const one: unknown = Array.isArray(value) ? value[0] : undefined;
  if (one === undefined && partsOf(element).type !== 'string') return value;
  const list = Array.from({ length: ENTRIES }, () => filled(element, one, textFor));
  return schema.safeParse(list).success ? list : value;
}
