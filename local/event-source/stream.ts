import type { DynamoDBRecord } from 'aws-lambda';
import { callTable, RefusedError } from '../table/call.ts';

/** Where reading of a shard begins: what GetShardIterator takes. */
export type Position =
  | { type: 'TRIM_HORIZON' }
  | { type: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER'; sequenceNumber: string };

export type Shard = { ShardId: string; ParentShardId?: string };

/** DynamoDB Local gives the minute in which a change was made; Lambda gives the second. */
const CREATION_PRECISION_S = 60;

export type StreamSource = { url: string; streamArn: string; signal: AbortSignal };

export async function streamArnOf(url: string, tableName: string): Promise<string> {
  // Not from the description of the table: for one, DynamoDB Local counts all items.
  const { Streams } = await callTable<{ Streams: { StreamArn: string; StreamLabel: string }[] }>(
    url,
    'stream',
    'ListStreams',
    { TableName: tableName },
  );
  const latest = Streams.toSorted((one, other) => (one.StreamLabel < other.StreamLabel ? -1 : 1)).at(-1);
  if (latest) return latest.StreamArn;
  throw new Error(`table ${tableName} has no stream`);
}

export async function listShards({ url, streamArn, signal }: StreamSource): Promise<Shard[]> {
  type Page = { StreamDescription: { Shards: Shard[]; LastEvaluatedShardId?: string } };
  const shards: Shard[] = [];
  let from: string | undefined;
  do {
    const input = { StreamArn: streamArn, ExclusiveStartShardId: from };
    const page: Page = await callTable<Page>(url, 'stream', 'DescribeStream', input, signal);
    shards.push(...page.StreamDescription.Shards);
    from = page.StreamDescription.LastEvaluatedShardId;
  } while (from);
  return shards;
}

/** An iterator at the position, or at the oldest record there is when the position has been trimmed away meanwhile. */
export async function openShard(source: StreamSource, shardId: string, position: Position): Promise<string> {
  const { url, streamArn, signal } = source;
  const iterator = async (at: Position): Promise<string> => {
    const input = {
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: at.type,
      ...('sequenceNumber' in at && { SequenceNumber: at.sequenceNumber }),
    };
    const reply = await callTable<{ ShardIterator: string }>(url, 'stream', 'GetShardIterator', input, signal);
    return reply.ShardIterator;
  };
  return iterator(position).catch((error: unknown) => {
    if (isTrimmed(error)) return iterator({ type: 'TRIM_HORIZON' });
    throw error;
  });
}

export const isTrimmed = (error: unknown): boolean =>
  error instanceof RefusedError && error.name === 'TrimmedDataAccessException';

export const isExpired = (error: unknown): boolean =>
  error instanceof RefusedError && error.name === 'ExpiredIteratorException';

export type Read = { records: DynamoDBRecord[]; next: string | undefined };

export async function readShard({ url, signal }: StreamSource, iterator: string): Promise<Read> {
  type Page = { Records: DynamoDBRecord[]; NextShardIterator?: string };
  const page = await callTable<Page>(url, 'stream', 'GetRecords', { ShardIterator: iterator, Limit: 1000 }, signal);
  return { records: page.Records, next: page.NextShardIterator };
}

/** The record as Lambda hands it to a function, with the mark of a removal by time to live. */
export function lambdaRecord(record: DynamoDBRecord, streamArn: string, timeToLive?: string): DynamoDBRecord {
  const expires = record.eventName === 'REMOVE' && timeToLive && record.dynamodb?.OldImage?.[timeToLive]?.N;
  const created = record.dynamodb?.ApproximateCreationDateTime ?? 0;
  return {
    ...record,
    awsRegion: 'us-east-1',
    eventSourceARN: streamArn,
    // Nobody but table/expiry.ts removes what expired that long ago, so that the mark need not be stored.
    ...(expires &&
      Number(expires) <= created && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  };
}

/** Milliseconds at which the change was made, as far as is known: not later than it was seen. */
export const createdAt = (record: DynamoDBRecord, seenAt: number): number =>
  Math.min(seenAt, ((record.dynamodb?.ApproximateCreationDateTime ?? Infinity) + CREATION_PRECISION_S) * 1000);

/** Sequence numbers are whole numbers, longer than a double holds. */
export function isBefore(one: string, other: string): boolean {
  const [a, b] = [one.replace(/^0+/, ''), other.replace(/^0+/, '')];
  return a.length === b.length ? a < b : a.length < b.length;
}
