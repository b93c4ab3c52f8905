import { Problem } from './problem.ts';

const MAX_DEPTH = 32;
export const prototypeKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses JSON from outside. Beyond `JSON.parse` it refuses duplicate keys (two readers would
 * see two values), prototype keys, nesting deeper than 32 and lone surrogates. Throws 400 `invalid-json`.
 */
export function parseJson(source: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (cause) {
    throw new Problem('invalid-json', 'The body cannot be parsed as JSON.', { cause });
  }
  inspect(source);
  return value;
}

/** Walks text that is known to be valid JSON, so only strings, braces and colons matter. */
function inspect(source: string): void {
  const keys: (Set<string> | null)[] = [];
  for (let index = 0; index < source.length; index++) {
    const character = source[index];
    if (character === '"') {
      const end = stringEnd(source, index);
      const text = JSON.parse(source.slice(index, end)) as string;
      if (!text.isWellFormed()) throw new Problem('invalid-json', 'The body contains a lone surrogate.');
      const scope = keys.at(-1);
      if (scope && isKey(source, end)) {
        if (prototypeKeys.has(text)) throw new Problem('invalid-json', `The key "${text}" is not allowed.`);
        if (scope.has(text)) throw new Problem('invalid-json', 'The body names the same key twice.');
        scope.add(text);
      }
      index = end - 1;
    } else if (character === '{' || character === '[') {
      keys.push(character === '{' ? new Set() : null);
      if (keys.length > MAX_DEPTH) throw new Problem('invalid-json', `The body is nested deeper than ${MAX_DEPTH}.`);
    } else if (character === '}' || character === ']') keys.pop();
  }
}

function stringEnd(source: string, start: number): number {
  let index = start + 1;
  while (source[index] !== '"') index += source[index] === '\\' ? 2 : 1;
  return index + 1;
}

function isKey(source: string, end: number): boolean {
  let index = end;
  while (/\s/.test(source[index] ?? '')) index++;
  return source[index] === ':';
}
