import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { logged } from '../testing/logged.ts';
import type { Resolver } from './resolve.ts';
import { send } from './send.ts';

const started: Server[] = [];
const open = new Set<Socket>();
afterEach(() => {
  for (const server of started.splice(0)) server.close();
  for (const socket of open) socket.destroy();
  open.clear();
});

async function listening(server: Server): Promise<{ port: number; connections: () => number }> {
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    open.add(socket);
  });
  server.listen(0, '127.0.0.1');
  started.push(server);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

const receiver = (listener: RequestListener) => listening(createServer(listener));
/** Sends back these bytes once it has been sent something. */
const answering = (bytes: string) =>
  listening(createTcpServer((socket) => socket.once('data', () => socket.end(bytes)).on('error', () => {})));

const short = { connectMs: 300, totalMs: 600, responseBytes: 64 * 1024 };
const call = (port: number, more: Partial<Parameters<typeof send>[0]> = {}) =>
  send({
    url: `http://127.0.0.1:${port}/x`,
    headers: { 'content-type': 'application/json', 'x-own': 'v' },
    body: '{"type":"WebhookTest"}',
    rules: { allowed: new Set([`127.0.0.1:${port}`]), own: new Set() },
    limits: short,
    ...more,
  });

const dns = (...answers: string[][]): Resolver => ({
  resolve4: () => Promise.resolve((answers.length > 1 ? answers.shift() : answers[0]) ?? []),
  resolve6: () => Promise.resolve([]),
});
const nothingAllowed = { allowed: new Set<string>(), own: new Set<string>() };

const bomb = gzipSync('x'.repeat(1_000_000));

describe('a reply', () => {
  test('of 2xx is a success, with what helps to find mistakes', async () => {
    const { port } = await receiver((_, reply) => {
      reply.writeHead(202, { 'content-type': 'text/plain', server: 'nginx', 'x-other': 'v' }).end('accepted');
    });
    const { ms, headers, body, ...outcome } = await call(port);
    expect(body?.toString()).toBe('accepted');
    expect(outcome).toEqual({ ok: true, status: 202, address: '127.0.0.1', excerpt: 'accepted' });
    expect(headers).toEqual({ 'content-type': 'text/plain', server: 'nginx', date: expect.any(String) });
    expect(ms).toBeLessThan(600);
  });

  test.each([300, 304, 400, 404, 429, 500, 503])('of %i is a failure', async (status) => {
    const { port } = await receiver((_, reply) => reply.writeHead(status).end());
    expect(await call(port)).toMatchObject({ ok: false, status });
  });

  test('of 410 says that the receiver wants nothing more', async () => {
    const { port } = await receiver((_, reply) => reply.writeHead(410).end());
    expect(await call(port)).toMatchObject({ ok: false, status: 410, gone: true });
  });

  test('with Retry-After says how long to wait', async () => {
    const { port } = await receiver((_, reply) => reply.writeHead(429, { 'retry-after': '120' }).end());
    expect(await call(port)).toMatchObject({ ok: false, retryAfterSeconds: 120, headers: { 'retry-after': '120' } });
  });

  test('with a redirect is a failure, and nothing is sent to where it points', async () => {
    const inside = await receiver((_, reply) => reply.end('secret'));
    const { port } = await receiver((_, reply) => {
      reply.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end();
    });
    const rules = { allowed: new Set([`127.0.0.1:${port}`, `127.0.0.1:${inside.port}`]), own: new Set<string>() };
    expect(await call(port, { rules })).toMatchObject({ ok: false, status: 302 });
    expect(inside.connections()).toBe(0);
  });

  test('of 1 MB, or without end, is read to 64 KB and cut', async () => {
    const { port } = await receiver((_, reply) => {
      const more = (): void => {
        while (reply.writable && reply.write('x '.repeat(50_000)));
        reply.once('drain', more);
      };
      more();
    });
    const outcome = await call(port, { limits: { ...short, totalMs: 10_000 } });
    expect(outcome).toMatchObject({ ok: true, status: 200 });
    expect(outcome.excerpt).toHaveLength(1_024);
    expect(outcome.ms).toBeLessThan(5_000);
  });

  test('that never ends is taken for what its status says', async () => {
    const { port } = await receiver((_, reply) => void reply.writeHead(200).write('partly'));
    expect(await call(port)).toMatchObject({ ok: true, status: 200, excerpt: 'partly' });
  });

  test('that is cut off is taken for what its status says', async () => {
    const { port } = await answering('HTTP/1.1 500 Oh\r\ncontent-length: 100\r\n\r\npartly');
    expect(await call(port)).toMatchObject({ ok: false, status: 500, excerpt: 'partly' });
  });

  test('that is compressed is not decoded', async () => {
    const { port } = await receiver((_, reply) => {
      reply.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const outcome = await call(port);
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome.excerpt).toBeUndefined();
  });

  test('never brings a word of its Set-Cookie into the outcome', async () => {
    const { port } = await receiver((_, reply) => {
      reply.writeHead(200, { 'set-cookie': 'session=planted', 'x-planted': 'planted', 'www-authenticate': 'planted' });
      reply.end('ok');
    });
    expect(JSON.stringify(await call(port))).not.toContain('planted');
  });
});

describe('no reply', () => {
  test('within the limit is a timeout', async () => {
    const { port } = await receiver(() => {});
    const outcome = await call(port);
    expect(outcome).toMatchObject({ ok: false, error: 'timeout', address: '127.0.0.1' });
    expect(outcome.ms).toBeGreaterThanOrEqual(590);
    expect(outcome.ms).toBeLessThan(2_000);
  });

  test('but headers that drip in is a timeout', async () => {
    const { port } = await listening(
      createTcpServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write('x: y\r\n'), 50);
        socket.on('close', () => clearInterval(drip)).on('error', () => {});
      }),
    );
    expect(await call(port)).toMatchObject({ ok: false, error: 'timeout' });
  });

  test.each([
    ['nothing', ''],
    ['what is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['headers of 100 KB', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
  ])('but %s and a closed connection is a failure', async (_, bytes) => {
    const { port } = await answering(bytes);
    expect(await call(port)).toMatchObject({ ok: false, error: 'closed' });
  });

  test('because nobody listens is a failure to connect', async () => {
    const { port } = await receiver(() => {});
    started.splice(0).forEach((server) => server.close());
    expect(await call(port)).toMatchObject({ ok: false, error: 'connect' });
  });

  test('because the DNS knows no address is a failure of the DNS', async () => {
    const outcome = await call(1, { url: 'https://a.example/', resolver: dns([]), rules: nothingAllowed });
    expect(outcome).toEqual({ ok: false, error: 'dns', ms: expect.any(Number), headers: {} });
  });
});

