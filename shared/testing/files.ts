import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { type Files, filesServer } from './files-server.ts';

/** An S3 of a test's own, to which this process is pointed. */
export function useFiles(): Files {
  const { files, server } = filesServer();
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    process.env['AWS_ENDPOINT_URL_S3'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env['FILES_BUCKET'] = 'files';
  });
  afterAll(() => void server.close());
  return files;
}
