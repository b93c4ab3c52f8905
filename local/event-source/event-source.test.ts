import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { callTable } from '../table/call.ts';
import { aMapping, aStream, failed, nameOf, numbered } from './testing/stream.ts';

test('every change is delivered once, the changes of an item in order', async () => {
  const { put, start } = await aStream();
  const seen: string[] = [];
  const source = await start((records) => void seen.push(...records.map(nameOf)));
  await put(...numbered('a', 20), ...numbered('b', 20));
  await source.settled();
  expect(seen).toEqual([...numbered('a', 20), ...numbered('b', 20)]);
  expect(source.lag()['reader']).toMatchObject({ behindRecords: 0, behindMs: 0, allRead: true });
});

test('a record reaches its function within 300 ms after a time of rest', async () => {
  const { put, start } = await aStream();
  let seenAt = 0;
  const source = await start(() => void (seenAt = Date.now()));
  const waits: number[] = [];
  for (const round of [1, 2, 3]) {
    await source.settled();
    await sleep(700);
    await put(`a${round}`);
    const writtenAt = Date.now();
    await vi.waitFor(() => expect(seenAt).toBeGreaterThanOrEqual(writtenAt - 5), { timeout: 3000, interval: 5 });
    waits.push(seenAt - writtenAt);
  }
  // Of three, because the machine may be busy with something else.
  expect(Math.min(...waits)).toBeLessThan(300);
});

test('a restart in the middle loses nothing, and delivers again only what was not done', async () => {
  const { put, start } = await aStream();
  await put(...numbered('a', 30));
  const first: string[] = [];
  const mappings = [aMapping({ batchSize: 10 })];
  const before = await start(
    async (records) => {
      first.push(...records.map(nameOf));
      // The second batch never ends.
      if (first.length > 10) await new Promise(() => undefined);
    },
    { mappings },
  );
  await vi.waitFor(() => expect(first.length).toBe(20));
  await before.stop(50);

  const second: string[] = [];
  const after = await start((records) => void second.push(...records.map(nameOf)), { mappings });
  await after.settled();
  expect(first.slice(0, 10)).toEqual(numbered('a', 10));
  expect(second).toEqual(numbered('a', 30).slice(10));
});

test('the stored position is never ahead of what is done, whenever the process is killed', async () => {
  const { put, start, positionsFile } = await aStream();
  await put(...numbered('a', 40));
  const done: string[] = [];
  const stored = (): number => {
    const text = readFileSync(positionsFile, { encoding: 'utf8', flag: 'a+' });
    const { type, sequenceNumber = '0' } = Object.values<Record<string, string>>(
      text ? JSON.parse(text).mappings.reader : {},
    )[0] ?? { type: 'AFTER_SEQUENCE_NUMBER' };
    return Number(sequenceNumber) - (type === 'AT_SEQUENCE_NUMBER' ? 1 : 0);
  };
  let last = 0;
  const ahead: string[] = [];
  const source = await start(
    async (records) => {
      await sleep(300);
      // What a process would find that starts now, before this batch is done.
      const before = Number(records[0]?.dynamodb?.SequenceNumber) - 1;
      if (stored() > before) ahead.push(`${stored()} > ${before}`);
      done.push(...records.map(nameOf));
      last = Number(records.at(-1)?.dynamodb?.SequenceNumber);
    },
    { mappings: [aMapping({ batchSize: 10 })] },
  );
  await source.settled();
  await source.stop();
  expect(ahead).toEqual([]);
  expect(done).toEqual(numbered('a', 40));
  expect(stored()).toBe(last);
});

test.each(['', '{"half', '{"streamArn":"another","mappings":{}}', '{"streamArn":1}'])(
  'a positions file that holds %j costs a second delivery and loses nothing',
  async (content) => {
    const { put, start, positionsFile } = await aStream();
    await put(...numbered('a', 3));
    writeFileSync(positionsFile, content);
    const seen: string[] = [];
    const source = await start((records) => void seen.push(...records.map(nameOf)));
    await source.settled();
    expect(seen).toEqual(numbered('a', 3));
  },
);