describe('no packet is sent', () => {
  test.each([
    ['public at save and 127.0.0.1 at send', [['8.8.8.8'], ['127.0.0.1']]],
    ['public first and private second in one answer', [['8.8.8.8'], ['8.8.8.8', '127.0.0.1']]],
  ])('to a name that resolves to %s', async (_, answers) => {
    const inside = await listening(createTcpServer());
    const resolver = dns(...answers);
    await resolver.resolve4('saved.example');
    const lines = await logged(async () => {
      const outcome = await call(inside.port, { url: 'https://saved.example/', resolver, rules: nothingAllowed });
      expect(outcome).toEqual({ ok: false, error: 'blocked', ms: expect.any(Number), headers: {} });
    });
    expect(lines).toEqual([expect.objectContaining({ webhook_address_blocked: 1 })]);
    expect(JSON.stringify(lines)).not.toContain('saved.example');
    expect(inside.connections()).toBe(0);
  });

  test('to a local address that is no exception of the configuration', async () => {
    const inside = await receiver((_, reply) => reply.end());
    expect(await call(inside.port, { rules: nothingAllowed })).toMatchObject({ ok: false, error: 'blocked' });
    expect(inside.connections()).toBe(0);
  });

  test('with more than 256 KB', async () => {
    const { port, connections } = await receiver((_, reply) => reply.end());
    expect(await call(port, { body: 'x'.repeat(256 * 1024) })).toMatchObject({ ok: false, error: 'blocked' });
    expect(connections()).toBe(0);
  });
});

test('a request is sent with exactly the bytes and headers given', async () => {
  const body = '{"type":"WebhookTest","data":{"word":"schön 👍"}}';
  let got: { body: string; own: unknown } | undefined;
  const { port } = await receiver((incoming, reply) => {
    const parts: Buffer[] = [];
    incoming
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        got = { body: Buffer.concat(parts).toString(), own: incoming.headers['x-own'] };
        reply.end();
      });
  });
  await call(port, { body });
  expect(got).toEqual({ body, own: 'v' });
});
