import { expect, test } from 'vitest';
import { customerEvents } from '../../../shared/customer/customer.events.ts';
import { CreateCustomer } from '../../../shared/customer/customer.schema.ts';
import { create as createCustomer, get as getCustomer } from '../../../shared/customer/customer.ts';
import { erase } from '../../../shared/customer/erase.ts';
import { exclude } from '../../../shared/feedback/feedback.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { queued, received, told } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { purchaseEvents } from '../../../shared/purchase/purchase.events.ts';
import { CreatePurchase, ReturnPurchase } from '../../../shared/purchase/purchase.schema.ts';
import { create } from '../../../shared/purchase/purchase.ts';
import { giveBack } from '../../../shared/purchase/returns.ts';
import { factsOf } from '../../../shared/score/facts.rows.ts';
import { get } from '../../../shared/score/read.ts';
import { scoreEvents } from '../../../shared/score/score.events.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const good = { batchItemFailures: [] };
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const ago = (ctx: Context, days: number): string => new Date(ctx.now.getTime() - days * 86_400_000).toISOString();
const customer = async (ctx: Context): Promise<Id<'customer'>> => {
  const said = { type: 'individual', lastName: 'Huber', externalIds: [{ id: 'C-1' }] };
  return (await createCustomer(again(ctx), { body: CreateCustomer.parse(said) })).customerId;
};

/** What is told of something that is done to purchases or customers. */
async function eventsOf(ctx: Context, act: () => Promise<unknown>) {
  const { items } = await watchTable(act);
  const of = { purchase: purchaseEvents, customer: customerEvents } as const;
  return items
    .filter(({ companyId }) => companyId === ctx.companyId)
    .flatMap((after) => of[after['__edb_e__'] as keyof typeof of]?.eventsOf({ after }) ?? []);
}
/** Tells it twice at once, and once more later, which changes nothing; the changes of scores that came of it. */
async function heard(events: readonly { type: string; detail: object }[]): Promise<{ eventId: string }[]> {
  const { items } = await watchTable(async () => {
    const twice = queued([...events, ...events]);
    expect(await Promise.all([handler(twice), handler(twice)])).toEqual([good, good]);
  });
  const { units } = await unitsOf(() => handler(queued(events)));
  expect(units.write).toBe(0);
  const scores = items.filter(({ __edb_e__ }) => __edb_e__ === 'score');
  // A transaction that lost against another delivery was tried and is not in the table.
  const changes = scores.flatMap((after) =>
    scoreEvents.eventsOf({ after }).map(({ detail }) => detail as { eventId: string }),
  );
  return [...new Map(changes.map((detail) => [detail.eventId, detail])).values()];
}
const buy = async (ctx: Context, customerId: string, days: number, net: number, more: object = {}) => {
  let purchaseId: Id<'purchase'> | undefined;
  const events = await eventsOf(ctx, async () => {
    const body = CreatePurchase.parse({ customerId, at: ago(ctx, days), net: eur(net), ...more });
    purchaseId = (await create(again(ctx), { body })).body.purchaseId;
  });
  await heard(events);
  if (!purchaseId) throw new Error('nothing was bought');
  return purchaseId;
};
const rate = async (ctx: Context, value: number) => {
  const scores = [{ metric: 'nps' as const, value, scaleMin: 0, scaleMax: 10 }];
  const { feedbackId } = await given(ctx, {
    source: 'in_app',
    type: 'survey_response',
    customerId: 'C-1',
    scores,
  } as object);
  return { feedbackId, bands: await heard(await received(ctx, feedbackId)) };
};

test('a purchase is counted once, and the customer has scores with inputs and reasons', async () => {
  const ctx = aContext({ now: new Date() });
  const customerId = await customer(ctx);
  await buy(ctx, customerId, 200, 20_000);
  await buy(ctx, customerId, 10, 30_000, { margin: eur(9_000) });
  await rate(ctx, 9);
  expect((await factsOf(ctx, [customerId])).get(customerId)?.counters).toEqual({
    'EUR:margin': 9_000,
    'EUR:net': 50_000,
    'EUR:unsaid': 20_000,
    'sale:n': 2,
  });
  const { health, churnRisk, lifetimeValue, rfm, series } = await get(ctx, { customerId });
  expect(health).toMatchObject({
    formulaVersion: 'health-1',
    missing: ['payment', 'engagement', 'support'],
    inputs: { revenueTrend: 75, payment: null, 'weight.revenueTrend': 25 },
    reasons: [{ ruleId: 'revenueTrend' }, { ruleId: 'satisfaction' }],
  });
  expect(health.value).toBeCloseTo((75 + 90) / 2, 6);
  expect(churnRisk).toMatchObject({ value: 0, formulaVersion: 'points-1', inputs: { purchases: 2, lastNps: 9 } });
  expect(lifetimeValue).toMatchObject({ value: null, reason: 'too_few_customers', historic: eur(14_000) });
  expect(rfm).toMatchObject({ value: null, reason: 'too_few_customers' });
  expect(series).toHaveLength(1);
  expect(series[0]).toMatchObject({ health: health.value, churnRisk: 0 });
});

