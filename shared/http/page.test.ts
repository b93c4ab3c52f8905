import { expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { openCursor, sealCursor } from './page.ts';

const ctx = aContext();
const seal = () => sealCursor(ctx, 'feedback.list', { tag: 'a' }, { sk: '1' });

test('a cursor leads back to its position', async () => {
  expect(await openCursor(ctx, 'feedback.list', { tag: 'a' }, await seal())).toEqual({ sk: '1' });
});

test.each([
  ['another company', async () => openCursor(aContext(), 'feedback.list', { tag: 'a' }, await seal())],
  ['another list', async () => openCursor(ctx, 'audit.list', { tag: 'a' }, await seal())],
  ['another filter', async () => openCursor(ctx, 'feedback.list', { tag: 'b' }, await seal())],
  ['one changed bit', async () => openCursor(ctx, 'feedback.list', { tag: 'a' }, flip(await seal()))],
  ['truncation', async () => openCursor(ctx, 'feedback.list', { tag: 'a' }, (await seal()).slice(0, -4))],
  [
    'another spelling of the same bytes',
    async () => openCursor(ctx, 'feedback.list', { tag: 'a' }, `${await seal()}=`),
  ],
  [
    'plain base64 JSON',
    async () => openCursor(ctx, 'feedback.list', { tag: 'a' }, Buffer.from('{"sk":"1"}').toString('base64url')),
  ],
  [
    'an age over 24 hours',
    async () =>
      openCursor(
        { ...ctx, now: new Date(ctx.now.getTime() + 25 * 3_600_000) },
        'feedback.list',
        { tag: 'a' },
        await seal(),
      ),
  ],
])('a cursor is refused after or for %s', async (_, open) => {
  await expect(open()).rejects.toMatchObject({ code: 'invalid-cursor' });
});

function flip(cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  return bytes.toString('base64url');
}
