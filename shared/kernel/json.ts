import type * as z from 'zod';

/** Whether two JSON values are equal, whatever the order of their keys, which the table does not keep. */
export function jsonEqual(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return (
    left.size === right.size && [...left].every(([name, value]) => right.has(name) && jsonEqual(value, right.get(name)))
  );
}

/** Without the fields that hold nothing: absent, undefined and null are the same to a record. */
export const compact = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== null)) as T;

/** The named fields of a record that hold something. */
export const pick = <T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]))) as Pick<T, K>;

/** Of a record or row, the fields of a schema that hold something; what lies beside them is left out. */
export const partOf = <S extends z.ZodObject, T extends object>(
  schema: S,
  from: T,
): Pick<T, keyof T & keyof z.output<S>> => pick(from, Object.keys(schema.shape) as (keyof T & keyof z.output<S>)[]);
