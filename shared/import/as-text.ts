/** A cell of a file as a text; lists and objects as JSON. */
export const asText = (value: unknown): string =>
  typeof value === 'object' || value === undefined
    ? value === null || value === undefined
      ? ''
      : JSON.stringify(value)
    : String(value as string | number | boolean);
