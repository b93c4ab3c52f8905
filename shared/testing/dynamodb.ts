import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDbLocal } from './dynamodb-local.ts';
import { tableDefinition } from './table-definition.ts';

export const TEST_TABLE = 'heed-test';

/** Starts Amazon's DynamoDB Local on a free loopback port, in memory, and creates the table. */
export async function startDynamoDb(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const { child, port } = await spawnLocal();
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await untilUp(client, child);
  await client.send(new CreateTableCommand(tableDefinition(TEST_TABLE)));
  client.destroy();
  return { endpoint, stop: () => stopChild(child) };
}

async function spawnLocal(): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  // One thread does all work of the table, for minutes: the second compiler pays, and more collectors than one do not.
  const [java = '', ...args] = dynamoDbLocal({ port, java: ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=4'] });
  // It leaves a metadata file where it runs.
  return { child: spawn(java, args, { stdio: 'ignore', cwd: tmpdir() }), port };
}

async function untilUp(client: DynamoDBClient, child: ChildProcess): Promise<void> {
  let last: unknown;
  for (let attempt = 0; attempt < 150; attempt++) {
    if (child.exitCode !== null) throw new Error(`DynamoDB Local ended with code ${child.exitCode}`);
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      last = error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  throw new Error('DynamoDB Local did not come up within 30 seconds', { cause: last });
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
