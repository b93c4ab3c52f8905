import type * as z from 'zod';
import { isVerbatim } from '../fields/verbatim.schema.ts';
import type { Context } from '../kernel/context.ts';
import { pageItemOf } from './page.schema.ts';
import { innerOf, partsOf } from './schema-parts.ts';

/** A text without the personal data in it; `path` names the fields that lead to it in an item of a list. */
export type Cover = (text: string, path: readonly string[], item: object) => string;
/** How lists of a company are masked; undefined where they are not. */
export type Masking = (ctx: Context) => Promise<Cover | undefined>;

/** Whether a reply is a page of items in which people wrote something. */
export function needsMasking(reply: z.ZodType): boolean {
  const item = pageItemOf(reply);
  return item !== undefined && holdsVerbatim(item);
}

const known = new WeakMap<z.ZodType, boolean>();

function holdsVerbatim(schema: z.ZodType): boolean {
  const found = known.get(schema);
  if (found !== undefined) return found;
  // While it is looked into: what holds itself adds nothing to what it holds.
  known.set(schema, false);
  const { shape = {}, element, valueType, options = [] } = partsOf(schema);
  const parts = [innerOf(schema), element, valueType, ...Object.values(shape), ...options];
  const holds = isVerbatim(schema) || parts.some((one) => one !== undefined && holdsVerbatim(one));
  known.set(schema, holds);
  return holds;
}

/** A page with every text that is marked as verbatim covered, wherever it stands in its items. */
export function masked(reply: z.ZodType, page: unknown, cover: Cover): unknown {
  const schema = pageItemOf(reply);
  const { items, ...rest } = page as { items: object[] };
  if (!schema) return page;
  return { items: items.map((item) => coveredItem(schema as z.ZodType<object>, item, cover)), ...rest };
}

/** One item as a list shows it: every text that is marked as verbatim covered. */
export const coveredItem = <T extends object>(schema: z.ZodType<T>, item: T, cover: Cover): T =>
  covered(schema, item, [], (text, path) => cover(text, path, item)) as T;

type InItem = (text: string, path: readonly string[]) => string;

function covered(schema: z.ZodType, value: unknown, path: readonly string[], cover: InItem): unknown {
  if (value === undefined || !holdsVerbatim(schema)) return value;
  if (isVerbatim(schema)) return everyText(value, path, cover);
  const { shape, element, valueType, options } = partsOf(schema);
  const inner = innerOf(schema);
  if (inner) return covered(inner, value, path, cover);
  if (options) {
    const option = options.find((one) => one.safeParse(value).success);
    // What fits no option is outside the contract: nobody knows which of it people wrote.
    return option ? covered(option, value, path, cover) : everyText(value, path, cover);
  }
  if (Array.isArray(value)) return element ? value.map((one) => covered(element, one, path, cover)) : value;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]): [string, unknown] => {
    const own = shape?.[name] ?? valueType;
    return [name, own ? covered(own, field, [...path, name], cover) : field];
  });
  return Object.fromEntries(fields);
}

function everyText(value: unknown, path: readonly string[], cover: InItem): unknown {
  if (typeof value === 'string') return cover(value, path);
  if (Array.isArray(value)) return value.map((one) => everyText(one, path, cover));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, one]) => [name, everyText(one, [...path, name], cover)] as const);
  return Object.fromEntries(fields);
}
