import { expect, test } from 'vitest';
import { given } from '../feedback/testing/given.ts';
import { walk } from '../feedback/feedback.walk.ts';
import type { Context } from '../kernel/context.ts';
import { count } from '../metrics/testing/changes.ts';
import { aContext } from '../testing/context.ts';
import { answered } from './testing/answers.ts';
import { ThemesQuery } from './themes.schema.ts';
import { themes } from './themes.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const ask = (ctx: Context, more: object = {}) => themes(ctx, ThemesQuery.parse({ to: '2026-11-20', ...more }));

/** A theme that began in November, so many records of so many people. */
async function rising(records: number, people: number): Promise<Context> {
  const ctx = aContext({ now });
  await answered(ctx, [
    { day: '2026-09-15', counts: [0, 0, 0, 300] },
    { day: '2026-11-10', counts: [0, 0, 0, 60] },
  ]);
  for (let one = 0; one < records; one++)
    await given(ctx, {
      occurredAt: `2026-11-1${one % 10}T08:00:00.000Z`,
      theme: 'app login',
      scores: [{ metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 }],
      contact: { email: `p${one % people}@example.com` },
      comments: `The login of the app fails, write to p${one}@example.com about it.`,
    });
  for await (const page of walk(ctx, '2026-11')) await count(ctx, page);
  return ctx;
}

test('a theme that rises is told with its people, its score and three masked quotes of three people', async () => {
  const ctx = await rising(8, 5);
  const reply = await ask(ctx);
  expect(reply).toMatchObject({
    to: '2026-11-20',
    n1: 68,
    n0: 300,
    rising: [{ theme: 'app login', c1: 8, c0: 0, voices: 5, score: 2, scored: 8 }],
    falling: [],
  });
  const quotes = reply.rising[0]?.quotes ?? [];
  expect(quotes).toHaveLength(3);
  expect(new Set(quotes.map(({ feedbackId }) => feedbackId)).size).toBe(3);
  expect(JSON.stringify(quotes)).not.toContain('example.com');
  expect((await ask(ctx, { language: 'de' })).rising[0]?.quotes).toEqual([]);
  const unread = aContext({ companyId: ctx.companyId, now, scope: ['metrics:read'] });
  expect((await ask(unread)).rising[0]).toMatchObject({ voices: 5, quotes: [] });
});

test('a theme of three people does not rise, however many records they send', async () => {
  expect((await ask(await rising(8, 3))).rising).toEqual([]);
});

test('without records nothing rises or falls, and agents are refused', async () => {
  expect(await ask(aContext({ now }))).toMatchObject({ n1: 0, n0: 0, rising: [], falling: [] });
  await expect(ask(aContext({ now, role: 'agent' }))).rejects.toMatchObject({ code: 'forbidden' });
});
