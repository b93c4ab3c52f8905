import { expect, test, vi } from 'vitest';
import { recordAnalysis, readStored } from '../../shared/analysis/stored.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { givenIndexed } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Role } from '../../shared/kernel/roles.ts';
import { aContext } from '../../shared/testing/context.ts';
import { send } from '../../shared/testing/call.ts';
import { settingsChangedElsewhere } from '../../shared/testing/other-process.ts';
import { handler } from './testing/whole.ts';

const { routes } = feedbackRoutes;
const comments = 'Write to ana@example.com or call +44 20 7946 0018, please.';
const masking = (ctx: Context) => putSettings(ctx, PutSettings.parse({ privacy: { maskPii: { lists: true } } }));
type Item = { comments: string; subject: string; analysis?: { keyTopics?: string[] } };
async function listed({ companyId }: Context, query: Record<string, string> = {}, role: Role = 'analyst') {
  const { status, body } = await send(handler, routes.list, { companyId, query, role });
  expect(status).toBe(200);
  return body['items'] as Item[];
}
const counted = async ({ companyId }: Context, q: string, role: Role) =>
  (await send(handler, routes.count, { companyId, query: { q }, role })).body['count'];

test('where a company wants it, lists show the kind of personal data in place of it, and the record itself what it says', async () => {
  const ctx = aContext();
  await masking(ctx);
  const { feedbackId } = await givenIndexed(ctx, { comments });
  expect((await listed(ctx))[0]?.comments).toBe('Write to [EMAIL] or call [PHONE], please.');
  const one = await send(handler, routes.get, { companyId: ctx.companyId, params: { feedbackId } });
  expect(one.body['comments']).toBe(comments);
});

test('masking holds within seconds of being switched on by another process', async () => {
  const ctx = aContext();
  await givenIndexed(ctx, { comments });
  await listed(ctx);
  await settingsChangedElsewhere(ctx, { privacy: { maskPii: { lists: true } } });
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 5_000);
  try {
    expect((await listed(ctx))[0]?.comments).toContain('[EMAIL]');
  } finally {
    vi.restoreAllMocks();
  }
});

test('without the setting nothing is masked, and everything is found', async () => {
  const ctx = aContext();
  await givenIndexed(ctx, { comments });
  expect((await listed(ctx))[0]?.comments).toBe(comments);
  expect(await listed(ctx, { q: '7946' })).toHaveLength(1);
});

test('a masked word is neither found nor counted, not even by its beginning; what a list shows is', async () => {
  const ctx = aContext();
  await masking(ctx);
  const { feedbackId } = await givenIndexed(ctx, { comments: `${comments} Ana Lovelace waits.` });
  const [seen] = (await readStored(ctx, [feedbackId])).records;
  const pii = [{ type: 'NAME', field: 'comments' as const, start: comments.length + 1, end: comments.length + 13 }];
  if (seen) await recordAnalysis(ctx, seen, { status: 'done', pii } as never);
  for (const q of ['7946', 'example', 'lovel', 'lovelace waits']) {
    for (const role of ['analyst', 'manager'] as const) {
      expect({ q, role, found: await listed(ctx, { q }, role) }).toEqual({ q, role, found: [] });
      expect({ q, role, count: await counted(ctx, q, role) }).toEqual({ q, role, count: 0 });
    }
  }
  expect(await listed(ctx, { q: 'please' })).toHaveLength(1);
  expect(await counted(ctx, 'please wait', 'analyst')).toBe(1);
});

test('whoever answers people about their own data finds it, and sees it masked in lists', async () => {
  const ctx = aContext();
  await masking(ctx);
  await givenIndexed(ctx, { comments });
  const [found] = await listed(ctx, { q: '7946' }, 'admin');
  expect(found?.comments).toContain('[PHONE]');
  expect(await counted(ctx, '7946', 'admin')).toBe(1);
});
