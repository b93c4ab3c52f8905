import type { Fields } from '../api/merge.ts';

/**
 * A field of a record as a form shows it: what stands in it is text. `name` is the path to it, `surveys/quietPeriodDays`,
 * as the pointers of errors say it. What `write` makes undefined is left out.
 */
export type Bound = {
  name: string;
  read: (value: unknown) => string;
  write: (text: string) => unknown;
};
type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (record: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), record);

/** The same record with another value at the path; nothing beside it changes. */
function withValue(record: Json, [step = '', ...rest]: readonly string[], value: unknown): Json {
  if (rest.length > 0) {
    const inner = record[step];
    return { ...record, [step]: withValue(isObject(inner) ? inner : {}, rest, value) };
  }
  if (value !== undefined) return { ...record, [step]: value };
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== step));
}

/** What the fields of a form show of a record. */
export const fieldsOf = (record: unknown, bounds: readonly Bound[]): Fields =>
  Object.fromEntries(bounds.map(({ name, read }) => [name, read(valueAt(record, name))]));

/**
 * A record as it was filled in: `whole` for PUT and POST, with all that the form does not know, and `changes` for PATCH,
 * where null clears.
 */
export function filledIn<R extends object>(record: R, before: Fields, after: Fields, bounds: readonly Bound[]) {
  const changed = bounds.filter(({ name }) => after[name] !== before[name]);
  const whole = changed.reduce<Json>(
    (made, { name, write }) => withValue(made, name.split('/'), write(after[name] ?? '')),
    record as Json,
  );
  const keys = [...new Set(changed.map(({ name }) => name.split('/')[0] ?? name))];
  return { whole: whole as R, changes: Object.fromEntries(keys.map((key) => [key, whole[key] ?? null])) };
}

type Refused = { pointer?: string; detail: string };
/** What was refused, by the field that it stands at; `rest` is about none of them. */
export function errorsAt(errors: unknown, names: readonly string[]): { at: Fields; rest: string[] } {
  const at: Record<string, string> = {};
  const rest: string[] = [];
  for (const { pointer, detail } of (Array.isArray(errors) ? errors : []) as Refused[]) {
    const path = pointer?.replace(/^#?\//, '');
    const name = names.find((one) => path === one || path?.startsWith(`${one}/`));
    if (name === undefined) rest.push(path ? `${path}: ${detail}` : detail);
    else at[name] ??= detail;
  }
  return { at, rest };
}
