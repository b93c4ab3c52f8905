/** Names with values, as lines of `name: value` that people type. */
export const linesOf = (pairs: unknown): string =>
  Object.entries((pairs ?? {}) as Record<string, unknown>)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n');

/** The same back; a line without a colon is a name whose value is missing, which the API refuses by its own words. */
export function pairsOf(text: string, valueOf: (text: string) => unknown = (value) => value) {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const pairs = lines.map((line): [string, unknown] => {
    const colon = line.indexOf(':');
    return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), valueOf(line.slice(colon + 1).trim())];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

/** What a typed word means in JSON: `true`, `3`, or the word itself. */
export function plainValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && String(Number(text)) === text ? Number(text) : text;
}
