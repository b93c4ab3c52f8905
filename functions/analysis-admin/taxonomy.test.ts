import { expect, test } from 'vitest';
import { analysisSettings } from '../../shared/analysis/settings.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { settingsRoutes } from '../../shared/company/settings.routes.ts';
import { remove } from '../../shared/feedback/feedback.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import { work } from '../../shared/job/run.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { trialIdOf } from '../../shared/taxonomy/trial.ts';
import { taxonomyTrial } from '../../shared/taxonomy/trial.job.ts';
import { taxonomyEvents } from '../../shared/taxonomy/taxonomy.events.ts';
import { taxonomyRoutes } from '../../shared/taxonomy/taxonomy.routes.ts';
import { handler as settingsHandler } from '../settings/handler.ts';
import { handler } from './handler.ts';

useQueues();
const { get, put, startTrial, getTrial } = taxonomyRoutes.routes;
const forced = { force: true, reason: 'the first one' };
const billing = { id: 'bill', kind: 'category', name: 'Billing', synonyms: { en: ['invoice'] } };

routeTests(taxonomyRoutes, handler, {
  get: () => ({}),
  put: () => ({ body: { nodes: [billing], ...forced } }),
  startTrial: () => ({ body: { nodes: [billing] } }),
  getTrial: async (companyId) => ({ params: { trialId: await tried(aContext({ companyId }), [billing]) } }),
});

/** The id of a trial whose job is done. */
async function tried(ctx: Context, nodes: object[], more: object = {}): Promise<string> {
  const { body } = await send(handler, startTrial, { companyId: ctx.companyId, body: { nodes, ...more } });
  const jobId = body['jobId'] as Id<'job'>;
  await work(again(ctx), jobId, { now: () => ctx.now, definitions: [taxonomyTrial] });
  return trialIdOf(jobId);
}

const inSettings = async (companyId: string) =>
  (await send(settingsHandler, settingsRoutes.routes.get, { companyId })).body['taxonomy'];

test('what settings say is the taxonomy until one is put; then settings only show it', async () => {
  const companyId = aCompany();
  const ctx = aContext({ companyId });
  const said = { categories: [{ name: 'Money', keywords: ['invoice'] }], themes: [] };
  await putSettings(ctx, PutSettings.parse({ taxonomy: said }));
  const first = await send(handler, get, { companyId });
  expect(first.body).toMatchObject({ version: 0, nodes: [{ id: 'money', synonyms: { und: ['invoice'] } }] });

  const nodes = [billing, { id: 'late', kind: 'theme', name: 'Late', route: 'engineering' }];
  const answer = await send(handler, put, { companyId, body: { nodes, ...forced } });
  expect(answer).toMatchObject({ status: 200, body: { version: 1, nodes, outdated: ['Money'], forced: true } });
  expect(await inSettings(companyId)).toEqual({
    categories: [{ name: 'Billing', keywords: ['invoice'] }],
    themes: [{ name: 'Late', route: 'engineering' }],
  });
  expect((await analysisSettings(ctx)).topics.map(({ name }) => name)).toEqual(['Billing', 'Late']);

  const save = (taxonomy?: unknown) =>
    send(settingsHandler, settingsRoutes.routes.put, { companyId, body: { timeZone: 'Asia/Tokyo', taxonomy } });
  const refused = await save(said);
  expectProblem(refused, 400, 'validation-failed');
  expect(refused.body['errors']).toMatchObject([{ pointer: '#/taxonomy' }]);
  const shown = await inSettings(companyId);
  for (const same of [undefined, shown]) expect((await save(same)).body['taxonomy']).toEqual(shown);
  expect(await inSettings(companyId)).toEqual(shown);
});

test('each version stays readable; an unknown one is 404, and one that somebody else has replaced 412', async () => {
  const companyId = aCompany();
  const save = (name: string, ifMatch?: string) =>
    send(handler, put, {
      companyId,
      body: { nodes: [{ ...billing, name }], ...forced },
      headers: ifMatch ? { 'if-match': ifMatch } : {},
    });
  const first = await save('Billing');
  await save('Invoices', String(first.headers['etag']));
  expectProblem(await save('Payments', String(first.headers['etag'])), 412, 'version-conflict');
  const names = async (query?: Record<string, string>) => {
    const { body } = await send(handler, get, { companyId, ...(query && { query }) });
    return [body['version'], (body['nodes'] as { name: string }[]).map(({ name }) => name), body['outdated']];
  };
  expect(await names()).toEqual([2, ['Invoices'], ['Billing']]);
  expect(await names({ version: '1' })).toEqual([1, ['Billing'], []]);
  expectProblem(await send(handler, get, { companyId, query: { version: '3' } }), 404, 'not-found');
});