test('a return of the only purchase leaves `historic` 0 and status unchanged', async () => {
  const ctx = aContext({ now: new Date() });
  const customerId = await customer(ctx);
  const purchaseId = await buy(ctx, customerId, 5, 9_999, { margin: eur(3_333) });
  expect((await get(ctx, { customerId })).lifetimeValue.historic).toEqual(eur(3_333));
  const before = await getCustomer(ctx, { customerId });
  const body = ReturnPurchase.parse({ net: eur(9_999) });
  await heard(await eventsOf(ctx, () => giveBack(again(ctx), { purchaseId, body })));
  expect((await get(ctx, { customerId })).lifetimeValue.historic).toEqual(eur(0));
  expect((await getCustomer(ctx, { customerId })).status).toBe(before.status);
});

test('a band change is an event, once; the first band is none', async () => {
  const ctx = aContext({ now: new Date() });
  const customerId = await customer(ctx);
  await buy(ctx, customerId, 200, 20_000);
  await buy(ctx, customerId, 10, 30_000);
  expect((await rate(ctx, 9)).bands).toEqual([]);
  const bad = await rate(ctx, 0);
  expect(bad.bands).toMatchObject([{ customerId, healthBand: 'watch', healthBandBefore: 'healthy' }]);
  const events = await told(ctx, bad.feedbackId, () =>
    exclude(again(ctx), { feedbackId: bad.feedbackId, reason: 'spam' } as never),
  );
  expect(await heard(events)).toHaveLength(1);
  expect(await get(ctx, { customerId })).toMatchObject({ healthBand: 'healthy' });
});

test('of a customer who is erased nothing is left, also where a purchase is told of late', async () => {
  const ctx = aContext({ now: new Date() });
  const customerId = await customer(ctx);
  await buy(ctx, customerId, 5, 9_999);
  const late = await eventsOf(ctx, async () => {
    const body = CreatePurchase.parse({ customerId, at: ago(ctx, 1), net: eur(1) });
    await create(again(ctx), { body });
  });
  const gone = await eventsOf(ctx, () => erase(again(ctx), { customerId }));
  await heard(late);
  await heard(gone.filter(({ type }) => type === 'CustomerErased'));
  expect(await factsOf(ctx, [customerId])).toEqual(new Map());
});

test('fifty records of people who are no customers are read together; a customer among them is scored once', async () => {
  const ctx = aContext({ now: new Date() });
  const rated = async (customerId: string, count: number) => {
    const events = [];
    for (let index = 0; index < count; index += 1) {
      const scores = [{ metric: 'nps' as const, value: index % 11, scaleMin: 0, scaleMax: 10 }];
      const { feedbackId } = await given(ctx, { customerId, scores, externalId: `${customerId}-${index}` } as object);
      events.push(...(await received(ctx, feedbackId)));
    }
    return events;
  };
  const strangers = [...(await rated('nobody-1', 25)), ...(await rated('nobody-2', 25))];
  const { units } = await unitsOf(() => handler(queued(strangers)));
  // A unit of each record, and two for each of the two names.
  expect(units).toMatchObject({ write: 0 });
  expect(units.read).toBeLessThanOrEqual(strangers.length * 2 + 8);
  const customerId = await customer(ctx);
  const { items } = await watchTable(async () => {
    expect(await handler(queued([...strangers, ...(await rated('C-1', 5))]))).toEqual(good);
  });
  const scored = items.filter((item) => item['__edb_e__'] === 'score' && item['customerId'] === customerId);
  expect(scored).toHaveLength(1);
});

test('what fails of one customer keeps nobody else from being counted', async () => {
  const ctx = aContext({ now: new Date() });
  const customerId = await customer(ctx);
  const events = await eventsOf(ctx, async () => {
    const body = CreatePurchase.parse({ customerId, at: ago(ctx, 1), net: eur(500) });
    await create(again(ctx), { body });
  });
  const rating = await rate(ctx, 9);
  const feedback = await received(ctx, rating.feedbackId);
  const isOfIt = (name: string, input: string) => name.startsWith('BatchGet') && input.includes(rating.feedbackId);
  const stop = playFault('throttle', (name, _, input) => isOfIt(name, input));
  const answer = await handler(queued([...feedback, ...events])).finally(stop);
  // They are given back together; what was done is done.
  expect(answer.batchItemFailures).toHaveLength(feedback.length + events.length);
  expect((await factsOf(ctx, [customerId])).get(customerId)?.counters).toMatchObject({ 'sale:n': 1 });
});
