import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeKept } from './kept/file.ts';
import { demoFile, prepareDemo } from './seed.ts';

type Item = { externalId: string };
let folder: string;
let said: string[];
/** What the API has stored, as JSON by `externalId`, and how often it was asked to store anything. */
let stored: Map<string, string>;
let bulks: number;
let refuse: boolean;
/** How many records were there whenever the people of the company began to act. */
let acted: number[];
let api: { url: string; close: () => void };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heed-demo-'));
  mkdirSync(join(folder, 'kept'));
  [said, stored, bulks, refuse, acted] = [[], new Map(), 0, false, []];
  api = await startApi();
});
afterEach(() => {
  api.close();
  rmSync(folder, { recursive: true });
});

/** Two operations of the API: the list, and the bulk, which replaces what it knows. */
async function startApi() {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method === 'GET')
      return answer(200, { items: [...stored.values()].slice(0, 1).map((text) => JSON.parse(text)) });
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      bulks += 1;
      const { items } = JSON.parse(text) as { items: Item[] };
      if (refuse) return answer(200, { results: items.map((_, index) => ({ index, status: 400 })) });
      for (const item of items) stored.set(item.externalId, JSON.stringify(item));
      answer(200, { results: items.map((_, index) => ({ index, status: 201 })) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

const prepare = (settled: () => Promise<void> = async () => undefined) =>
  prepareDemo({
    folder,
    api: api.url,
    token: 'token',
    settled,
    act: async () => {
      acted.push(stored.size);
    },
    say: (line) => said.push(line),
  });
const isComplete = (): boolean =>
  readFileSync(join(folder, 'kept', 'demo.json'), 'utf8').includes('\\"complete\\":true');
const untilComplete = () => vi.waitFor(() => expect(isComplete()).toBe(true), 5000);

test('an empty company is filled with 300 records, told as it goes, and not again at the next start', async () => {
  (await prepare())?.();
  await untilComplete();
  expect(stored.size).toBe(300);
  expect(said).toEqual([
    '… demo company: 100 of 300 records',
    '… demo company: 200 of 300 records',
    expect.stringMatching(/^✓ demo company/),
  ]);
  expect(await prepare()).toBeUndefined();
  expect(acted).toEqual([300]);
});

test('upon a history come the records of the last month alone', async () => {
  stored.set('history', JSON.stringify({ externalId: 'history' }));
  writeKept(demoFile(folder), { now: new Date().toISOString(), complete: false, history: true });
  (await prepare())?.();
  await untilComplete();
  expect(stored.size).toBe(101);
  const since = new Date(Date.now() - 31 * 86_400_000).toISOString();
  const [, ...sent] = [...stored.values()].map((text) => JSON.parse(text) as { occurredAt: string });
  expect(sent.filter(({ occurredAt }) => occurredAt < since)).toEqual([]);
  expect(await prepare()).toBeUndefined();
});

test('a start that ends in the middle is made whole by the next one, on another day too, with the same records', async () => {
  const reached = Promise.withResolvers<void>();
  const begin = await prepare(() =>
    bulks === 4 ? (reached.resolve(), new Promise(() => undefined)) : Promise.resolve(),
  );
  const stop = begin?.();
  await reached.promise;
  void stop?.();
  expect([stored.size, isComplete()]).toEqual([80, false]);
  const before = new Map(stored);
  vi.useFakeTimers({ now: Date.now() + 3 * 86_400_000, toFake: ['Date'] });
  try {
    (await prepare())?.();
    await untilComplete();
  } finally {
    vi.useRealTimers();
  }
  expect(stored.size).toBe(300);
  for (const [externalId, record] of before) expect(stored.get(externalId)).toBe(record);
});

test('the next batch waits until the readers have followed the one before', async () => {
  const release: (() => void)[] = [];
  (await prepare(() => new Promise((resolve) => release.push(resolve))))?.();
  await vi.waitFor(() => expect(release).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(bulks).toBe(1);
  release[0]?.();
  await vi.waitFor(() => expect(bulks).toBe(2));
});

test('a company that has records of its own gets no demo data', async () => {
  stored.set('own', '{"externalId":"own"}');
  expect(await prepare()).toBeUndefined();
});

test('a company whose table was removed is filled again', async () => {
  (await prepare())?.();
  await untilComplete();
  stored.clear();
  (await prepare())?.();
  await vi.waitFor(() => expect(stored.size).toBe(300), 5000);
});

test('demo data that is refused is told, and ends nothing', async () => {
  refuse = true;
  (await prepare())?.();
  await vi.waitFor(() => expect(said.at(-1)).toMatch(/^the demo data is not complete: refused with/), 10_000);
  expect(isComplete()).toBe(false);
});
