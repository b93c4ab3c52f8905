import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Delivery } from './deliver.ts';
import { type Lane, openLane } from './lane.ts';
import type { Filter } from './pattern.ts';
import {
  createdAt,
  isBefore,
  isExpired,
  isTrimmed,
  lambdaRecord,
  openShard,
  type Position,
  readShard,
  type StreamSource,
} from './stream.ts';

/** Between two looks at a stream in which nothing happens; right after something happened they are closer. */
const POLL_MS = { busy: 50, idle: 200 };
/** A page with fewer records was all there is: while changes come in one by one, looks without a pause slow them down. */
const FEW = 100;
const AFTER_ERROR_MS = 1000;
/** Records of one shard that wait in memory for their function, a stuck lane's included. */
const MOST_WAITING = 5000;

export type ShardReader = {
  /** The first record that is not done yet, over all lanes. */
  position: () => Position;
  lanes: readonly Lane[];
  /** When the latest look began that found nothing more to read, in milliseconds. */
  caughtUpAt: () => number;
  /** Settles when the shard is closed and all of it is done, or when reading was stopped. */
  ended: Promise<'closed' | 'stopped'>;
};

export type ShardOptions = Omit<Delivery, 'done' | 'failing' | 'shardId'> & {
  source: StreamSource;
  passes: Filter;
  timeToLive: string | undefined;
  changed: () => void;
};

/** Reads one shard from a position to its end and hands what passes the filter to the lanes. */
export function followShard(options: ShardOptions, shardId: string, start: Position): ShardReader {
  const { source, passes, timeToLive, changed, say, stopping, mapping, streamArn } = options;
  const lanes = Array.from({ length: mapping.parallelizationFactor }, () => openLane({ ...options, shardId }));
  let read = start;
  let caughtUpAt = 0;

  const take = (records: readonly DynamoDBRecord[], seenAt: number): void => {
    for (const raw of records) {
      const sequenceNumber = raw.dynamodb?.SequenceNumber ?? '';
      read = { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber };
      const record = lambdaRecord(raw, streamArn, timeToLive);
      if (!passes(record)) continue;
      laneOf(lanes, record)?.push({ record, sequenceNumber, createdAt: createdAt(record, seenAt) });
    }
    for (const lane of lanes) lane.start();
    if (records.length > 0) changed();
  };
  const waiting = (): number => lanes.reduce((sum, lane) => sum + lane.size(), 0);
  const pause = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: stopping }).catch(() => undefined);

  const follow = async (): Promise<'closed' | 'stopped'> => {
    let iterator: string | undefined;
    let pollMs = POLL_MS.busy;
    let troubled = false;
    while (!stopping.aborted) {
      if (waiting() >= MOST_WAITING) {
        await pause(POLL_MS.busy);
        continue;
      }
      const began = Date.now();
      try {
        iterator ??= await openShard(source, shardId, read);
        const { records, next } = await readShard(source, iterator);
        troubled = false;
        take(records, began);
        iterator = next;
        if (records.length === 0) caughtUpAt = began;
        if (next === undefined) {
          while (waiting() > 0 && !stopping.aborted) await pause(POLL_MS.busy);
          return stopping.aborted ? 'stopped' : 'closed';
        }
        pollMs = records.length > 0 ? POLL_MS.busy : Math.min(pollMs * 1.5, POLL_MS.idle);
        if (records.length < FEW) await pause(pollMs);
      } catch (error) {
        iterator = undefined;
        if (stopping.aborted) break;
        if (isTrimmed(error)) read = { type: 'TRIM_HORIZON' };
        if (isTrimmed(error) || isExpired(error)) continue;
        if (!troubled) say(`the stream cannot be read: ${String(error)}`);
        troubled = true;
        await pause(AFTER_ERROR_MS);
      }
    }
    return 'stopped';
  };
  return {
    position: () => lowest(lanes) ?? read,
    lanes,
    caughtUpAt: () => caughtUpAt,
    ended: follow(),
  };
}

/** By the item's key: changes of one item stay in order, those of others need not wait for them. */
function laneOf(lanes: readonly Lane[], { dynamodb }: DynamoDBRecord): Lane | undefined {
  const key = JSON.stringify(Object.entries(dynamodb?.Keys ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return lanes[crc32(key) % lanes.length];
}

function lowest(lanes: readonly Lane[]): Position | undefined {
  const heads = lanes.flatMap((lane) => lane.head()?.sequenceNumber ?? []);
  if (heads.length === 0) return undefined;
  const sequenceNumber = heads.reduce((least, one) => (isBefore(one, least) ? one : least));
  return { type: 'AT_SEQUENCE_NUMBER', sequenceNumber };
}
