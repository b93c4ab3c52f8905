import { describe, expect, test } from 'vitest';
import { again, given } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { masterKeys } from '../../shared/kernel/secret.ts';
import { CreateInitiative } from '../../shared/initiative/initiative.schema.ts';
import { PublishInitiative } from '../../shared/initiative/public-page.schema.ts';
import { create, edit, get, link, remove } from '../../shared/initiative/initiative.ts';
import { publicPageRoutes } from '../../shared/initiative/public-page.routes.ts';
import { publicVoices, publish, unpublish } from '../../shared/initiative/public-page.ts';
import { companyHash, sealLink, subjectOfId } from '../../shared/survey-link/survey-link.ts';
import { send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const ORIGIN = 'https://feedback.example.com';
const texts = { en: 'Two more people will serve you on Mondays.', ar: 'سيخدمك شخصان إضافيان أيام الاثنين.' };

async function published(ctx: Context, body: Partial<PublishInitiative> = {}, title = 'Shorter queue') {
  const { initiativeId } = await create(again(ctx), { body: CreateInitiative.parse({ title }) });
  const input = { initiativeId, body: PublishInitiative.parse({ texts, ...body }) };
  const { url, publicKey } = await publish(again(ctx), input, ORIGIN);
  return { initiativeId, url, publicKey };
}
const show = (publicKey: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  send(handler, publicPageRoutes.routes.showInitiative, { params: { publicKey }, query, headers });

async function askedFor(ctx: Context, initiativeId: Id<'initiative'>, people: number) {
  const records = await Promise.all(
    Array.from({ length: people }, (_, index) =>
      given(ctx, { contact: { name: 'Ada Lovelace', email: `ada${index}@example.com` } }),
    ),
  );
  await link(again(ctx), { initiativeId, body: { feedbackIds: records.map(({ feedbackId }) => feedbackId) } });
}

routeTests(publicPageRoutes, handler, {
  showInitiative: async (companyId) => ({
    params: { publicKey: (await published(aContext({ companyId }))).publicKey },
  }),
});

describe('the public page of an initiative', () => {
  test('shows its title, status, dates and the company’s words, and records nothing, however often it is opened', async () => {
    const ctx = aContext();
    const { initiativeId, url, publicKey } = await published(ctx);
    expect(url).toBe(`${ORIGIN}/i/${publicKey}`);
    await edit(again(ctx), { initiativeId, body: { status: 'in_progress', notify: false } });
    await edit({ ...again(ctx), now: new Date('2026-11-30T10:00:00Z') }, { initiativeId, body: { status: 'shipped' } });
    const { result, items, written } = await watchTable(() => show(publicKey));
    expect(result.status).toBe(200);
    for (const said of ['Shorter queue', texts.en, 'Done on November 30, 2026', 'Work began on'])
      expect(result.text).toContain(said);
    expect(items).toEqual([]);
    expect([...written]).toEqual([]);
    expect(result.text).not.toContain('<script');
    expect(result.headers['content-security-policy']).not.toContain('script-src');
  });

  test('is read in the language that is asked for, else the browser’s, else one that there is', async () => {
    const { publicKey } = await published(aContext());
    const inArabic = await show(publicKey, { lang: 'ar' });
    expect(inArabic.text).toContain('dir="rtl"');
    expect(inArabic.text).toContain(texts.ar);
    expect((await show(publicKey, {}, { 'accept-language': 'ar-EG' })).text).toContain(texts.ar);
    expect((await show(publicKey, { lang: 'fr', utm_source: 'mail' })).text).toContain(texts.en);
  });

  test('says how many asked for it in tens, rounded down, and of fewer than ten nothing', async () => {
    const ctx = aContext();
    const { initiativeId, publicKey } = await published(ctx);
    await askedFor(ctx, initiativeId, 9);
    expect((await show(publicKey)).text).not.toContain('Asked for by');
    await given(ctx, { customerId: 'C-1' }).then(({ feedbackId }) =>
      link(again(ctx), { initiativeId, body: { feedbackIds: [feedbackId] } }),
    );
    const { text } = await show(publicKey);
    expect(text).toContain('Asked for by <bdi dir="ltr">10+</bdi> people');
    expect([undefined, 9, 10, 49, 50].map((voices) => publicVoices({ voices }))).toEqual([
      undefined,
      undefined,
      10,
      40,
      50,
    ]);
  });

  test('holds nothing of a person, no score, no reason and nothing of whoever answers for it', async () => {
    const ctx = aContext();
    const { initiativeId, publicKey } = await published(ctx);
    await askedFor(ctx, initiativeId, 10);
    const body = { status: 'wont_do' as const, reason: 'Ada Lovelace was the only one', ownerId: 'grace' };
    await edit(again(ctx), { initiativeId, body });
    const { text } = await show(publicKey);
    expect(text).toContain('Will not be done');
    for (const said of ['Ada', 'example.com', 'grace', 'Charged twice', 'csat', initiativeId, 'voices'])
      expect(text).not.toContain(said);
  });

  test('is listed by no search engine unless that is chosen', async () => {
    const [hidden, listed] = [await published(aContext()), await published(aContext(), { index: true })];
    const closed = await show(hidden.publicKey);
    expect(closed.headers['x-robots-tag']).toBe('noindex, nofollow');
    expect(closed.text).toContain('<meta name="robots" content="noindex">');
    const open = await show(listed.publicKey);
    expect(open.headers).not.toHaveProperty('x-robots-tag');
    expect(open.text).not.toContain('noindex');
  });

  test('shows a title with a script as text', async () => {
    const { publicKey } = await published(aContext(), {}, '<script>alert(1)</script>');
    const { text } = await show(publicKey);
    expect(text).toContain('&lt;script>alert(1)&lt;/script>');
    expect(text).not.toContain('<script');
  });

  test('of a deleted initiative is 404, and so is one that was taken back, until it is published again', async () => {
    const ctx = aContext();
    const [gone, back] = [await published(ctx), await published(ctx)];
    await remove(again(ctx), gone);
    await unpublish(again(ctx), back);
    await unpublish(again(ctx), back);
    const never = await create(again(ctx), { body: CreateInitiative.parse({ title: 'Never published' }) });
    const made = async (companyId: string, id: string) =>
      sealLink(await masterKeys(), {
        purpose: 'initiative',
        flags: 0,
        company: companyHash(companyId),
        subject: subjectOfId(id),
        expiresAt: new Date(Date.now() + 60_000),
      });
    const unknown = [
      gone.publicKey,
      back.publicKey,
      await made(ctx.companyId, never.initiativeId),
      await made('nobody', never.initiativeId),
      `${back.publicKey.slice(0, -1)}_`,
      'x',
    ];
    const answers = await Promise.all(unknown.map((key) => show(key)));
    expect(answers.map(({ status }) => status)).toEqual(unknown.map(() => 404));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await get(ctx, back)).not.toHaveProperty('publicPage');
    const body = PublishInitiative.parse({ texts });
    expect((await publish(again(ctx), { ...back, body }, ORIGIN)).publicKey).toBe(back.publicKey);
    expect((await show(back.publicKey)).status).toBe(200);
  });
});

test.each([
  { texts: { en: '<script>alert(1)</script>' } },
  { texts: { en: 'Hello {{name}}' } },
  { texts: {} },
  { texts: { xx: 'Hello' } },
  { texts: { en: 'a'.repeat(2_001) } },
  { texts, index: 'yes' },
  { texts, publicKey: 'mine' },
])('a page is not published with %j', (body) => expect(PublishInitiative.safeParse(body).success).toBe(false));
