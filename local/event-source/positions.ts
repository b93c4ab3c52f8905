import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Position } from './stream.ts';

const WRITE_EVERY_MS = 250;

const position = z.union([
  z.strictObject({ type: z.literal('TRIM_HORIZON') }),
  z.strictObject({
    type: z.enum(['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
    sequenceNumber: z.string().regex(/^\d+$/),
  }),
]);
const stored = z.object({
  streamArn: z.string(),
  mappings: z.record(z.string(), z.record(z.string(), position)),
});

/** Mapping → shard → where to go on. */
export type Positions = Record<string, Record<string, Position>>;

/**
 * The positions of the last run. A file that is missing, cannot be read, or belongs to another stream counts as none:
 * everything is read again from the oldest record, which costs time and changes nothing, because every reader is idempotent.
 */
export function readPositions(file: string, streamArn: string, say: (line: string) => void): Positions {
  try {
    const found = stored.parse(JSON.parse(readFileSync(file, 'utf8')));
    return found.streamArn === streamArn ? found.mappings : {};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      say(`${file} cannot be read; the whole stream is read again`);
    return {};
  }
}

export type PositionStore = {
  /** Something was done: the positions are stored soon, several changes at once. */
  changed: () => void;
  /** Stores them now. */
  flush: () => Promise<void>;
};

/**
 * Keeps positions in a file that is replaced in one step. They are taken when they are written, never when the change is
 * announced, and `current` counts only what is done: the file can be behind, which costs a second delivery, but not ahead.
 */
export function positionStore(
  file: string,
  streamArn: string,
  current: () => Positions,
  say: (line: string) => void,
): PositionStore {
  let writing = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let last = '';
  const write = async (): Promise<void> => {
    const text = JSON.stringify({ streamArn, mappings: current() });
    if (text === last) return;
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
    last = text;
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write).catch((error: unknown) => say(`positions were not stored: ${String(error)}`));
    return writing;
  };
  return { changed: () => (timer ??= setTimeout(() => void flush(), WRITE_EVERY_MS)), flush };
}
