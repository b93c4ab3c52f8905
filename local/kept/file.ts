import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const wrapped = z.strictObject({ sha256: z.string(), value: z.string() });
const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Replaces a kept file in one step: at any moment it holds the old value or the new one. */
export function writeKept(file: string, value: unknown): void {
  const text = JSON.stringify(value);
  // Flushed before it is renamed: after a power cut the name must not stand for an empty file.
  writeFileSync(`${file}.new`, JSON.stringify({ sha256: sumOf(text), value: text }), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

/** What a kept file holds. Throws when there is none, or when it cannot be read. */
export function openKept<T>(file: string, schema: z.ZodType<T>): T {
  const { sha256, value } = wrapped.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (sha256 !== sumOf(value)) throw new Error('its checksum is wrong');
  return schema.parse(JSON.parse(value));
}

/**
 * What a kept file holds; undefined when there is none. A file that cannot be read, or does not pass its check, is
 * renamed and reported, and counts as none: it never keeps the cloud from starting.
 */
export function readKept<T>(file: string, schema: z.ZodType<T>, say: (line: string) => void): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return openKept(file, schema);
  } catch (error) {
    const aside = `${file}.unreadable-${new Date().toISOString().replaceAll(':', '')}`;
    renameSync(file, aside);
    say(`${file} cannot be read (${reasonOf(error)}): it is now ${aside}, and the start goes on without it`);
    return undefined;
  }
}

/** Never the value itself: it may be a secret. */
const reasonOf = (error: unknown): string => {
  if (error instanceof z.ZodError) return 'it has another form';
  if (error instanceof SyntaxError) return 'it is no JSON';
  return error instanceof Error ? error.message : String(error);
};
