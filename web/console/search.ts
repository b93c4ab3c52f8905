/**
 * The address of a screen holds its filters. What is in an address may have been typed by anybody: what a screen does not
 * know is left out, and never breaks it.
 */
type Given = Record<string, unknown>;

/** Texts among what was given; a number that somebody typed is a text, too. */
export function textsIn<K extends string>(given: Given, names: readonly K[]): Partial<Record<K, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name];
      return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, String(value)]]
        : [];
    }),
  ) as Partial<Record<K, string>>;
}

export const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((one) => one === value);
