import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { writeCentroids } from '../address/build-centroids.ts';
import { startDynamoDb, TEST_TABLE } from './dynamodb.ts';
import { startSecrets } from './secrets.ts';

/** One DynamoDB Local for a whole run; companies are random per test, so files can run side by side. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  writeCentroids(join(import.meta.dirname, '../..'));
  const { endpoint, stop } = await startDynamoDb();
  const secrets = await startSecrets();
  project.provide('dynamodb', endpoint);
  project.provide('table', TEST_TABLE);
  project.provide('secrets', secrets.url);
  return async () => {
    secrets.close();
    await stop();
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    dynamodb: string;
    table: string;
    secrets: string;
  }
}