test('a draft with a warning, an unknown owner or no force is not saved; with force the warning is taken on', async () => {
  const companyId = aCompany();
  const refused = async (nodes: object[], more: object, status: number, code: string) => {
    const answer = await send(handler, put, { companyId, body: { nodes, ...more } });
    expectProblem(answer, status, code);
    return answer.body['errors'];
  };
  const twice = [billing, { id: 'pay', kind: 'category', name: 'Payment', synonyms: { en: ['invoices'] } }];
  expect(await refused(twice, {}, 400, 'validation-failed')).toMatchObject([{ pointer: '#/nodes/1/synonyms/en/0' }]);
  expect(await refused([{ ...billing, owner: 'nobody' }], forced, 400, 'validation-failed')).toMatchObject([
    { pointer: '#/nodes/0/owner' },
  ]);
  await refused([billing], {}, 409, 'conflict');
  expect((await send(handler, get, { companyId })).body['version']).toBe(0);
  expect((await send(handler, put, { companyId, body: { nodes: twice, ...forced } })).status).toBe(200);
});

test('a new version is an event without words, and analysts read what they may not replace', async () => {
  const companyId = aCompany();
  const { items } = await watchTable(() => send(handler, put, { companyId, body: { nodes: [billing], ...forced } }));
  const events = items.flatMap((after) => ('lastAction' in after ? taxonomyEvents.eventsOf({ after }) : []));
  expect(events).toMatchObject([{ type: 'TaxonomyChanged', detail: { recordVersion: 1, forced: true } }]);
  expect(JSON.stringify(events)).not.toContain('invoice');
  expect((await send(handler, get, { companyId, role: 'analyst' })).status).toBe(200);
  const asAnalyst = { companyId, role: 'analyst' as const, body: { nodes: [], ...forced } };
  expectProblem(await send(handler, put, asAnalyst), 403, 'forbidden');
});

const nodesOf = (answer: { body: Record<string, unknown> }) =>
  answer.body['nodes'] as { id: string; examples: { gained: { feedbackId: string; text: string }[] } }[];

test('a trial says what a draft finds in stored texts beside the taxonomy in force, with masked examples, and lets that very draft be saved', async () => {
  const ctx = aContext();
  const { companyId } = ctx;
  await send(handler, put, { companyId, body: { nodes: [billing], ...forced } });
  const said = { subject: 'Hello', language: 'en' };
  const texts = ['The invoice is wrong', 'A refund please, ada@example.com', 'Nothing of this'];
  for (const comments of texts) await given(ctx, { ...said, comments });
  await given(ctx, { ...said, comments: 'Zły rachunek', language: 'pl' });
  await given(ctx, { ...said, comments: 'A refund in a survey', source: 'chat' });
  const draft = [{ ...billing, synonyms: { en: ['refund', 'voucher'] } }];
  const trialId = await tried(ctx, draft, { filter: { all: { source: 'support_ticket' } } });

  const answer = await send(handler, getTrial, { companyId, params: { trialId } });
  expect(answer.body).toMatchObject({
    nodes: [{ id: 'bill', now: 1, before: 1, gained: 1, lost: 1 }],
    texts: { en: 3 },
    sources: { support_ticket: 3 },
    unsupported: 1,
    examined: 5,
    unused: [{ id: 'bill', language: 'en', synonym: 'voucher' }],
    uncovered: { value: 2 / 3, n: 3 },
  });
  expect(nodesOf(answer)[0]?.examples.gained.map(({ text }) => text)).toEqual(['A refund please, [EMAIL]']);

  const save = (nodes: object[], at = trialId) => send(handler, put, { companyId, body: { nodes, trialId: at } });
  expectProblem(await save([billing]), 409, 'conflict');
  expectProblem(await save(draft, trialIdOf(`job_${'0'.repeat(26)}` as Id<'job'>)), 409, 'conflict');
  const saved = await save(draft);
  expect(saved).toMatchObject({ status: 200, body: { version: 2, trialId } });
  expect(saved.body['forced']).toBeUndefined();
});

test('a trial is good for 24 hours, for its own company, and its texts are gone when their records are', async () => {
  const now = new Date(Date.now() - 86_400_000 - 60_000);
  const ctx = aContext({ now });
  const { feedbackId } = await given(ctx, { comments: 'One invoice', language: 'en' });
  const old = await tried(ctx, [billing]);
  const body = { nodes: [billing], trialId: old };
  expectProblem(await send(handler, put, { companyId: ctx.companyId, body }), 409, 'conflict');
  const seen = { companyId: ctx.companyId, params: { trialId: old } };
  expect(nodesOf(await send(handler, getTrial, seen))[0]?.examples.gained).toMatchObject([{ feedbackId }]);
  await remove(again(ctx), { feedbackId });
  expect(nodesOf(await send(handler, getTrial, seen))[0]?.examples.gained).toEqual([]);
  expectProblem(await send(handler, getTrial, { ...seen, companyId: aCompany() }), 404, 'not-found');
});
