import { describe, expect, test } from 'vitest';
import { putSettings } from '../../shared/company/put-settings.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { edit as editFeedback, exclude, get as getFeedback, remove } from '../../shared/feedback/feedback.ts';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import { create as createInitiative, get as getInitiative, linked } from '../../shared/initiative/initiative.ts';
import { linkNew } from '../../shared/initiative/linker.ts';
import type { Route } from '../../shared/http/contract.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { baseClient } from '../../shared/kernel/table.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { decideMany, undo } from '../../shared/triage/batch.ts';
import { decide } from '../../shared/triage/decide.ts';
import { follow } from '../../shared/triage/intake.ts';
import { recordTriageRoutes, triageRoutes } from '../../shared/triage/triage.routes.ts';
import { handler } from './handler.ts';

const routes = { ...triageRoutes.routes, ...recordTriageRoutes.routes };
type FeedbackId = Id<'feedback'>;

/** A record that waits for a decision. */
async function waiting(ctx: Context, overrides: Partial<SubmitFeedback> = {}): Promise<FeedbackId> {
  const { feedbackId } = await given(ctx, overrides);
  await follow(again(ctx), { feedbackId });
  return feedbackId;
}
/** A person’s record that is a duplicate of another person’s. */
async function aDuplicate(companyId: string) {
  const ctx = aContext({ companyId });
  // Of another instant, so that their ids are not neighbours: copies of them are told apart by all but the last letters.
  const earlier = aContext({ companyId, now: new Date(Date.now() - 60_000) });
  const main = await waiting(earlier, { customerId: 'C-1' });
  const { feedbackId } = await given(ctx, { customerId: 'C-2' });
  await decide(again(ctx), { feedbackId, body: { status: 'duplicate', duplicateOf: main } });
  return { main, feedbackId };
}

routeTests(triageRoutes, handler, {
  list: async (companyId) => {
    await waiting(aContext({ companyId }));
    return {};
  },
  decideMany: async (companyId) => {
    const feedbackId = await waiting(aContext({ companyId }));
    return { body: { items: [{ feedbackId, status: 'planned', route: 'roadmap' }] } };
  },
  undo: async (companyId) => {
    const feedbackId = await waiting(aContext({ companyId }));
    const body = { items: [{ feedbackId, status: 'planned', route: 'roadmap' }] };
    const { body: made } = await send(handler, routes.decideMany, { companyId, body });
    return { params: { batchId: String(made['batchId']) } };
  },
});

routeTests(recordTriageRoutes, handler, {
  decide: async (companyId) => {
    const feedbackId = await waiting(aContext({ companyId }));
    return { params: { feedbackId }, body: { status: 'planned', route: 'roadmap', note: 'Next quarter.' } };
  },
  duplicates: async (companyId) => ({ params: { feedbackId: (await aDuplicate(companyId)).main } }),
  unlink: async (companyId) => ({ params: { feedbackId: (await aDuplicate(companyId)).feedbackId } }),
});

const callerIn =
  (companyId: string) =>
  (route: Route, more: object = {}) =>
    send(handler, route, { companyId, ...more });
