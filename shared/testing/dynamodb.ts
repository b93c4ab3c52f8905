import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from './table-definition.ts';

export const TEST_TABLE = 'heed-test';

/**
 * Starts Amazon's DynamoDB Local on a free loopback port, in memory, and creates the table.
 * With `HEED_TEST_DYNAMODB` set to the endpoint of a running emulator, that one is used instead.
 */
export async function startDynamoDb(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const given = process.env['HEED_TEST_DYNAMODB'];
  const server = given ? undefined : await spawnLocal();
  const endpoint = given ?? `http://127.0.0.1:${server?.port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await untilUp(client, server?.child);
  const { TableNames } = await client.send(new ListTablesCommand({}));
  if (!TableNames?.includes(TEST_TABLE)) await client.send(new CreateTableCommand(tableDefinition(TEST_TABLE)));
  client.destroy();
  return { endpoint, stop: () => stopChild(server?.child) };
}

async function spawnLocal(): Promise<{ child: ChildProcess; port: number }> {
  if (spawnSync('java', ['-version']).error) {
    throw new Error('The storage tests need Java 17 or newer on the PATH (for DynamoDB Local), or HEED_TEST_DYNAMODB.');
  }
  const home = join(
    dirname(createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')),
    'emulator',
  );
  const port = await freePort();
  const child = spawn(
    'java',
    [
      `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(home, 'DynamoDBLocal.jar'),
      '-inMemory',
      '-sharedDb',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    // It leaves a metadata file where it runs.
    { stdio: 'ignore', cwd: tmpdir() },
  );
  return { child, port };
}

async function untilUp(client: DynamoDBClient, child: ChildProcess | undefined): Promise<void> {
  let last: unknown;
  for (let attempt = 0; attempt < 150; attempt++) {
    if (child && child.exitCode !== null) throw new Error(`DynamoDB Local ended with code ${child.exitCode}`);
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

function stopChild(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return Promise.resolve();
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
