import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { selfSigned } from '../testing/certificate.ts';
import { exchange, type Limits } from './exchange.ts';

const limits: Limits = { connectMs: 2_000, totalMs: 4_000, responseBytes: 64 * 1024 };
const body = Buffer.from('{"type":"WebhookTest"}');
const good = selfSigned('hooks.example.com');

const started: Server[] = [];
afterEach(() => {
  for (const server of started.splice(0)) server.close().closeAllConnections();
});

async function receiver(options: object, listener: RequestListener = (_, reply) => reply.end('ok')): Promise<number> {
  const server = createServer(options, listener).listen(0, '127.0.0.1');
  started.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const post = (port: number, ca: string, changed: Partial<Limits> = {}) =>
  exchange({ url: new URL(`https://hooks.example.com:${port}/x?y=1`), address: '127.0.0.1' }, {}, body, {
    ...limits,
    ca,
    ...changed,
  });

test('a request goes to the checked address, with the name of the URL in Host and SNI', async () => {
  let request: IncomingMessage | undefined;
  let sent = '';
  const port = await receiver(good, (incoming, reply) => {
    request = incoming;
    incoming.on('data', (part) => (sent += String(part))).on('end', () => reply.end('ok'));
  });
  expect(await post(port, good.cert)).toMatchObject({ status: 200, address: '127.0.0.1', body: Buffer.from('ok') });
  expect((request?.socket as TLSSocket | undefined)?.servername).toBe('hooks.example.com');
  expect(request).toMatchObject({ method: 'POST', url: '/x?y=1' });
  expect(request?.headers).toMatchObject({
    host: `hooks.example.com:${port}`,
    'content-length': String(body.length),
    'accept-encoding': 'identity',
    connection: 'close',
  });
  expect(sent).toBe(body.toString());
});

test('each request has a connection of its own, and no session of another', async () => {
  const sockets = new Set<unknown>();
  const reused: boolean[] = [];
  const port = await receiver(good, (incoming, reply) => {
    sockets.add(incoming.socket);
    reused.push((incoming.socket as TLSSocket).isSessionReused());
    reply.end();
  });
  await post(port, good.cert);
  await post(port, good.cert);
  expect(sockets.size).toBe(2);
  expect(reused).toEqual([false, false]);
});

test('a certificate of another name is refused', async () => {
  const other = selfSigned('other.example.com');
  expect(await post(await receiver(other), other.cert)).toEqual({ error: 'tls', address: '127.0.0.1' });
});

test('a certificate that nobody vouches for is refused, whatever the environment says', async () => {
  const port = await receiver(good);
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    expect(await post(port, selfSigned('hooks.example.com').cert)).toEqual({ error: 'tls', address: '127.0.0.1' });
  } finally {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  }
});

test('a certificate that has expired is refused', async () => {
  const expired = selfSigned('hooks.example.com', new Date(Date.now() - 1_000));
  expect(await post(await receiver(expired), expired.cert)).toEqual({ error: 'tls', address: '127.0.0.1' });
});

test('a receiver that speaks TLS 1.1 at most is refused', async () => {
  const old = { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  expect(await post(await receiver(old), good.cert)).toEqual({ error: 'tls', address: '127.0.0.1' });
});

test('a receiver that speaks TLS 1.2 is taken', async () => {
  const port = await receiver({ ...good, maxVersion: 'TLSv1.2' });
  expect(await post(port, good.cert)).toMatchObject({ status: 200 });
});

test('a connection whose TLS is not agreed within the time to connect ends', async () => {
  const port = await receiver(good);
  started
    .at(-1)
    ?.removeAllListeners('connection')
    .on('connection', () => {});
  const began = performance.now();
  expect(await post(port, good.cert, { connectMs: 100 })).toEqual({ error: 'timeout', address: '127.0.0.1' });
  expect(performance.now() - began).toBeLessThan(1_000);
});