test('a batch is delivered when it is full, and otherwise when its window ends', async () => {
  const { put, start } = await aStream();
  await put(...numbered('a', 7));
  const batches: number[] = [];
  const times: number[] = [];
  const began = Date.now();
  const source = await start(
    (records) => {
      batches.push(records.length);
      times.push(Date.now() - began);
    },
    { mappings: [aMapping({ batchSize: 3, windowSeconds: 1.5 })] },
  );
  await source.settled();
  expect(batches).toEqual([3, 3, 1]);
  expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(1400);
});

test('a record that no filter lets through reaches no function, and is not read again', async () => {
  const { put, start } = await aStream();
  const seen: string[] = [];
  const mappings = [
    aMapping({ filters: [{ eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'a' }] } } } }] }),
    aMapping({ functionName: 'other', filters: [{ dynamodb: { Keys: { pk: { S: ['b'] } } } }] }),
  ];
  const reader = (records: Parameters<typeof nameOf>[0][], name: string) =>
    void seen.push(...records.map((record) => `${name} ${nameOf(record)}`));
  const source = await start(reader as never, { mappings });
  await put('a1', 'a2', 'b1', 'c1');
  await source.settled();
  expect(seen.toSorted()).toEqual(['other b1', 'reader a1']);
  await source.stop();
  const again = await start(reader as never, { mappings });
  await again.settled();
  expect(seen).toHaveLength(2);
});

test('one lane that is stuck stops no other lane, and the position waits for it', async () => {
  const { put, start } = await aStream();
  const mappings = [aMapping({ batchSize: 5, parallelizationFactor: 8 })];
  const names = ['stuck', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const seen: string[] = [];
  const source = await start(
    (records) => {
      if (records.some((record) => nameOf(record).startsWith('stuck'))) throw new Error('not this one');
      seen.push(...records.map(nameOf));
    },
    { mappings },
  );
  for (const version of [1, 2, 3]) await put(...names.map((name) => `${name}${version}`));
  await vi.waitFor(() => expect(new Set(seen.map((name) => name.slice(0, -1))).size).toBeGreaterThanOrEqual(4));
  for (const name of names) {
    const versions = seen.filter((one) => one.startsWith(name));
    expect(versions).toEqual(versions.toSorted());
  }
  expect(source.lag()['reader']).toMatchObject({ failure: 'not this one' });
  await source.stop(50);

  const rest: string[] = [];
  const after = await start((records) => void rest.push(...records.map(nameOf)), { mappings });
  await after.settled();
  // Whatever had not been done is delivered, the stuck item's changes first to last.
  expect(rest.filter((name) => name.startsWith('stuck'))).toEqual(numbered('stuck', 3));
  const all = names.flatMap((name) => numbered(name, 3));
  expect(new Set([...seen, ...rest])).toEqual(new Set(all));
});

test('a removal by time to live is marked as on AWS, one by hand is not', async () => {
  const { url, tableName, start } = await aStream();
  const item = (name: string, expiresAt?: number) => ({
    pk: { S: name },
    sk: { S: 'item' },
    ...(expiresAt && { expiresAt: { N: String(expiresAt) } }),
  });
  const now = Math.floor(Date.now() / 1000);
  for (const Item of [item('gone', now - 600), item('kept', now + 600), item('plain')]) {
    await callTable(url, 'table', 'PutItem', { TableName: tableName, Item });
    const { pk, sk } = Item;
    await callTable(url, 'table', 'DeleteItem', { TableName: tableName, Key: { pk, sk } });
  }
  const marks: unknown[] = [];
  const source = await start(
    (records) =>
      void marks.push(
        ...records
          .filter(({ eventName }) => eventName === 'REMOVE')
          .map(({ dynamodb, userIdentity }) => [dynamodb?.Keys?.['pk']?.S, userIdentity]),
      ),
    { timeToLive: 'expiresAt' },
  );
  await source.settled();
  expect(marks).toEqual([
    ['gone', { type: 'Service', principalId: 'dynamodb.amazonaws.com' }],
    ['kept', undefined],
    ['plain', undefined],
  ]);
});

test('an empty list of failures is a success', async () => {
  const { put, start } = await aStream();
  await put('a1');
  let calls = 0;
  const source = await start(() => {
    calls++;
    return failed();
  });
  await source.settled();
  expect(calls).toBe(1);
});
