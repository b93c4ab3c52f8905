import { expect, test } from 'vitest';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { crmSettingsRoutes } from '../../shared/crm-settings/crm-settings.routes.ts';
import { customerViewRoutes } from '../../shared/customer-view/customer-view.routes.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { change } from '../../shared/kernel/change.ts';
import { customers } from '../../shared/customer/customer.store.ts';
import { purchaseIdsOf, purchasesOf } from '../../shared/purchase/of-customer.ts';
import { CreatePurchase } from '../../shared/purchase/purchase.schema.ts';
import { create as createPurchase } from '../../shared/purchase/purchase.ts';
import { dueScores } from '../../shared/score/due-scores.ts';
import { factsOf, recomputedFacts } from '../../shared/score/facts.rows.ts';
import { followScores } from '../../shared/score/follow.ts';
import { scoreRoutes } from '../../shared/score/score.routes.ts';
import { nextNight, score } from '../../shared/score/score.ts';
import { scoreIdOf, scores } from '../../shared/score/score.store.ts';
import { measure } from '../../shared/score/yardsticks.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { unitsOf } from '../../shared/testing/units.ts';
import { handler } from './handler.ts';
import { made, merged, undone } from './testing/merging.ts';

useQueues();
const { routes } = scoreRoutes;
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
type CustomerId = Id<'customer'>;

const one = async (companyId: string, lastName = 'Huber'): Promise<CustomerId> =>
  (await made(companyId, { lastName })) as CustomerId;
routeTests(scoreRoutes, handler, { get: async (companyId) => ({ params: { customerId: await one(companyId) } }) });

/** Records what somebody bought so many days ago, and what follows from it. */
async function buy(companyId: string, customerId: CustomerId, days: number, net: number, now = new Date()) {
  const ctx = again(aContext({ companyId, now }));
  const at = new Date(now.getTime() - days * 86_400_000).toISOString();
  const { body } = await createPurchase(ctx, { body: CreatePurchase.parse({ customerId, at, net: eur(net) }) });
  await followScores(ctx, 'PurchaseRecorded', { customerId, purchaseId: body.purchaseId });
}
const read = async (companyId: string, customerId: string, query: Record<string, string> = {}) =>
  (await send(handler, routes.get, { companyId, params: { customerId }, query })).body;

test('who has never been scored has scores that say why they are null, and nothing is written for that', async () => {
  const companyId = aCompany();
  const customerId = await one(companyId);
  const { result, units } = await unitsOf(() => read(companyId, customerId));
  expect(result).toMatchObject({
    health: {
      value: null,
      reason: 'too_few_components',
      missing: ['revenueTrend', 'payment', 'engagement', 'satisfaction', 'support'],
    },
    churnRisk: { value: null, reason: 'no_purchases' },
    lifetimeValue: { value: null, reason: 'no_purchases', excluded: [] },
    rfm: { value: null, reason: 'too_few_customers' },
    healthTrend: { value: null, reason: 'too_few_values', n: 0 },
    series: [],
  });
  expect(units.write).toBeLessThanOrEqual(2);
});

test('`to` before `from`, and what is no day, are refused with the parameter', async () => {
  const companyId = aCompany();
  const params = { customerId: await one(companyId) };
  const query = { from: '2026-02-01', to: '2026-01-01' };
  const refused = await send(handler, routes.get, { companyId, params, query });
  expectProblem(refused, 400, 'validation-failed');
  expect(refused.body['errors']).toMatchObject([{ parameter: 'to' }]);
  expectProblem(
    await send(handler, routes.get, { companyId, params, query: { from: 'yesterday' } }),
    400,
    'validation-failed',
  );
});

test('same facts twice → equal score and no new history row', async () => {
  const companyId = aCompany();
  const customerId = await one(companyId);
  const now = new Date();
  await buy(companyId, customerId, 10, 5_000, now);
  const before = await read(companyId, customerId);
  const { units } = await unitsOf(() => score(again(aContext({ companyId, now })), customerId));
  expect(units.write).toBe(0);
  expect(await read(companyId, customerId)).toEqual(before);
  expect(before['series']).toHaveLength(1);
});

