import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { filesServer } from '../../shared/testing/files-server.ts';
import { startSecrets } from '../../shared/testing/secrets.ts';

/**
 * S3, SQS and Secrets Manager in a process of their own, so that the files that S3 holds are not in the memory that is
 * measured. Tells its parent the variables that lead to them, and ends with it. What is sent to a queue is dropped.
 */
const sqs = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify({ Successful: [], Failed: [] }));
  });
});

async function listening(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

process.on('disconnect', () => process.exit(0));
process.send?.({
  AWS_ENDPOINT_URL_S3: await listening(filesServer().server),
  AWS_ENDPOINT_URL_SQS: await listening(sqs),
  AWS_ENDPOINT_URL_SECRETS_MANAGER: (await startSecrets()).url,
});
