import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, test, expect } from 'vitest';
import { callCloud, callJson, type Cloud } from './cloud.ts';
import { startEmulator } from './emulator.ts';
import { memoryMiB } from './memory.ts';
import { choosePorts } from './ports.ts';
import { processes } from './process-list.ts';

const BATCHES = 300;
const PER_BATCH = 10;
/** Events of this size would take 58 MiB. */
const DETAIL = JSON.stringify({ words: 'x'.repeat(20_000) });
const INVOCATIONS = 50;
/** An archive with nothing in it. */
const EMPTY_ZIP = ['PK\x05\x06', ...Array.from({ length: 18 }, () => '\0')].join('');

async function anEmulator(): Promise<{ cloud: Cloud; memory: () => number }> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-emulator-'));
  const { cloud: port } = await choosePorts(join(folder, 'ports.json'));
  const emulator = await startEmulator({ port, folder });
  onTestFinished(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });
  const memory = (): number =>
    memoryMiB([...processes()].flatMap(([pid, { group }]) => (group === emulator.pid ? [pid] : [])));
  return { cloud: { url: emulator.url, folder, signal: new AbortController().signal }, memory };
}

/** A function that another server runs, as ours are; the server counts. */
async function aFunction(cloud: Cloud): Promise<{ invoke: () => Promise<Response>; ran: () => number }> {
  let ran = 0;
  const server = createServer((_, response) => {
    ran += 1;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const MINISTACK_LAMBDA_PROXY_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const created = await callCloud(cloud, 'lambda', '/2015-03-31/functions', {
    method: 'POST',
    body: JSON.stringify({
      FunctionName: 'counted',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/any',
      Code: { ZipFile: Buffer.from(EMPTY_ZIP).toString('base64') },
      Environment: { Variables: { MINISTACK_LAMBDA_PROXY_URL } },
    }),
  });
  expect(await created.text()).toContain('FunctionArn');
  const path = '/2015-03-31/functions/counted/invocations';
  return { invoke: () => callCloud(cloud, 'lambda', path, { method: 'POST', body: '{}' }), ran: () => ran };
}

test('what is sent through the emulator and run by it takes no memory once it is done', async () => {
  const { cloud, memory } = await anEmulator();
  const { invoke, ran } = await aFunction(cloud);
  const Entries = Array.from({ length: PER_BATCH }, () => ({ Source: 'heed', DetailType: 'Any', Detail: DETAIL }));
  const put = () => callJson<{ FailedEntryCount: number }>(cloud, 'events', 'AWSEvents.PutEvents', { Entries });
  await put();
  const before = memory();
  for (let batch = 0; batch < BATCHES; batch += 1) expect((await put()).FailedEntryCount).toBe(0);
  expect(memory() - before).toBeLessThan(20);

  for (let time = 0; time < INVOCATIONS; time += 1) expect((await invoke()).status).toBe(200);
  expect(ran()).toBe(INVOCATIONS);
  const { logGroups } = await callJson<{ logGroups: unknown[] }>(cloud, 'logs', 'Logs_20140328.DescribeLogGroups', {});
  expect(logGroups).toEqual([]);
});
