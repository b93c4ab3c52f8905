import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const MASTER = { current: 'k2', k1: 'an-older-master-key-of-the-tests', k2: 'the-current-master-key-of-tests-' };

/** Answers GetSecretValue on loopback, so that the product reads its keys the way it does when deployed. */
export async function startSecrets(): Promise<{ url: string; close: () => void }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify({ SecretString: JSON.stringify(MASTER) }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
