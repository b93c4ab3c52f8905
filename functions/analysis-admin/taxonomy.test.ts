import { expect, test } from 'vitest';
import { analysisSettings } from '../../shared/analysis/settings.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { settingsRoutes } from '../../shared/company/settings.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { taxonomyEvents } from '../../shared/taxonomy/taxonomy.events.ts';
import { taxonomyRoutes } from '../../shared/taxonomy/taxonomy.routes.ts';
import { handler as settingsHandler } from '../settings/handler.ts';
import { handler } from './handler.ts';

const { get, put } = taxonomyRoutes.routes;
const forced = { force: true, reason: 'the first one' };
const billing = { id: 'bill', kind: 'category', name: 'Billing', synonyms: { en: ['invoice'] } };

routeTests(taxonomyRoutes, handler, {
  get: () => ({}),
  put: () => ({ body: { nodes: [billing], ...forced } }),
});

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
