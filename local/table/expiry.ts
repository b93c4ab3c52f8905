import { setTimeout as sleep } from 'node:timers/promises';
import { callTable, RefusedError } from './call.ts';

const FIVE_YEARS_S = 5 * 365 * 86_400;
const GRACE_S = 120;
/** Without a limit DynamoDB Local reads a whole segment into its memory for one page, and ends in a lack of it. */
const PER_PAGE = 500;
/**
 * For each page DynamoDB Local sorts all that the page could come from: of a table with a million items that takes two seconds,
 * in which nobody else is answered. A segment is found by an index, so a page of one of many takes some milliseconds.
 */
const SEGMENTS = 1_000;

type Key = Record<string, object>;
type Page = { Items: Key[]; LastEvaluatedKey?: Key };

type Options = {
  url: string;
  tableName: string;
  /** Names of the key attributes. */
  keys: readonly string[];
  /** Number attribute that holds the second after which an item is no more. */
  attribute: string;
  /** Parts in which the table is read. */
  segments?: number;
  signal?: AbortSignal;
};

/**
 * Removes all items that have expired and returns how many. An item whose time was set anew meanwhile stays.
 * Pauses between pages, so that whoever works with the table hardly notices: nobody waits for an expiry, AWS takes days.
 */
export async function removeExpired(options: Options, pauseMs = 0): Promise<number> {
  const { segments = SEGMENTS, signal } = options;
  let removed = 0;
  for (let segment = 0; segment < segments; segment += 1) {
    for await (const { items, until } of pagesOf(options, segment, segments)) {
      for (const key of items) removed += await remove(options, key, until);
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal });
    }
  }
  return removed;
}

/** What has expired in a segment of the table, page by page. */
async function* pagesOf({ url, tableName, keys, attribute, signal }: Options, segment: number, segments: number) {
  const [from, until] = expired();
  const names = Object.fromEntries([attribute, ...keys].map((name, index) => [`#${index}`, name]));
  const input = {
    TableName: tableName,
    Limit: PER_PAGE,
    Segment: segment,
    TotalSegments: segments,
    FilterExpression: '#0 BETWEEN :from AND :until',
    ProjectionExpression: Object.keys(names).slice(1).join(),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':from': from, ':until': until },
  };
  let start: Key | undefined;
  do {
    const page: Page = await callTable<Page>(url, 'table', 'Scan', { ...input, ExclusiveStartKey: start }, signal);
    yield { items: page.Items, until };
    start = page.LastEvaluatedKey;
  } while (start);
}

/**
 * Like AWS it leaves alone what should have gone more than five years ago: such a number is hardly a time. And what went
 * less than two minutes ago, because stream.ts knows a removal by its time, which DynamoDB Local gives in whole minutes.
 */
function expired(): [{ N: string }, { N: string }] {
  const now = Math.floor(Date.now() / 1000);
  return [{ N: String(now - FIVE_YEARS_S) }, { N: String(now - GRACE_S) }];
}

async function remove({ url, tableName, attribute, signal }: Options, key: Key, until: object): Promise<0 | 1> {
  const input = {
    TableName: tableName,
    Key: key,
    ConditionExpression: '#expires <= :until',
    ExpressionAttributeNames: { '#expires': attribute },
    ExpressionAttributeValues: { ':until': until },
  };
  try {
    await callTable(url, 'table', 'DeleteItem', input, signal);
    return 1;
  } catch (error) {
    if (error instanceof RefusedError && error.name === 'ConditionalCheckFailedException') return 0;
    throw error;
  }
}

const EVERY_MS = 15 * 60_000;
/** A table at rest is asked ten times a second for less than two minutes of each quarter of an hour. */
const PAUSE_MS = 100;

/** Removes expired items now and again every quarter of an hour. Returns how to stop, which waits for the request under way. */
export function startExpiry(options: Omit<Options, 'signal'> & { say: (line: string) => void }): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await removeExpired({ ...options, signal }, PAUSE_MS);
      } catch (error) {
        if (!signal.aborted) options.say(`expired items were not removed: ${String(error)}`);
      }
      await sleep(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  const ended = work();
  return async () => {
    stopping.abort();
    await ended;
  };
}
