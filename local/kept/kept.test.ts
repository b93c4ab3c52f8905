import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { callCloud, callJson, type Cloud } from '../cloud.ts';
import { type Emulator, startEmulator } from '../emulator.ts';
import { choosePorts } from '../ports.ts';
import { positionsFile, restoreQueues, startKeeper } from './keeper.ts';
import { putObjectsBack, takeObjects } from './objects.ts';
import { peekQueues } from './queues.ts';
import { keepSecret } from './secret.ts';

const STREAM = 'arn:stream';
const at = (sequenceNumber: string) => ({ changes: { shard: { type: 'AT_SEQUENCE_NUMBER', sequenceNumber } } });

let folder: string;
let cloud: Cloud;
let emulator: Emulator;
let said: string[];
const say = (line: string): void => void said.push(line);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heed-kept-'));
  await start();
});
afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  for (const name of ['kept', 'secret-copy.json']) rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, 'kept'));
  said = [];
  await deployAnew();
});

async function start(): Promise<void> {
  const { cloud: port } = await choosePorts(join(folder, 'ports.json'));
  emulator = await startEmulator({ port, folder });
  cloud = { url: emulator.url, folder, signal: new AbortController().signal };
}

/** The emulator as each start finds it after its deployment: a queue, a bucket and a secret, all new. */
async function deployAnew(): Promise<void> {
  await callCloud(cloud, 'sqs', '/_ministack/reset', { method: 'POST' });
  await callJson(cloud, 'sqs', 'AmazonSQS.CreateQueue', { QueueName: 'work' });
  await callCloud(cloud, 's3', '/failures', { method: 'PUT' });
  await callJson(cloud, 'secretsmanager', 'secretsmanager.CreateSecret', {
    Name: 'links',
    SecretString: `made at start ${performance.now()}`,
    ClientRequestToken: 'a'.repeat(32),
  });
}

const queueUrl = async (): Promise<string> =>
  (await callJson<{ QueueUrl: string }>(cloud, 'sqs', 'AmazonSQS.GetQueueUrl', { QueueName: 'work' })).QueueUrl;

const send = async (...bodies: string[]): Promise<void> => {
  const QueueUrl = await queueUrl();
  const MessageAttributes = { origin: { DataType: 'String', StringValue: 'test' } };
  for (const MessageBody of bodies) {
    await callJson(cloud, 'sqs', 'AmazonSQS.SendMessage', { QueueUrl, MessageBody, MessageAttributes });
  }
};

const waiting = async () => (await peekQueues(cloud))['work'] ?? [];
const keepOnce = (positions: () => Record<string, unknown>, at = cloud): Promise<void> =>
  startKeeper(at, { streamArn: STREAM, positions, saveSecret: async () => undefined, say }).stop();
const stored = (): unknown => JSON.parse(readFileSync(positionsFile(folder), 'utf8'));

test('messages outlive the emulator, with those that were being worked on, and the stream is read from before them', async () => {
  await send(...Array.from({ length: 23 }, (_, index) => `message ${index}`));
  await callJson(cloud, 'sqs', 'AmazonSQS.ReceiveMessage', { QueueUrl: await queueUrl(), MaxNumberOfMessages: 10 });
  await keepOnce(() => at('7'));
  await deployAnew();
  expect(await waiting()).toEqual([]);
  await restoreQueues(cloud, say);
  const bodies = (await waiting()).map(({ Body }) => Body).toSorted();
  expect(bodies).toEqual(Array.from({ length: 23 }, (_, index) => `message ${index}`).toSorted());
  expect((await waiting())[0]?.MessageAttributes).toEqual({ origin: { DataType: 'String', StringValue: 'test' } });
  expect(stored()).toMatchObject({ streamArn: STREAM, mappings: at('7') });
  expect(said).toEqual([]);
});

test('positions are taken before the queues are looked at: what is sent in between comes from a change that counts as not read', async () => {
  const order: string[] = [];
  const { fetch } = globalThis;
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    if (typeof input === 'string' && input.includes('/sqs/messages')) order.push('queues');
    return fetch(input, init);
  });
  onTestFinished(() => void vi.restoreAllMocks());
  await keepOnce(() => {
    order.push('positions');
    return at('1');
  });
  expect(order).toEqual(['positions', 'queues', 'positions', 'queues']);
});

