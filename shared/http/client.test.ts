import { expect, test } from 'vitest';
import { systemRoutes } from '../system.routes.ts';
import { client } from './client.ts';

const refusing = (headers: Record<string, string>) =>
  client(systemRoutes, {
    url: 'http://refuses.example',
    fetch: async () => Response.json({ message: 'Too Many Requests' }, { status: 429, headers }),
  });

test('a refusal carries its status, its title, and when to send the same again', async () => {
  await expect(refusing({ 'retry-after': '3' }).health()).rejects.toMatchObject({
    status: 429,
    problem: { title: 'Too Many Requests' },
    retryAfterSeconds: 3,
  });
  await expect(refusing({}).health()).rejects.toMatchObject({ retryAfterSeconds: undefined });
});
