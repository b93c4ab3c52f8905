import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { operations, ServiceError } from './operations.ts';

const TARGET = /^Comprehend_20171127\.(\w+)$/;
const MAX_BODY = 4_000_000;

export type Comprehend = { url: string; calls: Readonly<Record<string, number>>; close: () => Promise<void> };

/** Lets a test play a fault: throw a {@link ServiceError}, or return an answer instead of the engine's. */
export type Intercept = (
  operation: string,
  request: Record<string, unknown>,
) => object | undefined | Promise<object | undefined>;

/**
 * Starts a stand-in for Amazon Comprehend on 127.0.0.1, speaking its AWS JSON 1.1 protocol; port 0 takes a free one.
 * Point the SDK at it with `AWS_ENDPOINT_URL_COMPREHEND`. `GET /calls` counts the calls per operation.
 */
export async function startComprehend({
  port = 0,
  intercept,
}: { port?: number; intercept?: Intercept } = {}): Promise<Comprehend> {
  const calls: Record<string, number> = {};
  const server = createServer((request, response) => {
    if (request.method === 'GET') return reply(response, 200, request.url === '/calls' ? calls : { status: 'ok' });
    void answer(request, calls, intercept).then(
      (body) => reply(response, 200, body),
      (error: unknown) => {
        const known =
          error instanceof ServiceError
            ? error
            : new ServiceError('InternalServerException', 'An internal error occurred.', 500);
        if (known !== error)
          process.stderr.write(`comprehend stand-in: ${error instanceof Error ? error.stack : String(error)}\n`);
        reply(response, known.status, { __type: known.name, Message: known.message });
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, calls: Record<string, number>, intercept?: Intercept): Promise<object> {
  const name = TARGET.exec(String(request.headers['x-amz-target'] ?? ''))?.[1] ?? '';
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) throw new ServiceError('UnknownOperationException', '');
  calls[name] = (calls[name] ?? 0) + 1;
  const body = await bodyOf(request);
  return (await intercept?.(name, body)) ?? operation(body);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new ServiceError('RequestEntityTooLargeException', 'The request is too large.', 413);
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  } catch (error) {
    throw new ServiceError('SerializationException', error instanceof Error ? error.message : 'not JSON');
  }
  throw new ServiceError('SerializationException', 'The body must be an object.');
}

function reply(response: ServerResponse, status: number, body: { __type?: string } | object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    ...('__type' in body && { 'x-amzn-errortype': body.__type }),
  });
  response.end(text);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const { url, close } = await startComprehend({ port: Number(values.port) });
  process.stdout.write(`Comprehend stand-in at ${url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
}