test.each([
  ['is missing', () => rmSync(join(folder, 'kept', 'queues.json'))],
  ['cannot be read', () => writeFileSync(join(folder, 'kept', 'queues.json'), 'half a fi')],
])('when the generation %s, the whole stream is read again', async (_, damage) => {
  await keepOnce(() => at('7'));
  damage();
  await restoreQueues(cloud, say);
  expect(stored()).toEqual({ streamArn: '', mappings: {} });
});

test('an emulator that does not answer costs no generation that was kept before', async () => {
  await send('kept');
  await keepOnce(() => at('7'));
  const ended: Cloud = { ...cloud, url: 'http://127.0.0.1:9' };
  await keepOnce(() => at('8'), ended);
  expect(said.join()).toContain('not kept at the moment');
  await deployAnew();
  await restoreQueues(cloud, say);
  expect((await waiting()).map(({ Body }) => Body)).toEqual(['kept']);
  expect(stored()).toMatchObject({ mappings: at('7') });
});

test('messages of a queue that is deployed no more are reported', async () => {
  await callJson(cloud, 'sqs', 'AmazonSQS.CreateQueue', { QueueName: 'gone' });
  const { QueueUrl } = await callJson<{ QueueUrl: string }>(cloud, 'sqs', 'AmazonSQS.GetQueueUrl', {
    QueueName: 'gone',
  });
  await callJson(cloud, 'sqs', 'AmazonSQS.SendMessage', { QueueUrl, MessageBody: 'x' });
  await keepOnce(() => at('1'));
  await deployAnew();
  await restoreQueues(cloud, say);
  expect(said).toEqual([expect.stringContaining('no queue gone')]);
});

const secretOf = async (): Promise<string> =>
  (
    await callJson<{ SecretString: string }>(cloud, 'secretsmanager', 'secretsmanager.GetSecretValue', {
      SecretId: 'links',
    })
  ).SecretString;

test.each([
  ['no copy', () => undefined],
  ['the first copy', () => rmSync(join(folder, 'kept', 'secret.json'))],
  ['the second copy', () => rmSync(join(folder, 'secret-copy.json'))],
  ['half of the first copy', () => writeFileSync(join(folder, 'kept', 'secret.json'), '{"sha256":"')],
])('the secret of survey links outlives the emulator and the loss of %s', async (_, damage) => {
  await keepSecret(cloud, 'links', say).restore();
  const first = await secretOf();
  damage();
  await deployAnew();
  expect(await secretOf()).not.toBe(first);
  await keepSecret(cloud, 'links', say).restore();
  expect(await secretOf()).toBe(first);
});

test('a key that is added to the secret is kept, too', async () => {
  const before = keepSecret(cloud, 'links', say);
  await before.restore();
  await callJson(cloud, 'secretsmanager', 'secretsmanager.PutSecretValue', {
    SecretId: 'links',
    SecretString: 'two keys',
  });
  await before.save(cloud);
  await deployAnew();
  await keepSecret(cloud, 'links', say).restore();
  expect(await secretOf()).toBe('two keys');
});

test('objects outlive the emulator however it ends, with their type and metadata', async () => {
  const path = '/failures/aws/lambda/heed-stream-changes/batch%20one.json';
  await callCloud(cloud, 's3', path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-amz-meta-reader': 'changes' },
    body: '{"records":1}',
  });
  process.kill(emulator.pid, 'SIGKILL');
  await emulator.ended;
  takeObjects(folder);
  await start();
  await deployAnew();
  expect((await callCloud(cloud, 's3', path, { method: 'GET' })).status).toBe(404);
  await putObjectsBack(cloud, say);
  const reply = await callCloud(cloud, 's3', path, { method: 'GET' });
  expect([await reply.text(), reply.headers.get('content-type'), reply.headers.get('x-amz-meta-reader')]).toEqual([
    '{"records":1}',
    'application/json',
    'changes',
  ]);
  expect(readdirSync(join(folder, 'kept'))).toEqual([]);
  expect(said).toEqual([]);
});
