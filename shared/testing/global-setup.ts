import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { writeCentroids } from '../address/build-centroids.ts';
import { startDynamoDb, TEST_TABLE } from './dynamodb.ts';
import { startSecrets } from './secrets.ts';

/**
 * One DynamoDB Local for a whole run; companies are random per test, so files can run side by side. Whatever the run
 * writes to the folder for temporary files, also by libraries and by processes that it starts, is gone after it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const temporary = mkdtempSync(join(tmpdir(), 'heed-tests-'));
  process.env['TMPDIR'] = temporary;
  writeCentroids(join(import.meta.dirname, '../..'));
  const { endpoint, stop } = await startDynamoDb();
  const secrets = await startSecrets();
  project.provide('dynamodb', endpoint);
  project.provide('table', TEST_TABLE);
  project.provide('secrets', secrets.url);
  return async () => {
    secrets.close();
    await stop();
    rmSync(temporary, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    dynamodb: string;
    table: string;
    secrets: string;
  }
}
