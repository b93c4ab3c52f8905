import { describe, expect, test } from 'vitest';
import { exclude } from '../../shared/feedback/feedback.ts';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { again, givenIndexed } from '../../shared/feedback/testing/given.ts';
import { CreateInitiative } from '../../shared/initiative/initiative.schema.ts';
import { create, link, remove, unlink } from '../../shared/initiative/initiative.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { similarityRoutes } from '../../shared/similarity/similarity.routes.ts';
import { keepSnapshot } from '../../shared/similarity/snapshot.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { decide } from '../../shared/triage/decide.ts';
import { handler } from './handler.ts';

const { routes } = similarityRoutes;
type FeedbackId = Id<'feedback'>;
type InitiativeId = Id<'initiative'>;
const DAY = 86_400_000;

/** Feedback of so many days ago that search has filed. */
async function said(ctx: Context, comments: string, days = 0, more: Partial<SubmitFeedback> = {}): Promise<FeedbackId> {
  const now = new Date(ctx.now.getTime() - days * DAY);
  const own = { ...ctx, now };
  const occurredAt = now.toISOString();
  return (await givenIndexed(own, { subject: undefined, comments, language: 'en', occurredAt, ...more })).feedbackId;
}
const aPlan = async (ctx: Context, feedbackIds: FeedbackId[]): Promise<InitiativeId> => {
  const { initiativeId } = await create(again(ctx), { body: CreateInitiative.parse({ title: 'Plan' }) });
  if (feedbackIds.length > 0) await link(again(ctx), { initiativeId, body: { feedbackIds } });
  return initiativeId;
};
const ask = async (ctx: Context, feedbackId: FeedbackId, purpose: string, more: object = {}) => {
  const { companyId } = ctx;
  const answer = await send(handler, routes.similar, {
    companyId,
    params: { feedbackId },
    query: { purpose },
    ...more,
  });
  expect(answer.status).toBe(200);
  return answer.body['items'] as { feedbackId?: string; initiativeId?: string; score: number; shared: string[] }[];
};
const suggested = async (ctx: Context, initiativeId: InitiativeId, query: Record<string, string> = {}) => {
  const { companyId } = ctx;
  const answer = await send(handler, routes.suggestions, { companyId, params: { initiativeId }, query });
  expect(answer.status).toBe(200);
  return answer.body as { items: { feedbackId: string; score: number; shared: string[] }[]; nextCursor: string | null };
};

routeTests(similarityRoutes, handler, {
  similar: async (companyId) => {
    const ctx = aContext({ companyId });
    await said(ctx, 'The export of invoices hangs', 1);
    return { params: { feedbackId: await said(ctx, 'Export of invoices hangs') }, query: { purpose: 'duplicate' } };
  },
  suggestions: async (companyId) => {
    const ctx = aContext({ companyId });
    await said(ctx, 'The export of invoices hangs', 1);
    return { params: { initiativeId: await aPlan(ctx, [await said(ctx, 'Export of invoices hangs')]) } };
  },
});

