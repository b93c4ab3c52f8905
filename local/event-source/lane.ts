import { deliver, type Delivery, type Pending } from './deliver.ts';

/** Lambda's limit of an event is 6 MB of JSON, which takes more than the items' own bytes. */
const MOST_BYTES = 4_000_000;

export type Lane = {
  push: (pending: Pending) => void;
  /** Begins a batch when it is time: after all records that were read together have been pushed. */
  start: () => void;
  /** The record that has to be done next. */
  head: () => Pending | undefined;
  size: () => number;
  /** Why the head is not done yet, once it has failed. */
  failure: () => string | undefined;
  /** Settles when no function is running for this lane; a timer that gathers records does not count. */
  quiet: () => Promise<void>;
  /** Counts nothing as done any more. */
  close: () => void;
};

/**
 * One lane of a shard: gathers records into batches by number and window, and delivers one batch at a time, in order.
 * A record leaves the lane when it is done, so that the head is the lane's position.
 */
export function openLane(delivery: Omit<Delivery, 'done' | 'failing'> & { changed: () => void }): Lane {
  const { mapping, stopping, changed } = delivery;
  const queue: Pending[] = [];
  let gatheringSince = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let failure: string | undefined;
  let closed = false;

  const done = (count: number): void => {
    if (closed) return;
    queue.splice(0, count);
    failure = undefined;
    changed();
  };
  const failing = (reason: string): void => {
    if (failure === undefined) delivery.say(`${mapping.functionName}: ${reason}`);
    failure = reason;
  };
  const start = (): void => {
    if (running || stopping.aborted || queue.length === 0) return;
    const waitMs = queue.length < mapping.batchSize ? gatheringSince + mapping.windowSeconds * 1000 - Date.now() : 0;
    if (waitMs > 0) {
      timer ??= setTimeout(() => {
        timer = undefined;
        start();
      }, waitMs);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    running = deliver({ ...delivery, done, failing }, nextBatch(queue, mapping.batchSize)).finally(() => {
      running = undefined;
      gatheringSince = Date.now();
      start();
    });
  };
  stopping.addEventListener('abort', () => clearTimeout(timer));
  return {
    push: (pending) => {
      if (queue.length === 0) gatheringSince = Date.now();
      queue.push(pending);
    },
    start,
    head: () => queue[0],
    size: () => queue.length,
    failure: () => failure,
    quiet: async () => running,
    close: () => (closed = true),
  };
}

function nextBatch(queue: readonly Pending[], batchSize: number): readonly Pending[] {
  let bytes = 0;
  const tooMany = queue.findIndex(({ record }, index) => {
    bytes += record.dynamodb?.SizeBytes ?? 0;
    return index > 0 && (index >= batchSize || bytes > MOST_BYTES);
  });
  return queue.slice(0, tooMany < 0 ? queue.length : tooMany);
}