const pointers = ({ body }: { body: Record<string, unknown> }) =>
  (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
type Result = {
  index: number;
  status: number;
  feedbackId?: string;
  problem?: { type: string; errors?: { pointer: string }[] };
};
const resultsOf = ({ body }: { body: Record<string, unknown> }) => body['results'] as Result[];
/** How many transactions some work begins, those that fail among them. */
async function transactionsIn<T>(work: () => Promise<T>): Promise<{ result: T; tries: number }> {
  let tries = 0;
  const name = 'transactions';
  const middleware = (next: (args: unknown) => Promise<unknown>, { commandName = '' }: { commandName?: string }) => {
    return (args: unknown) => {
      if (commandName.startsWith('TransactWrite')) tries++;
      return next(args);
    };
  };
  const stack = baseClient().middlewareStack;
  stack.add(middleware as never, { step: 'initialize', name });
  try {
    return { result: await work(), tries };
  } finally {
    stack.remove(name);
  }
}
const countsOf = async (companyId: string) =>
  (await callerIn(companyId)(routes.list)).body['counts'] as { waiting: number; route: object; type: object };

describe('bulk', () => {
  test('200 decisions with 3 bad ones in one request → 197 done, 3 problems by index, within its time', async () => {
    const ctx = aContext();
    const call = callerIn(ctx.companyId);
    const ids: FeedbackId[] = [];
    for (let at = 0; at < 200; at += 10)
      ids.push(...(await Promise.all(Array.from({ length: 10 }, () => waiting(ctx)))));
    expect(await countsOf(ctx.companyId)).toMatchObject({ waiting: 200 });
    const foreign = await waiting(aContext());
    const items: Record<string, unknown>[] = ids.map((feedbackId) => ({
      feedbackId,
      status: 'triaged',
      route: 'none',
    }));
    items[7] = { ...items[7], status: 'shipped' };
    items[100] = { ...items[100], feedbackId: foreign };
    items[199] = { ...items[199], version: 9 };
    const { result: answer, tries } = await transactionsIn(() => call(routes.decideMany, { body: { items } }));
    expect(answer.status).toBe(200);
    // Each waits for those that count in the same row, and is written once.
    expect(tries).toBe(197);
    const results = resultsOf(answer);
    expect(results.map(({ index }) => index)).toEqual(ids.map((_, index) => index));
    expect(results.filter(({ status }) => status === 200)).toHaveLength(197);
    expect(results.flatMap(({ index, status, problem }) => (problem ? [[index, status, problem.type]] : []))).toEqual([
      [7, 400, '/problems/validation-failed'],
      [100, 404, '/problems/not-found'],
      [199, 412, '/problems/version-conflict'],
    ]);
    expect(results[7]?.problem?.errors?.[0]?.pointer).toBe('#/items/7/initiativeId');
    // Three still wait: those whose decision was refused, and the one that nobody decided about.
    expect(await countsOf(ctx.companyId)).toMatchObject({ waiting: 3, route: { none: 3 } });
    const left = (await call(routes.list)).body['items'] as { feedback: { feedbackId: string } }[];
    expect(left.map(({ feedback }) => feedback.feedbackId).toSorted()).toEqual(
      [ids[7], ids[100], ids[199]].map(String).toSorted(),
    );
  }, 120_000);

  test('decisions for one initiative or one main record follow one another, and none is tried twice', async () => {
    const ctx = aContext();
    const call = callerIn(ctx.companyId);
    const earlier = aContext({ companyId: ctx.companyId, now: new Date(Date.now() - 60_000) });
    const { initiativeId } = await createInitiative(again(ctx), {
      body: { title: 'One', status: 'planned', themes: [] },
    });
    const main = await waiting(earlier, { customerId: 'C-main' });
    const ids = await Promise.all(Array.from({ length: 40 }, (_, at) => waiting(ctx, { customerId: `C-${at}` })));
    const items = ids.map((feedbackId, at) =>
      at % 2 ? { feedbackId, status: 'planned', initiativeId } : { feedbackId, status: 'duplicate', duplicateOf: main },
    );
    const { result: answer, tries } = await transactionsIn(() => call(routes.decideMany, { body: { items } }));
    expect(resultsOf(answer).every(({ status }) => status === 200)).toBe(true);
    // Those of both kinds that are counted in the same row may meet, and the main record is settled once.
    expect(tries).toBeLessThan(60);
    expect(await getInitiative(ctx, { initiativeId })).toMatchObject({ voices: 20, linked: 20 });
    expect(await getFeedback(ctx, { feedbackId: main })).toMatchObject({ triage: { voices: 21 } });
    const undone = await call(routes.undo, { params: { batchId: answer.body['batchId'] } });
    expect(resultsOf(undone).every(({ status }) => status === 200)).toBe(true);
    expect(await getInitiative(ctx, { initiativeId })).toMatchObject({ voices: 0, linked: 0 });
  }, 120_000);

  test('undo after someone changed one of them takes back the others only', async () => {
    const ctx = aContext();
    const call = callerIn(ctx.companyId);
    const ids = [await waiting(ctx, { type: undefined }), await waiting(ctx), await waiting(ctx)];
    const before = await Promise.all(ids.map((feedbackId) => getFeedback(ctx, { feedbackId })));
    const items = ids.map((feedbackId) => ({ feedbackId, status: 'planned', type: 'bug', impact: 'high' }));
    const made = await call(routes.decideMany, { body: { items } });
    expect(await countsOf(ctx.companyId)).toMatchObject({ waiting: 0 });
    await call(routes.decide, { params: { feedbackId: ids[1] }, body: { status: 'wont_do' } });
    const request = { params: { batchId: made.body['batchId'] } };
    const answer = await call(routes.undo, request);
    const of = (feedbackId: unknown) => resultsOf(answer).find((one) => one.feedbackId === feedbackId);
    expect(of(ids[0])).toMatchObject({ status: 200 });
    expect(of(ids[2])).toMatchObject({ status: 200 });
    expect(resultsOf(answer).filter(({ status }) => status === 409)).toMatchObject([
      { problem: { type: '/problems/conflict' } },
    ]);
    const after = await Promise.all(ids.map((feedbackId) => getFeedback(ctx, { feedbackId })));
    expect(after[1]).toMatchObject({ type: 'bug', triage: { status: 'wont_do' } });
    for (const index of [0, 2]) {
      const { version: _v, updatedAt: _u, ...was } = before[index] as object as Record<string, unknown>;
      const { version: _w, updatedAt: _x, ...is } = after[index] as object as Record<string, unknown>;
      expect(is).toEqual(was);
    }
    expect(await countsOf(ctx.companyId)).toMatchObject({ waiting: 2 });
    // Once more changes nothing.
    const { result, items: written } = await watchTable(() => call(routes.undo, request));
    expect(
      resultsOf(result)
        .map(({ status }) => String(status))
        .toSorted(),
    ).toEqual(['200', '200', '409']);
    expect(written).toEqual([]);
  });

  test('undo leaves what somebody has said of a record since', async () => {
    const ctx = aContext();
    const feedbackId = await waiting(ctx);
    const items = [{ feedbackId, status: 'planned', type: 'bug', impact: 'high' }];
    const made = await callerIn(ctx.companyId)(routes.decideMany, { body: { items } });
    await editFeedback(again(ctx), { feedbackId, edit: { impact: 'low' } as never });
    await callerIn(ctx.companyId)(routes.undo, { params: { batchId: made.body['batchId'] } });
    const now = await getFeedback(ctx, { feedbackId });
    expect(now).toMatchObject({ type: 'complaint', impact: 'low' });
    expect(now).not.toHaveProperty('triage');
  });

  test('undo of a move leads back to the link that was there, with what had found it', async () => {
    const ctx = aContext();
    const feedbackId = await waiting(ctx);
    const plan = async () =>
      (await createInitiative(again(ctx), { body: { title: 'Queue', status: 'planned', themes: [] } })).initiativeId;
    const [one, other] = [await plan(), await plan()];
    await linkNew(again(ctx), feedbackId, one);
    const items = [{ feedbackId, status: 'planned', initiativeId: other }];
    const made = await callerIn(ctx.companyId)(routes.decideMany, { body: { items } });
    const found = async (initiativeId: Id<'initiative'>, source: 'hand' | 'rule') =>
      (await linked(ctx, { initiativeId, source, limit: 10 })).items.length;
    expect([await found(one, 'rule'), await found(other, 'hand')]).toEqual([0, 1]);
    await callerIn(ctx.companyId)(routes.undo, { params: { batchId: made.body['batchId'] } });
    expect([await found(one, 'rule'), await found(other, 'hand')]).toEqual([1, 0]);
  });

  test('the same request again, by its key, is one batch', async () => {
    const ctx = aContext();
    const feedbackId = await waiting(ctx);
    const request = {
      body: { items: [{ feedbackId, status: 'planned' }] },
      headers: { 'idempotency-key': 'once' },
    };
    const call = callerIn(ctx.companyId);
    const first = await call(routes.decideMany, request);
    expect((await call(routes.decideMany, request)).body).toEqual(first.body);
    expect((await getFeedback(ctx, { feedbackId })).version).toBe(2);
  });

  test.each([
    ['201 items', Array.from({ length: 201 }, () => ({})), '#/items'],
    ['no item', [], '#/items'],
  ])('%s are refused as a whole', async (_, items, pointer) => {
    const answer = await callerIn(aCompany())(routes.decideMany, { body: { items } });
    expectProblem(answer, 400, 'validation-failed');
    expect(pointers(answer)).toEqual([pointer]);
  });

  test('a record that is named twice is decided once', async () => {
    const ctx = aContext();
    const feedbackId = await waiting(ctx);
    const items = [
      { feedbackId, status: 'planned' },
      { feedbackId, status: 'wont_do' },
    ];
    const results = resultsOf(await callerIn(ctx.companyId)(routes.decideMany, { body: { items } }));
    expect(results.map(({ status }) => status)).toEqual([200, 400]);
  });
});

test('undo is refused for an unknown batch and after 10 minutes', async () => {
  const ctx = aContext();
  const feedbackId = await waiting(ctx);
  const items = [{ feedbackId, status: 'planned' as const }];
  const { batchId } = await decideMany(again(ctx), { body: { items } });
  const late = { ...again(ctx), now: new Date(ctx.now.getTime() + 10 * 60_000 + 1) };
  await expect(undo(late, { batchId })).rejects.toMatchObject({ code: 'undo-expired' });
  await expect(undo(aContext(), { batchId })).rejects.toMatchObject({ code: 'not-found' });
  expect((await getFeedback(ctx, { feedbackId })).triage).toMatchObject({ status: 'planned' });
});

describe('a decision', () => {
  test('empties the queue and its count in the same transaction, and shows on the record', async () => {
    const ctx = aContext();
    const call = callerIn(ctx.companyId);
    const feedbackId = await waiting(ctx, { type: 'bug', theme: 'invoices' });
    expect(await countsOf(ctx.companyId)).toMatchObject({
      waiting: 1,
      route: { engineering: 1 },
      type: { bug: 1 },
      theme: [{ theme: 'invoices', count: 1 }],
      age: { under_7_days: 1, '7_to_14_days': 0, over_14_days: 0 },
    });
    const { version } = await getFeedback(ctx, { feedbackId });
    const answer = await call(routes.decide, {
      params: { feedbackId },
      headers: { 'if-match': `"${version}"` },
      body: { status: 'planned', route: 'roadmap', impact: 'high', note: 'After the summer.' },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { version: version + 1, impact: 'high', triage: { status: 'planned', route: 'roadmap' } },
    });
    const page = (await call(routes.list)).body;
    expect(page).toMatchObject({ items: [], counts: { waiting: 0, type: {}, theme: [] } });
  });

  test('again changes nothing; another one follows it freely', async () => {
    const ctx = aContext();
    const call = callerIn(ctx.companyId);
    const params = { feedbackId: await waiting(ctx) };
    const first = await call(routes.decide, { params, body: { status: 'triaged', route: 'none' } });
    expect((await call(routes.decide, { params, body: { status: 'triaged' } })).body).toEqual(first.body);
    for (const status of ['wont_do', 'in_progress', 'planned'])
      expect((await call(routes.decide, { params, body: { status } })).body).toMatchObject({ triage: { status } });
  });

  test('links the record to an initiative, and `shipped` needs one', async () => {
    const ctx = aContext();
    const call = callerIn(ctx.companyId);
    const params = { feedbackId: await waiting(ctx) };
    const refused = await call(routes.decide, { params, body: { status: 'shipped' } });
    expectProblem(refused, 400, 'validation-failed');
    expect(pointers(refused)).toEqual(['#/initiativeId']);
    const { initiativeId } = await createInitiative(again(ctx), {
      body: { title: 'Queue', status: 'planned', themes: [] },
    });
    const body = { status: 'shipped', initiativeId };
    expect((await call(routes.decide, { params, body })).body).toMatchObject({ triage: { initiativeId } });
    expect((await linked(ctx, { initiativeId, limit: 10 })).items).toMatchObject([params]);
  });

  test.each<[string, (ctx: Context, own: FeedbackId) => Promise<object> | object, string]>([
    ['an unknown theme', () => ({ status: 'planned', theme: 'no such' }), '#/theme'],
    ['the status new', () => ({ status: 'new' }), '#/status'],
    ['a duplicate of nothing', () => ({ status: 'duplicate' }), '#/duplicateOf'],
    ['a main record with another status', (_, own) => ({ status: 'planned', duplicateOf: own }), '#/duplicateOf'],
    ['a duplicate of itself', (_, own) => ({ status: 'duplicate', duplicateOf: own }), '#/duplicateOf'],
    [
      'a duplicate of a foreign record',
      async () => ({ status: 'duplicate', duplicateOf: await waiting(aContext()) }),
      '#/duplicateOf',
    ],
    [
      'a duplicate of a deleted record',
      async (ctx) => {
        const feedbackId = await waiting(ctx);
        await remove(again(ctx), { feedbackId });
        return { status: 'duplicate', duplicateOf: feedbackId };
      },
      '#/duplicateOf',
    ],
    [
      'an initiative of another company',
      async () => {
        const { initiativeId } = await createInitiative(aContext(), {
          body: { title: 'X', status: 'planned', themes: [] },
        });
        return { status: 'planned', initiativeId };
      },
      '#/initiativeId',
    ],
    ['a note of 2 001 letters', () => ({ status: 'planned', note: 'x'.repeat(2_001) }), '#/note'],
    ['a route of its own', () => ({ status: 'planned', route: 'marketing' }), '#/route'],
  ])('with %s is 400, and nothing is written', async (_, bodyFor, pointer) => {
    const ctx = aContext();
    await putSettings(again(ctx), PutSettings.parse({ taxonomy: { themes: [{ name: 'queue' }] } }));
    const feedbackId = await waiting(ctx);
    const body = await bodyFor(ctx, feedbackId);
    const { result, items } = await watchTable(() =>
      callerIn(ctx.companyId)(routes.decide, { params: { feedbackId }, body }),
    );
    expectProblem(result, 400, 'validation-failed');
    expect(pointers(result)).toEqual([pointer]);
    expect(items).toEqual([]);
  });

  test('about an excluded record is 409, about a deleted one 404', async () => {
    const ctx = aContext();
    const call = callerIn(ctx.companyId);
    const [out, gone] = [await waiting(ctx), await waiting(ctx)];
    await exclude(again(ctx), { feedbackId: out, reason: 'spam' });
    await remove(again(ctx), { feedbackId: gone });
    const body = { status: 'planned' };
    expectProblem(await call(routes.decide, { params: { feedbackId: out }, body }), 409, 'conflict');
    expectProblem(await call(routes.decide, { params: { feedbackId: gone }, body }), 404, 'not-found');
  });
});
