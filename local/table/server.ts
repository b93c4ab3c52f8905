import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dynamoDbLocal } from '../../shared/testing/dynamodb-local.ts';
import { cleanEnvironment, type Guarded, startGuarded } from '../process.ts';
import { callTable } from './call.ts';
import { databaseFolder } from './on-disk.ts';

const START_MS = 60_000;

export type DynamoDb = Guarded & { url: string };

/**
 * Starts DynamoDB Local on 127.0.0.1 with its database in `<folder>/table` and its log in `<folder>/table.log`, and waits
 * until it answers. It ends with this process. What it has acknowledged is kept, whatever process is killed; what a power
 * cut leaves is said by `tableOnDisk`.
 */
export async function startDynamoDb(options: {
  port: number;
  folder: string;
  /** Limit of the Java heap; the whole process takes about 150 MiB more. */
  heapMiB?: number;
  onLine?: (line: string) => void;
  /** Ends the start. */
  signal?: AbortSignal;
}): Promise<DynamoDb> {
  const { port, folder, heapMiB = 256, onLine, signal } = options;
  const database = databaseFolder(folder);
  mkdirSync(database, { recursive: true });
  const temporary = join(folder, 'table.tmp');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  // All work of the table is done by one thread. The second compiler takes half of its time off, once it is warm, for 45 MiB.
  const java = [`-Xmx${heapMiB}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=4'];
  const guarded = startGuarded(
    dynamoDbLocal({ port, folder: database, temporary, java, files: [join(import.meta.dirname, 'commits.xml')] }),
    {
      cwd: database,
      env: cleanEnvironment(),
      logFile: join(folder, 'table.log'),
      onLine,
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await answers(url, guarded, signal);
  return { ...guarded, url };
}

async function answers(url: string, guarded: Guarded, signal?: AbortSignal): Promise<void> {
  let code: number | undefined;
  void guarded.ended.then((ended) => (code = ended));
  const deadline = Date.now() + START_MS;
  let last: unknown;
  while (Date.now() < deadline && !signal?.aborted) {
    if (code !== undefined) throw new Error(`the table ended at once (exit code ${code})`);
    try {
      await callTable(url, 'table', 'ListTables', {}, AbortSignal.timeout(5000));
      return;
    } catch (error) {
      last = error;
      await sleep(100);
    }
  }
  await guarded.stop();
  signal?.throwIfAborted();
  throw new Error(`the table did not answer within ${START_MS / 1000} s`, { cause: last });
}
