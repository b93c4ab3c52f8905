import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from './deliver.ts';
import type { StreamMapping } from './mapping.ts';
import { filterOf } from './pattern.ts';
import { type Positions, positionStore, readPositions } from './positions.ts';
import { type Lag, readStream } from './reader.ts';
import { streamArnOf } from './stream.ts';

const STOP_MS = 10_000;

export type EventSourceOptions = Pick<Delivery, 'invoke' | 'onFailure' | 'say'> & {
  /** Of DynamoDB Local. */
  url: string;
  tableName: string;
  mappings: readonly StreamMapping[];
  /** JSON file of what is done; none means that everything in the stream is delivered. */
  positionsFile: string;
  /** Attribute of the table's time to live: removals by it are marked as AWS marks them. */
  timeToLive?: string;
  /** Pause after the first failure, doubled after each further one up to `mostMs`. */
  backoff?: Delivery['backoff'];
  /** Stops when it is aborted. */
  signal?: AbortSignal;
};

export type EventSource = {
  /** By function name. */
  lag: () => Record<string, Lag>;
  /** By function name and shard: the first record that is not done. */
  positions: () => Positions;
  /** Settles when all that was written before has been delivered and nothing waits, for all mappings at the same time. */
  settled: (signal?: AbortSignal) => Promise<void>;
  /**
   * Starts no further invocation, lets running ones finish within the time, and stores the positions. What is not done
   * then is delivered again after the next start.
   */
  stop: (withinMs?: number) => Promise<void>;
};

/**
 * Hands the changes of a table to functions as Lambda's event source mapping does: at least once, the changes of an item
 * in order, in batches by number and window, with filters, partial failures, retries, bisection and a failure destination.
 * Throws when a filter is not in the language, or the table has no stream.
 */
export async function startEventSource(options: EventSourceOptions): Promise<EventSource> {
  const { url, tableName, mappings, positionsFile, say, timeToLive, signal } = options;
  const { backoff = { firstMs: 200, mostMs: 10_000 } } = options;
  const names = mappings.map(({ functionName }) => functionName);
  if (new Set(names).size < names.length) throw new Error(`a function has two mappings: ${names.join(', ')}`);
  const streamArn = await streamArnOf(url, tableName);
  const kept = readPositions(positionsFile, streamArn, say);
  const stopper = new AbortController();
  const stopping = stopper.signal;
  const positions = (): Positions => Object.fromEntries(readers.map(({ name, reader }) => [name, reader.positions()]));
  const store = positionStore(positionsFile, streamArn, positions, say);
  let changedAt = 0;
  const changed = (): void => {
    changedAt = Date.now();
    store.changed();
  };
  const shared = { ...options, backoff, startedAt: Date.now(), stopping, streamArn, timeToLive, changed };
  const source = { url, streamArn, signal: stopping };
  const readers = mappings
    .map((mapping) => ({ mapping, passes: filterOf(mapping.filters) }))
    .map(({ mapping, passes }) => ({
      name: mapping.functionName,
      reader: readStream({ ...shared, source, mapping, passes }, kept[mapping.functionName] ?? {}),
    }));

  const settled = async (until?: AbortSignal): Promise<void> => {
    const asked = Date.now();
    // What a function writes is a change, too: a look counts that began after the last one was done.
    const after = (): number => Math.max(asked, changedAt) + 1;
    while (!readers.every(({ reader }) => reader.isSettledSince(after()))) {
      await sleep(20, undefined, { signal: until });
    }
  };
  let stopped: Promise<void> | undefined;
  const stop = (withinMs = STOP_MS): Promise<void> => {
    stopped ??= (async () => {
      stopper.abort();
      const quiet = Promise.all(readers.map(({ reader }) => reader.quiet()));
      await Promise.race([quiet, sleep(withinMs, undefined, { ref: false })]);
      for (const { reader } of readers) reader.close();
      await Promise.all(readers.map(({ reader }) => reader.ended));
      await store.flush();
    })();
    return stopped;
  };
  signal?.addEventListener('abort', () => void stop());
  return {
    lag: () => Object.fromEntries(readers.map(({ name, reader }) => [name, reader.lag()])),
    positions,
    settled,
    stop,
  };
}
