import type { Fields } from '../api/merge.ts';
import type { FieldError } from './field-errors.ts';

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

const parentOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const isBeside = (one: string, other: string): boolean => parentOf(one) !== '' && parentOf(one) === parentOf(other);

/** What the fields of a form show of a record. */
export const fieldsOf = (record: unknown, bounds: readonly Bound[]): Fields =>
  Object.fromEntries(bounds.map(({ name, read }) => [name, read(valueAt(record, name))]));

/**
 * A record as it was filled in: `whole` for PUT and POST, with all that the form does not know; `changes` for PATCH, where
 * null clears and an object is replaced; `patch` for a JSON merge patch (RFC 7396), which says of an object only what is
 * another, and all of one that was not there before.
 */
export function filledIn<R extends object>(record: R, before: Fields, after: Fields, bounds: readonly Bound[]) {
  const changed = bounds.filter(({ name }) => after[name] !== before[name]);
  const whole = changed.reduce<Json>(
    (made, { name, write }) => withValue(made, name.split('/'), write(after[name] ?? '')),
    record as Json,
  );
  const keys = [...new Set(changed.map(({ name }) => name.split('/')[0] ?? name))];
  const begun = bounds.filter(({ name }) =>
    changed.some((other) => isBeside(other.name, name) && !isObject(valueAt(record, parentOf(name)))),
  );
  const patch = [...new Set([...begun, ...changed])].reduce<Json>((made, bound) => {
    const value = bound.write(after[bound.name] ?? '');
    return withValue(made, bound.name.split('/'), value ?? (changed.includes(bound) ? null : undefined));
  }, {});
  return { whole: whole as R, changes: Object.fromEntries(keys.map((key) => [key, whole[key] ?? null])), patch };
}

/** What was refused, by the field that it stands at; `rest` is about none of them. */
export function errorsAt(errors: readonly FieldError[], names: readonly string[]): { at: Fields; rest: string[] } {
  const at: Record<string, string> = {};
  const rest: string[] = [];
  for (const { path, detail } of errors) {
    const name = names.find((one) => path === one || path.startsWith(`${one}/`));
    if (name === undefined) rest.push(path ? `${path}: ${detail}` : detail);
    else at[name] ??= detail;
  }
  return { at, rest };
}
