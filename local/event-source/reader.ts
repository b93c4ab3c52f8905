import { setTimeout as sleep } from 'node:timers/promises';
import { followShard, type ShardOptions, type ShardReader } from './shard.ts';
import { listShards, type Position } from './stream.ts';

const LOOK_AGAIN_MS = 1000;

/** How far a mapping is behind the table. */
export type Lag = {
  /** Records that were read and are not done. */
  behindRecords: number;
  /** Age of the oldest of them. */
  behindMs: number;
  /** Whether all that is in the stream has been read: if not, more is behind than `behindRecords` says. */
  allRead: boolean;
  /** Why the oldest is not done yet, once it has failed. */
  failure?: string;
};

export type MappingReader = {
  positions: () => Record<string, Position>;
  lag: () => Lag;
  /** Whether all that was written before the time, in milliseconds, has been read and nothing waits. */
  isSettledSince: (time: number) => boolean;
  /** Settles when no function runs for this mapping. */
  quiet: () => Promise<void>;
  /** Counts nothing as done any more. */
  close: () => void;
  ended: Promise<void>;
};

/** Reads all shards of a stream for one mapping, a shard's children after the shard itself. */
export function readStream(options: ShardOptions, kept: Record<string, Position>): MappingReader {
  const { source, stopping, say, changed } = options;
  const readers = new Map<string, ShardReader>();
  const closed = new Set<string>();
  /** Of shards whose reader has not begun. */
  let unread = kept;
  let started = false;

  const discover = async (): Promise<void> => {
    const shards = await listShards(source);
    const listed = new Set(shards.map(({ ShardId }) => ShardId));
    unread = Object.fromEntries(Object.entries(unread).filter(([id]) => listed.has(id)));
    for (const id of readers.keys()) if (!listed.has(id) && closed.has(id)) readers.delete(id);
    for (const { ShardId, ParentShardId: parent } of shards) {
      if (readers.has(ShardId) || (parent && listed.has(parent) && !closed.has(parent))) continue;
      // A shard that is closed keeps its position at its end, so that a later start passes it at once.
      readers.set(ShardId, followShard(options, ShardId, kept[ShardId] ?? { type: 'TRIM_HORIZON' }));
    }
    started = true;
  };
  const open = (): [string, ShardReader][] => [...readers].filter(([id]) => !closed.has(id));
  const run = async (): Promise<void> => {
    let troubled = false;
    while (!stopping.aborted) {
      try {
        await discover();
        troubled = false;
      } catch (error) {
        if (!stopping.aborted && !troubled) say(`the stream cannot be read: ${String(error)}`);
        troubled = true;
      }
      if (open().length === 0) {
        await sleep(LOOK_AGAIN_MS, undefined, { signal: stopping }).catch(() => undefined);
        continue;
      }
      const ends = open().map(async ([id, { ended }]) => (await ended) === 'closed' && closed.add(id));
      await Promise.race(ends);
      changed();
    }
    await Promise.all([...readers.values()].map(({ ended }) => ended));
  };
  const lanes = () => [...readers.values()].flatMap((reader) => reader.lanes);
  const behind = (): number => lanes().reduce((sum, lane) => sum + lane.size(), 0);
  const isReadSince = (time: number): boolean => started && open().every(([, reader]) => reader.caughtUpAt() >= time);
  return {
    positions: () => ({
      ...unread,
      ...Object.fromEntries([...readers].map(([id, reader]) => [id, reader.position()])),
    }),
    lag: () => {
      const oldest = lanes().flatMap((lane) => lane.head()?.createdAt ?? []);
      return {
        behindRecords: behind(),
        behindMs: oldest.length > 0 ? Math.max(0, Date.now() - Math.min(...oldest)) : 0,
        allRead: isReadSince(Date.now() - 2000),
        failure: lanes()
          .find((lane) => lane.failure() !== undefined)
          ?.failure(),
      };
    },
    isSettledSince: (time) => behind() === 0 && isReadSince(time),
    quiet: async () => void (await Promise.all(lanes().map((lane) => lane.quiet()))),
    close: () => lanes().forEach((lane) => lane.close()),
    ended: run(),
  };
}