test('scores are made anew each night, and a day on which they change has a row of its own', async () => {
  const companyId = aCompany();
  const customerId = await one(companyId);
  const now = new Date();
  for (const days of [30, 20, 10]) await buy(companyId, customerId, days, 5_000, now);
  const scoreId = scoreIdOf(customerId);
  const night = async (days: number): Promise<void> => {
    const ctx = again(aContext({ companyId, now: new Date(now.getTime() + days * 86_400_000) }));
    const record = await dueScores.find(ctx, scoreId);
    if (!record) throw new Error('no scores');
    expect(dueScores.dueAt(record)).toBe(record.nextAt);
    await dueScores.run(ctx, record);
    expect((await scores.find(ctx, scoreId))?.nextAt).toBe(nextNight(customerId, ctx.now));
  };
  await night(2);
  await night(11);
  await night(25);
  const series = async () => (await read(companyId, customerId, { from: '2020-01-01', to: '2999-01-01' }))['series'];
  expect(await series()).toMatchObject([{ churnRisk: 0 }, { churnRisk: 25 }, { churnRisk: 40 }]);
});

test('360° shows the scores as they were made last, for one read unit', async () => {
  const companyId = aCompany();
  const customerId = await one(companyId);
  const view = () => send(handler, customerViewRoutes.routes.view, { companyId, params: { customerId } });
  expect((await view()).body).not.toHaveProperty('customerScores');
  await buy(companyId, customerId, 10, 5_000);
  const { body } = await view();
  const { health, churnRisk, lifetimeValue, rfm } = await read(companyId, customerId);
  expect(body['customerScores']).toEqual({ health, churnRisk, lifetimeValue, rfm });
  expect(body['partial']).toEqual([]);
});

test('a merge moves what is counted to the survivor, undoing it moves it back, and both are scored again', async () => {
  const companyId = aCompany();
  const [stays, goes] = [await one(companyId), await one(companyId, 'Hubert')];
  await buy(companyId, stays, 10, 5_000);
  for (const days of [20, 40]) await buy(companyId, goes, days, 7_000);
  const ctx = aContext({ companyId });
  const facts = async (id: CustomerId) => (await factsOf(ctx, [id])).get(id);
  const before = [await facts(stays), await facts(goes)];
  const mergeId = await merged(companyId, stays, [goes]);
  expect(await facts(stays)).toEqual(await recomputedFacts(ctx, stays));
  expect((await facts(stays))?.counters).toMatchObject({ 'sale:n': 3, 'EUR:net': 19_000 });
  expect((await facts(goes))?.counters).toEqual({});
  const soon = await scores.find(ctx, scoreIdOf(stays));
  expect(String(soon?.nextAt) <= new Date().toISOString()).toBe(true);
  const later = again(aContext({ companyId, now: new Date() }));
  if (soon) await dueScores.run(later, soon);
  expect(await read(companyId, goes)).toMatchObject({ customerId: stays, churnRisk: { inputs: { purchases: 3 } } });
  const gone = await scores.find(ctx, scoreIdOf(goes));
  if (gone) await dueScores.run(again(aContext({ companyId, now: new Date() })), gone);
  expect((await scores.find(ctx, scoreIdOf(goes)))?.nextAt).toBeUndefined();
  await undone(companyId, mergeId);
  expect([await facts(stays), await facts(goes)]).toEqual(before);
  await followScores(again(ctx), 'CustomerMergeUndone', { customerId: goes });
  expect(await read(companyId, goes)).toMatchObject({ customerId: goes, churnRisk: { inputs: { purchases: 2 } } });
  expect((await purchasesOf(ctx, goes, 10)).items).toHaveLength(2);
});

test('who refuses profiling has no scores from then on, and has them again when they permit it', async () => {
  const companyId = aCompany();
  const customerId = await one(companyId);
  await buy(companyId, customerId, 10, 5_000);
  const { create } = consentRoutes.routes;
  const say = async (state: string) => {
    const basis = { basis: 'legitimate_interest', source: 'phone' };
    const body = { purpose: 'profiling', channel: 'email', state, ...basis };
    expect((await send(handler, create, { companyId, params: { customerId }, body })).status).toBe(201);
    await followScores(again(aContext({ companyId, now: new Date() })), 'ConsentChanged', {
      customerId,
      purpose: 'profiling',
    });
    return read(companyId, customerId);
  };
  const refused = await say('denied');
  for (const name of ['health', 'churnRisk', 'lifetimeValue', 'rfm'])
    expect(refused[name]).toMatchObject({ value: null, reason: 'profiling_refused', inputs: {} });
  expect(await say('granted')).toMatchObject({ churnRisk: { value: 0, inputs: { purchases: 1 } } });
});

