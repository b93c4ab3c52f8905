import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startDynamoDb, TEST_TABLE } from './dynamodb.ts';

const MASTER = { current: 'k2', k1: 'an-older-master-key-of-the-tests', k2: 'the-current-master-key-of-tests-' };

/** One DynamoDB Local for a whole run; companies are random per test, so files can run side by side. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { endpoint, stop } = await startDynamoDb();
  const secrets = await startSecrets();
  project.provide('dynamodb', endpoint);
  project.provide('table', TEST_TABLE);
  project.provide('secrets', `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`);
  return async () => {
    secrets.close();
    await stop();
  };
}

/** Answers GetSecretValue, so that the product reads its keys the way it does when deployed. */
function startSecrets(): Promise<Server> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify({ SecretString: JSON.stringify(MASTER) }));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

declare module 'vitest' {
  interface ProvidedContext {
    dynamodb: string;
    table: string;
    secrets: string;
  }
}
