import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Cloud } from '../cloud.ts';
import type { Waiting } from '../lag.ts';
import { tableOnDisk } from '../table/on-disk.ts';
import { readKept, writeKept } from './file.ts';
import { peekQueues, QueueContents, refillQueues, waitingIn } from './queues.ts';

const EVERY_MS = 1_000;
const KEEP_MS = 5_000;
/** Looking takes at most this part of the time, however much there is to look at. */
const SHARE = 0.1;

const generation = z.strictObject({
  streamArn: z.string(),
  mappings: z.record(z.string(), z.unknown()),
  queues: QueueContents,
});

export type Keeper = {
  /** What is in each queue that holds something, when they were last looked at. */
  waiting: () => Record<string, Waiting>;
  /** Keeps a last generation. No more are made. */
  stop: () => Promise<void>;
};

const generationFile = (folder: string): string => join(folder, 'kept', 'queues.json');
export const positionsFile = (folder: string): string => join(folder, 'positions.json');

/**
 * Before the stream is read: sends the messages of the last generation again, and makes the event source begin where it
 * was *before* that generation was taken. Whatever was sent to a queue after the generation comes from a later change, and
 * so is made once more.
 */
export async function restoreQueues(cloud: Cloud, say: (line: string) => void): Promise<void> {
  const kept = readKept(generationFile(cloud.folder), generation, say);
  // Without a generation nothing is known of the queues: the whole stream is read again.
  writeFileSync(
    positionsFile(cloud.folder),
    JSON.stringify({ streamArn: '', mappings: {}, ...kept, queues: undefined }),
  );
  const gone = await refillQueues(cloud, kept?.queues ?? {});
  for (const [name, count] of Object.entries(gone))
    say(`there is no queue ${name} any more; its ${count} messages are dropped`);
}

/** Keeps positions, queues and secret while everything runs. */
export function startKeeper(
  cloud: Pick<Cloud, 'url' | 'folder'>,
  options: {
    streamArn: string;
    /** Of the event source: what is not done yet. */
    positions: () => Record<string, unknown>;
    saveSecret: (cloud: Cloud) => Promise<void>;
    say: (line: string) => void;
  },
): Keeper {
  const { streamArn, positions, saveSecret, say } = options;
  const stopping = new AbortController();
  const file = generationFile(cloud.folder);
  let last = '';
  let waiting: Record<string, Waiting> = {};
  let failing = false;

  const keep = async (): Promise<void> => {
    const bounded: Cloud = { ...cloud, signal: AbortSignal.timeout(KEEP_MS) };
    // The positions first: what is sent to a queue while the queues are looked at must count as not yet read.
    const mappings = structuredClone(positions());
    const queues = await peekQueues(bounded);
    waiting = Object.fromEntries(Object.entries(queues).map(([name, messages]) => [name, waitingIn(messages)]));
    const text = JSON.stringify({ streamArn, mappings, queues });
    if (text !== last) {
      // The changes before the positions: one that is ahead of the stream after a power cut would pass over what comes next.
      await tableOnDisk(cloud.folder);
      writeKept(file, { streamArn, mappings, queues });
    }
    last = text;
    await saveSecret(bounded);
  };
  const tryToKeep = async (): Promise<void> => {
    try {
      await keep();
      failing = false;
    } catch (error) {
      // The generation before it stays, and is complete: the next start reads the stream from its positions.
      if (!failing) say(`the queues are not kept at the moment: ${String(error)}`);
      failing = true;
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const began = performance.now();
      await tryToKeep();
      const pause = Math.max(EVERY_MS, (performance.now() - began) / SHARE);
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    waiting: () => waiting,
    stop: async () => {
      stopping.abort();
      await ended;
      await tryToKeep();
    },
  };
}
