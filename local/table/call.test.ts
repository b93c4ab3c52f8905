import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { callTable } from './call.ts';

/** A table that answers with these statuses, one after the other; the last one for ever. */
async function aTable(...statuses: number[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const status = statuses[Math.min(asked.length, statuses.length - 1)] ?? 200;
    asked.push(String(request.headers['x-amz-target']));
    response.writeHead(status).end(status === 200 ? '{"TableNames":[]}' : '{"__type":"x#Fault","message":"why"}');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { asked, call: () => callTable(`http://127.0.0.1:${port}`, 'table', 'ListTables', {}) };
}

test('a fault of the table itself is asked again, twice at most; a refusal is told at once', async () => {
  const twice = await aTable(500, 503, 200);
  expect(await twice.call()).toEqual({ TableNames: [] });
  expect(twice.asked).toHaveLength(3);
  const always = await aTable(500);
  await expect(always.call()).rejects.toThrow('ListTables: 500 why');
  expect(always.asked).toHaveLength(3);
  const refused = await aTable(400);
  await expect(refused.call()).rejects.toMatchObject({ name: 'Fault' });
  expect(refused.asked).toHaveLength(1);
});
