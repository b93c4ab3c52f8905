import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { callTable } from './call.ts';
import { removeExpired, startExpiry } from './expiry.ts';
import { prepareTable } from './prepare.ts';

const url = process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';
const DAY_S = 86_400;

type Options = Parameters<typeof removeExpired>[0];

/** A table of its own, with items that are put one by one. */
async function aTable(): Promise<Options & { put: (pk: string, expiresAt?: object) => Promise<void> }> {
  const tableName = `expiry-${randomBytes(6).toString('hex')}`;
  await prepareTable(url, {
    TableName: tableName,
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  return {
    url,
    tableName,
    keys: ['pk'],
    attribute: 'expiresAt',
    segments: 3,
    put: async (pk, expiresAt) => {
      const Item = { pk: { S: pk }, text: { S: 'x'.repeat(1000) }, ...(expiresAt && { expiresAt }) };
      await callTable(url, 'table', 'PutItem', { TableName: tableName, Item });
    },
  };
}

async function namesIn(tableName: string): Promise<string[]> {
  type Page = { Items: { pk: { S: string } }[] };
  const { Items } = await callTable<Page>(url, 'table', 'Scan', { TableName: tableName });
  return Items.map(({ pk }) => pk.S).toSorted();
}

let now = 0;
beforeAll(() => void (now = Math.floor(Date.now() / 1000)));
const seconds = (value: number) => ({ N: String(value) });

test('what has expired is removed; what has not, or names no time, stays', async () => {
  const table = await aTable();
  await table.put('gone', seconds(now - 3600));
  await table.put('later', seconds(now + 3600));
  await table.put('never');
  // As on AWS: text is no time, and neither is a number more than five years back.
  await table.put('text', { S: String(now - 3600) });
  await table.put('ancient', seconds(now - 6 * 365 * DAY_S));
  expect(await removeExpired(table)).toBe(1);
  expect(await namesIn(table.tableName)).toEqual(['ancient', 'later', 'never', 'text']);
});

test('an item whose time is set anew while others are removed stays', async () => {
  const table = await aTable();
  for (let number = 0; number < 30; number++) await table.put(`gone${number}`, seconds(now - 3600));
  const removing = removeExpired(table);
  // All are renewed at the same time: each is either removed before its renewal or stays, and none is lost after it.
  for (let number = 29; number >= 0; number--) await table.put(`gone${number}`, seconds(now + 3600));
  await removing;
  expect(await removeExpired(table)).toBe(0);
  const kept = await namesIn(table.tableName);
  expect(kept).toContain('gone0');
});

test('more than a page is looked through', async () => {
  const table = await aTable();
  // A page of a scan ends at 1 MB.
  const text = 'x'.repeat(200_000);
  for (let number = 0; number < 12; number++) {
    const Item = { pk: { S: `p${number}` }, text: { S: text }, expiresAt: seconds(now - 3600) };
    await callTable(url, 'table', 'PutItem', { TableName: table.tableName, Item });
  }
  expect(await removeExpired(table)).toBe(12);
});

test('expiry begins at once, ends when it is stopped, and a table that is away does not end it', async () => {
  const { put, ...table } = await aTable();
  await put('gone', seconds(now - 3600));
  const lines: string[] = [];
  const stop = startExpiry({ ...table, say: (line) => lines.push(line) });
  await vi.waitFor(async () => expect(await namesIn(table.tableName)).toEqual([]), { timeout: 5000 });
  await stop();
  expect(lines).toEqual([]);

  const away = startExpiry({ ...table, url: 'http://127.0.0.1:9', say: (line) => lines.push(line) });
  await vi.waitFor(() => expect(lines).toEqual([expect.stringContaining('expired items were not removed')]));
  await away();
});
