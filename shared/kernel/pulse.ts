import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { PULSE, type Reader, readers } from './readers.ts';
import { sendAll } from './retry.ts';
import { systemDb, tableName } from './table.ts';
import { isConditionFailed } from './write.ts';

/**
 * Lag is measured with pulses: rows that say when they were written and that go through the table's stream like every
 * change. A reader notes the pulses that it has come past; the oldest that it has not is as old as the reader is behind.
 * A pulse has several rows, because each partition of the table has a stream of its own.
 */
const SLOTS = 8;
/** While somebody asks for the lag, a pulse is sent at most this often. */
const EVERY_MS = 1_000;
/** So many pulses that not every reader has come past are remembered: the oldest and the newest of them. */
const MOST_OPEN = 40;

const STATE = 'sys#pulse';
const slots = Array.from({ length: SLOTS }, (_, slot) => `${STATE}#${slot}`);

export const isPulse = ({ dynamodb }: DynamoDBRecord): boolean => slots.includes(dynamodb?.Keys?.['pk']?.S ?? '');

/** What is known of the pulses: those that were sent, and for each reader the newest of each row that it came past. */
type State = { sent: string[]; seen: Map<Reader, (string | undefined)[]> };

async function readState(): Promise<State> {
  // One page is enough: a small row per reader and slot, and one more.
  const { Items = [] } = await systemDb().send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': STATE },
      ConsistentRead: true,
    }),
  );
  const rows = new Map(Items.map((item) => [String(item['sk']), item]));
  const seenAt = (reader: Reader, slot: string) => rows.get(`${reader} ${slot}`)?.['at'] as string | undefined;
  return {
    sent: (rows.get('sent')?.['sent'] as string[] | undefined) ?? [],
    seen: new Map(readers.map((reader) => [reader, slots.map((slot) => seenAt(reader, slot))])),
  };
}

/** Up to which pulse a reader has come in every row; undefined where it has never seen one. */
function passed({ seen }: State, reader: Reader): string | undefined {
  const times = seen.get(reader) ?? [];
  if (times.every((at) => at === undefined)) return undefined;
  return times.map((at) => at ?? '').toSorted()[0];
}

async function send(state: State, now: Date): Promise<string[]> {
  const at = now.toISOString();
  const everywhere = readers.map((reader) => passed(state, reader) ?? '').toSorted()[0] ?? '';
  const open = [...state.sent.filter((one) => one > everywhere), at];
  const kept = open.length > MOST_OPEN ? [...open.slice(0, MOST_OPEN / 2), ...open.slice(-MOST_OPEN / 2)] : open;
  await sendAll('the table', slots, async (open) => {
    const puts = open.map((pk) => ({ PutRequest: { Item: { pk, sk: PULSE, at } } }));
    const reply = await systemDb().send(new BatchWriteCommand({ RequestItems: { [tableName()]: puts } }));
    const refused = reply.UnprocessedItems?.[tableName()] ?? [];
    return refused.map(({ PutRequest }) => String(PutRequest?.Item?.['pk']));
  });
  // Written last: what is remembered here is on its way. Of two that write at once one pulse is forgotten, which is all.
  await systemDb().send(new PutCommand({ TableName: tableName(), Item: { pk: STATE, sk: 'sent', sent: kept } }));
  return kept;
}

/** How far a reader is behind, in milliseconds; undefined for one that has never come past a pulse. */
export type Lags = Record<Reader, number | undefined>;

/**
 * How far each reader is behind now. Sends a pulse when the last is more than `everyMs` old, so that the next caller
 * finds a newer answer.
 */
export async function readLags(now: Date, everyMs = EVERY_MS): Promise<Lags> {
  const state = await readState();
  const last = state.sent.at(-1);
  const due = last === undefined || now.getTime() - Date.parse(last) >= everyMs;
  return lagsOf(due ? { ...state, sent: await send(state, now) } : state, now);
}

function lagsOf(state: State, now: Date): Lags {
  const lagOf = (reader: Reader): number | undefined => {
    const until = passed(state, reader);
    if (until === undefined) return undefined;
    const oldest = state.sent.find((at) => at > until);
    return oldest === undefined ? 0 : Math.max(0, now.getTime() - Date.parse(oldest));
  };
  return Object.fromEntries(readers.map((reader) => [reader, lagOf(reader)])) as Lags;
}

const LOOK_MS = 200;

/**
 * Sends a pulse and looks for how long it is on its way to each reader; for one that it has not reached within
 * `withinMs`, says how far that one is behind by then. Does not wait for a reader that has never run.
 */
export async function measureLags(withinMs: number): Promise<Lags> {
  const started = Date.now();
  await send(await readState(), new Date(started));
  const reached = new Map<Reader, number>();
  for (;;) {
    const seen = await readState();
    const now = new Date();
    const lags = lagsOf(seen, now);
    for (const reader of readers) {
      const until = passed(seen, reader);
      if (until !== undefined && Date.parse(until) >= started && !reached.has(reader))
        reached.set(reader, now.getTime() - started);
    }
    const open = readers.filter((reader) => lags[reader] !== undefined && !reached.has(reader));
    if (open.length === 0 || now.getTime() - started >= withinMs) {
      return Object.fromEntries(readers.map((reader) => [reader, reached.get(reader) ?? lags[reader]])) as Lags;
    }
    await sleep(LOOK_MS);
  }
}

/** Notes that a reader has come past the pulses of a batch. Delivered again, or late, an older pulse changes nothing. */
export async function notePulses(reader: Reader, records: readonly DynamoDBRecord[]): Promise<void> {
  const newest = new Map<string, string>();
  for (const { dynamodb } of records.filter(isPulse)) {
    const [slot, at] = [dynamodb?.Keys?.['pk']?.S, dynamodb?.NewImage?.['at']?.S];
    if (slot !== undefined && at !== undefined && at > (newest.get(slot) ?? '')) newest.set(slot, at);
  }
  await Promise.all([...newest].map(([slot, at]) => notePulse(`${reader} ${slot}`, at)));
}

async function notePulse(sk: string, at: string): Promise<void> {
  try {
    await systemDb().send(
      new PutCommand({
        TableName: tableName(),
        Item: { pk: STATE, sk, at },
        ConditionExpression: 'attribute_not_exists(pk) OR #at < :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': at },
      }),
    );
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}
