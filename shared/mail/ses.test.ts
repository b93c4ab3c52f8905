import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMail } from './ses.ts';

let connections = 0;
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"MessageId":"m-1"}'));
  });
  server.on('connection', () => connections++);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.env['AWS_ENDPOINT_URL_SESV2'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test('no mail is in doubt because a connection was closed while it lay idle: each has one of its own', async () => {
  const mail = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' };
  const envelope = { from: { address: 'survey@example.com', name: 'Acme' }, to: 'ada@example.com' };
  for (let count = 0; count < 3; count++) expect(await sendMail(mail, envelope)).toEqual({ messageId: 'm-1' });
  expect(connections).toBe(3);
});
