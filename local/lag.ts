import type { Lag } from './event-source/reader.ts';

const LOOK_MS = 2_000;
const REPEAT_MS = 10_000;
/** Less than this is the usual time between a change and its reader. */
const NOTABLE_MS = 5_000;

/** Messages of a queue, and the records that they name, where they name some. */
export type Waiting = { messages: number; records: number };

export type Progress = {
  /** By function. */
  lag: Record<string, Lag>;
  /** By queue. */
  waiting: Record<string, Waiting>;
};

/** One line for each reader, and one for each queue in which something waits. */
export function describeProgress({ lag, waiting }: Progress): string[] {
  const readers = Object.entries(lag).map(([name, reader]) => `${name}: ${describeLag(reader)}`);
  const queues = Object.entries(waiting).map(([name, { messages, records }]) =>
    records > 0 ? `${name}: ${records} records wait` : `${name}: ${messages} messages wait`,
  );
  return [...readers, ...queues];
}

function describeLag({ behindRecords, behindMs, allRead, failure }: Lag): string {
  const more = allRead ? '' : ' or more';
  const behind =
    behindRecords === 0 && allRead
      ? 'up to date'
      : `${behindRecords}${more} changes behind, the oldest ${(behindMs / 1000).toFixed(0)} s`;
  return failure === undefined ? behind : `${behind}; it fails: ${failure}`;
}

const isBehind = ({ behindMs, allRead, failure }: Lag): boolean =>
  behindMs >= NOTABLE_MS || !allRead || failure !== undefined;

/** Says how far the readers are behind while one of them is, and once when none is any more. Returns how to stop. */
export function reportLag(progress: () => Progress, say: (line: string) => void): () => void {
  let saidAt: number | undefined;
  let wasBehind = false;
  const look = (): void => {
    const now = progress();
    const behind = Object.values(now.lag).some(isBehind);
    // A single look may fall into a moment in which the machine is busy with something else.
    const lasting = behind && wasBehind;
    wasBehind = behind;
    if (lasting && (saidAt === undefined || Date.now() - saidAt >= REPEAT_MS)) {
      saidAt = Date.now();
      for (const line of describeProgress(now)) say(line);
    } else if (!behind && saidAt !== undefined) {
      saidAt = undefined;
      say('all readers are up to date');
    }
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return () => clearInterval(timer);
}