describe('duplicates', () => {
  test('are records of the same language within 90 days that are similar from 0.6 on, with the words that both have', async () => {
    const ctx = aContext();
    const asked = await said(ctx, 'app crash start', 10);
    const [same, near] = [await said(ctx, 'App crashes: start', 3), await said(ctx, 'app crash login', 99)];
    await said(ctx, 'app crash login', 101);
    await said(ctx, 'app slow', 2);
    await said(ctx, 'app crash start', 3, { language: 'de' });
    const spam = await said(ctx, 'app crash start', 4);
    await exclude(again(ctx), { feedbackId: spam, reason: 'spam' });
    // By hand: terms of equal weight; 3 of the roots of 5 and 4 (no pair crosses the colon), then 3 of 5.
    expect(await ask(ctx, asked, 'duplicate')).toEqual([
      { feedbackId: same, score: 0.894, shared: ['app', 'crash', 'start'] },
      { feedbackId: near, score: 0.6, shared: ['app', 'crash'] },
    ]);
  });

  test('are weighed by the snapshot: rare words bring records closer than common ones', async () => {
    const ctx = aContext();
    const df = new Map([['app', 99], ['slow', 99], ['app slow', 99]]); // prettier-ignore
    await keepSnapshot(ctx, 'en', ctx.now.toISOString().slice(0, 10), { documents: 99, df });
    const asked = await said(ctx, 'app slow voucher');
    const rare = await said(ctx, 'voucher');
    await said(ctx, 'app slow', 1);
    // By hand: app, slow and their pair weigh 1, voucher and its pair ln 100 + 1 = 5.605: 5.605 / √(3 + 2 · 5.605²).
    expect(await ask(ctx, asked, 'duplicate')).toEqual([{ feedbackId: rare, score: 0.691, shared: ['voucher'] }]);
  });

  test('lead to their main record, once, and never to the record itself', async () => {
    const ctx = aContext();
    const main = await said(ctx, 'Something else', 5);
    const [one, other] = [await said(ctx, 'app crash start', 4), await said(ctx, 'app crash start now', 3)];
    for (const feedbackId of [one, other])
      await decide(again(ctx), { feedbackId, body: { status: 'duplicate', duplicateOf: main } });
    const asked = await said(ctx, 'app crash start');
    expect((await ask(ctx, asked, 'duplicate')).map(({ feedbackId }) => feedbackId)).toEqual([main]);
    expect((await ask(ctx, one, 'duplicate')).map(({ feedbackId }) => feedbackId)).toEqual([asked]);
  });

  test('show an agent nothing of the records of others', async () => {
    const ctx = aContext();
    const own = { snapshot: { agentId: 'ada' } };
    const asked = await said(ctx, 'app crash start', 1, own);
    const mine = await said(ctx, 'app crash start', 2, own);
    await said(ctx, 'app crash start', 2, { snapshot: { agentId: 'bob' } });
    const items = await ask(ctx, asked, 'duplicate', { role: 'agent', userId: 'ada' });
    expect(items.map(({ feedbackId }) => feedbackId)).toEqual([mine]);
  });

  test('are not told by personal data', async () => {
    const ctx = aContext();
    await said(ctx, 'Call me: ada@example.com', 1);
    expect(await ask(ctx, await said(ctx, 'Mail ada@example.com'), 'duplicate')).toEqual([]);
  });
});

describe('initiatives', () => {
  test('are those of similar records of 12 months from 0.35 on, each once, but not that of the record itself', async () => {
    const ctx = aContext();
    const [near, far] = [await said(ctx, 'app crash login', 300), await said(ctx, 'app export wrong', 20)];
    const [old, mine] = [await said(ctx, 'app crash start', 370), await said(ctx, 'app crash start', 1)];
    const [one, , ,] = [await aPlan(ctx, [near, far]), await aPlan(ctx, [old])];
    const own = await aPlan(ctx, [mine]);
    const gone = await aPlan(ctx, [await said(ctx, 'app crash start', 2)]);
    await remove(again(ctx), { initiativeId: gone });
    const asked = await said(ctx, 'app crash start');
    await link(again(ctx), { initiativeId: own, body: { feedbackIds: [asked] } });
    expect(await ask(ctx, asked, 'initiative')).toEqual([{ initiativeId: one, score: 0.6, shared: ['app', 'crash'] }]);
  });

  test('suggest what is similar to one of their records and linked to nothing, page by page, and link nothing', async () => {
    const ctx = aContext();
    const linked = [await said(ctx, 'app crash start', 1), await said(ctx, 'export of invoices hangs', 2)];
    const plan = await aPlan(ctx, linked);
    const first = await said(ctx, 'export invoices hangs', 3);
    const second = await said(ctx, 'app crash login', 40);
    await said(ctx, 'nothing of that kind', 3);
    await aPlan(ctx, [await said(ctx, 'app crash start', 5)]);
    const letGo = await said(ctx, 'app crash start', 6);
    await link(again(ctx), { initiativeId: plan, body: { feedbackIds: [letGo] } });
    await unlink(again(ctx), { initiativeId: plan, body: { feedbackIds: [letGo] } });
    const whole = await suggested(ctx, plan);
    expect(whole).toEqual({
      items: [
        { feedbackId: first, score: 1, shared: ['export', 'hangs', 'invoices'] },
        { feedbackId: second, score: 0.6, shared: ['app', 'crash'] },
      ],
      nextCursor: null,
    });
    const { items, nextCursor } = await suggested(ctx, plan, { limit: '1' });
    expect(items).toEqual(whole.items.slice(0, 1));
    const rest = await suggested(ctx, plan, { limit: '1', cursor: String(nextCursor) });
    expect(rest).toEqual({ items: whole.items.slice(1), nextCursor: null });
  });

  test('without a record suggest nothing', async () => {
    const ctx = aContext();
    expect(await suggested(ctx, await aPlan(ctx, []))).toEqual({ items: [], nextCursor: null });
  });
});

test.each([[{}], [{ purpose: 'merge' }]])('%j is no purpose', async (query) => {
  const ctx = aContext();
  const params = { feedbackId: await said(ctx, 'app') };
  const answer = await send(handler, routes.similar, { companyId: ctx.companyId, params, query });
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toMatchObject([{ parameter: 'purpose' }]);
});
