import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEventSource } from '../event-source/event-source.ts';
import { aMapping } from '../event-source/testing/stream.ts';
import { freePort } from '../../shared/testing/dynamodb.ts';
import { streamedTable } from '../../shared/testing/table-definition.ts';
import { callTable } from './call.ts';
import { type DynamoDb, startDynamoDb } from './server.ts';

const TABLE = 'kept';

type Server = { folder: string; start: () => Promise<DynamoDb> };

/** A folder for a database that is started as often as wanted; all of it goes with the test. */
async function aServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-table-'));
  const port = await freePort();
  const started: DynamoDb[] = [];
  onTestFinished(async () => {
    await Promise.all(started.map((server) => server.stop()));
    rmSync(folder, { recursive: true });
  });
  const start = async (): Promise<DynamoDb> => {
    const server = await startDynamoDb({ port, folder });
    started.push(server);
    return server;
  };
  return { folder, start };
}

/** Puts items one after the other until the table is away. Names of what was acknowledged. */
async function putUntilItEnds(url: string, writer: number, acknowledged: Set<string>): Promise<void> {
  for (let number = 0; ; number++) {
    const name = `${writer}-${number}`;
    try {
      const Item = { pk: { S: name }, sk: { S: 'item' }, text: { S: 'x'.repeat(500) }, version: { N: '1' } };
      await callTable(url, 'table', 'PutItem', { TableName: TABLE, Item });
    } catch {
      return;
    }
    acknowledged.add(name);
  }
}

async function allNames(url: string): Promise<Set<string>> {
  type Page = { Items: { pk: { S: string } }[]; LastEvaluatedKey?: object };
  const names = new Set<string>();
  let from: object | undefined;
  do {
    const input = { TableName: TABLE, ExclusiveStartKey: from, ConsistentRead: true };
    const page: Page = await callTable<Page>(url, 'table', 'Scan', input);
    for (const { pk } of page.Items) names.add(pk.S);
    from = page.LastEvaluatedKey;
  } while (from);
  return names;
}

test('kill -9 during writes loses no acknowledged item and no stream record, and the readers go on where they were', async () => {
  const { folder, start } = await aServer();
  const first = await start();
  await callTable(first.url, 'table', 'CreateTable', streamedTable(TABLE));
  const read = { before: [] as string[], after: [] as string[] };
  const follow = (url: string, names: string[]) =>
    startEventSource({
      url,
      tableName: TABLE,
      positionsFile: join(folder, 'positions.json'),
      mappings: [aMapping({ parallelizationFactor: 4 })],
      say: () => undefined,
      onFailure: () => Promise.reject(new Error('nothing fails here')),
      invoke: async (_, { Records }) => {
        names.push(...Records.map(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S ?? ''));
        return { result: undefined };
      },
    });
  const source = await follow(first.url, read.before);
  const acknowledged = new Set<string>();
  const writers = Array.from({ length: 8 }, (_, writer) => putUntilItEnds(first.url, writer, acknowledged));
  const enough = 100 + Math.random() * 200;
  await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(enough), { timeout: 60_000, interval: 5 });
  // The whole process group, so that nothing is left that could still write something.
  process.kill(-first.pid, 'SIGKILL');
  await Promise.all(writers);
  await source.stop();

  const second = await start();
  const kept = await allNames(second.url);
  expect([...acknowledged].filter((name) => !kept.has(name))).toEqual([]);
  const next = await follow(second.url, read.after);
  await next.settled();
  await next.stop();
  // Every item that is there has its stream record, the unacknowledged ones included.
  const readNames = new Set([...read.before, ...read.after]);
  expect([...kept].filter((name) => !readNames.has(name))).toEqual([]);
  // Not from the beginning: what was read before is not read again, but for what was not yet noted as done.
  expect(read.before.length).toBeGreaterThan(0);
  expect(read.after.length).toBeLessThan(kept.size);
}, 180_000);

test('it listens on 127.0.0.1 alone', async () => {
  const port = Number(new URL(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '').port);
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  const reaches = (host: string) =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ host, port, timeout: 2000 }, () => resolve(true));
      for (const name of ['error', 'timeout']) socket.on(name, () => resolve(false));
      socket.on('close', () => resolve(false));
      onTestFinished(() => void socket.destroy());
    });
  expect(await reaches('127.0.0.1')).toBe(true);
  for (const address of ['127.0.0.2', ...outside]) expect(await reaches(address)).toBe(false);
});