test('whose data is restricted has no scores', async () => {
  const companyId = aCompany();
  const customerId = await one(companyId);
  await buy(companyId, customerId, 10, 5_000);
  const ctx = again(aContext({ companyId, now: new Date() }));
  await change(ctx, customers, customerId, 'restrict', (was) => ({ ...was, restrictedAt: ctx.now.toISOString() }));
  await followScores(again(ctx), 'CustomerRestricted', { customerId });
  const body = await read(companyId, customerId);
  for (const name of ['health', 'churnRisk', 'lifetimeValue', 'rfm'])
    expect(body[name]).toMatchObject({ value: null, reason: 'restricted', inputs: {} });
});

test('from 50 buyers on there are quintiles, and a predicted value by the retention of the company', async () => {
  const companyId = aCompany();
  const now = new Date();
  const ids: CustomerId[] = [];
  for (let index = 0; index < 50; index += 1) {
    const customerId = await one(companyId, `Huber ${index}`);
    ids.push(customerId);
    const ctx = again(aContext({ companyId, now }));
    // Four of five bought again within the last year.
    for (const days of index % 5 === 0 ? [500] : [500, 100 - index]) {
      const at = new Date(now.getTime() - days * 86_400_000).toISOString();
      await createPurchase(again(ctx), {
        body: CreatePurchase.parse({ customerId, at, net: eur(1_000 * (index + 1)) }),
      });
    }
    for await (const some of purchaseIdsOf(ctx, customerId))
      for (const purchaseId of some) await followScores(ctx, 'PurchaseRecorded', { customerId, purchaseId });
  }
  const ctx = again(aContext({ companyId, now }));
  expect(await measure(ctx, score)).toMatchObject({
    buyers: 50,
    currency: 'EUR',
    drift: 0,
    retention: { company: { n: 50, stayed: 40 } },
  });
  const best = ids[49] as CustomerId;
  await score(ctx, best);
  const { rfm, lifetimeValue } = await read(companyId, best);
  expect(rfm).toMatchObject({ value: { recency: 5, frequency: 4, monetary: 5 }, inputs: { buyers: 50 } });
  // Two purchases of 500.00 in 24 months at 25 % are 125.00 a year; × 0.8 / 0.3.
  expect(lifetimeValue).toMatchObject({
    historic: eur(25_000),
    predicted: eur(33_333),
    value: 58_333,
    inputs: { retention: 0.8, retentionOf: 'company', retentionN: 50, yearlyMargin: 12_500 },
  });
});

test.each([
  [{ weights: { revenueTrend: 0, payment: 0, engagement: 0, satisfaction: 0, support: 0 } }, '#/scores/weights'],
  [
    { weights: { revenueTrend: -1, payment: 1, engagement: 1, satisfaction: 1, support: 1 } },
    '#/scores/weights/revenueTrend',
  ],
  [{ churnWindowDays: 29 }, '#/scores/churnWindowDays'],
  [{ defaultMarginPercent: 101 }, '#/scores/defaultMarginPercent'],
])('settings of scores %j are refused at %s', async (scoreSettings, pointer) => {
  const companyId = aCompany();
  const { putSettings, settings } = crmSettingsRoutes.routes;
  const refused = await send(handler, putSettings, { companyId, body: { scores: scoreSettings } });
  expectProblem(refused, 400, 'validation-failed');
  expect(refused.body['errors']).toMatchObject([{ pointer }]);
  const body = { scores: { defaultMarginPercent: 40 } };
  expect((await send(handler, putSettings, { companyId, body })).status).toBe(200);
  expect((await send(handler, settings, { companyId })).body['scores']).toMatchObject({
    defaultMarginPercent: 40,
    churnWindowDays: 365,
    weights: { revenueTrend: 25 },
  });
});
