import { describe, expect, test } from 'vitest';
import { CreateCustomer } from '../../../shared/customer/customer.schema.ts';
import { create as createCustomer, edit, get } from '../../../shared/customer/customer.ts';
import { erase } from '../../../shared/customer/erase.ts';
import { queued } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { purchaseEvents } from '../../../shared/purchase/purchase.events.ts';
import { CreatePurchase, ReturnPurchase } from '../../../shared/purchase/purchase.schema.ts';
import { create } from '../../../shared/purchase/purchase.ts';
import { giveBack } from '../../../shared/purchase/returns.ts';
import { npsTemplate } from '../../../shared/survey-template/ready-made/nps.ts';
import { serviceTemplate } from '../../../shared/survey-template/ready-made/service-satisfaction.ts';
import { SurveyTemplateInput } from '../../../shared/survey-template/survey-template.schema.ts';
import { create as createTemplate } from '../../../shared/survey-template/survey-template.ts';
import { decisions } from '../../../shared/survey/survey.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';

const good = { batchItemFailures: [] };
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const DAY = 86_400_000;
const ago = (ctx: Context, days: number): string => new Date(ctx.now.getTime() - days * DAY).toISOString();

const customer = async (ctx: Context, more: object = {}): Promise<Id<'customer'>> => {
  const emails = [{ address: 'anna.huber@example.com' }];
  const body = CreateCustomer.parse({ type: 'individual', lastName: 'Huber', emails, ...more });
  return (await createCustomer(ctx, { body })).customerId;
};

/** The events of what is done to purchases. */
async function eventsOf(ctx: Context, act: () => Promise<unknown>) {
  const { items } = await watchTable(act);
  const images = items.filter(({ __edb_e__, companyId }) => __edb_e__ === 'purchase' && companyId === ctx.companyId);
  return images.flatMap((after) => purchaseEvents.eventsOf({ after }));
}
/** Records a purchase, and tells of it twice at once and once more later. */
async function told(ctx: Context, body: object): Promise<Id<'purchase'>> {
  let purchaseId: Id<'purchase'> | undefined;
  const events = await eventsOf(ctx, async () => {
    const said = CreatePurchase.parse({ at: ctx.now.toISOString(), net: eur(14_990), ...body });
    purchaseId = (await create(ctx, { body: said })).body.purchaseId;
  });
  const twice = queued([...events, ...events]);
  expect(await Promise.all([handler(twice), handler(twice)])).toEqual([good, good]);
  expect(await handler(queued(events))).toEqual(good);
  if (!purchaseId) throw new Error('nothing was recorded');
  return purchaseId;
}
const decided = async (ctx: Context, customerId: string) => (await decisions(ctx, { customerId, limit: 50 })).items;

test('hears of what was bought and of services, and of nothing else', () => {
  expect(trigger.on).toEqual(['PurchaseRecorded', 'ServiceRecorded']);
});

describe('the customer of a purchase', () => {
  test('becomes active on the first purchase, once, and keeps when they bought last, whatever the order', async () => {
    const ctx = aContext({ now: new Date() });
    const customerId = await customer(ctx);
    await told(ctx, { customerId, at: ago(ctx, 1) });
    const after = await get(ctx, { customerId });
    expect(after).toMatchObject({ status: 'active', lastPurchaseAt: ago(ctx, 1), version: 2 });
    await told(ctx, { customerId, at: ago(ctx, 400) });
    expect(await get(ctx, { customerId })).toEqual(after);
    await told(ctx, { customerId, at: ago(ctx, 0) });
    // Whoever has read the customer may still change them.
    expect(await get(ctx, { customerId })).toMatchObject({ lastPurchaseAt: ago(ctx, 0), version: 2 });
    const edited = await edit(ctx, { customerId, ifMatch: 2, body: { notes: 'Called' } });
    expect(edited).toMatchObject({ lastPurchaseAt: ago(ctx, 0), version: 3 });
  });

  test.each([
    ['inactive', 1, 'active'],
    ['inactive', 400, 'inactive'],
    ['suspended', 1, 'suspended'],
    ['churned', 1, 'churned'],
  ])('who is %s and bought %i days ago is %s then', async (status, days, then) => {
    const ctx = aContext({ now: new Date() });
    const customerId = await customer(ctx, { status, statusReason: 'Moved away' });
    await told(ctx, { customerId, at: ago(ctx, days) });
    expect(await get(ctx, { customerId })).toMatchObject({ status: then, lastPurchaseAt: ago(ctx, days) });
  });

  test('a return of the only purchase leaves the status unchanged', async () => {
    const ctx = aContext({ now: new Date() });
    const customerId = await customer(ctx);
    const purchaseId = await told(ctx, { customerId });
    const before = await get(ctx, { customerId });
    const body = ReturnPurchase.parse({ net: eur(14_990) });
    const events = await eventsOf(ctx, () => giveBack(ctx, { purchaseId, body }));
    expect(events.map(({ type }) => type)).toEqual(['PurchaseReturned', 'PurchaseChanged']);
    expect(await get(ctx, { customerId })).toEqual(before);
  });
});

describe('survey triggers', () => {
  const asking = async (ctx: Context) => {
    for (const template of [npsTemplate, serviceTemplate])
      await createTemplate(ctx, { body: SurveyTemplateInput.parse({ ...template, active: true }) });
  };

  test('hear of a purchase and of a service, each with one survey decision, however often it is told', async () => {
    const ctx = aContext({ now: new Date() });
    await asking(ctx);
    const [buyer, driver] = [await customer(ctx), await customer(ctx, { emails: [{ address: 'b@example.com' }] })];
    const purchaseId = await told(ctx, { customerId: buyer });
    await told(ctx, { customerId: driver, kind: 'service' });
    expect(await decided(ctx, buyer)).toMatchObject([
      { sent: true, trigger: 'purchase.completed', relatedTo: { orderId: purchaseId } },
    ]);
    expect(await decided(ctx, driver)).toMatchObject([{ sent: true, trigger: 'service.completed' }]);
  });

  test('the same purchase recorded twice: 200, one record, one survey decision', async () => {
    const ctx = aContext({ now: new Date() });
    await asking(ctx);
    const customerId = await customer(ctx);
    const said = { customerId, externalId: 'R-1', at: ago(ctx, 0) };
    const first = await told(ctx, said);
    expect(await told(ctx, said)).toBe(first);
    expect(await decided(ctx, customerId)).toHaveLength(1);
  });

  test('a no is written down once, where it is told again', async () => {
    const ctx = aContext({ now: new Date() });
    await asking(ctx);
    const customerId = await customer(ctx, { emails: undefined });
    const body = CreatePurchase.parse({ customerId, at: ctx.now.toISOString(), net: eur(1) });
    const events = await eventsOf(ctx, () => create(ctx, { body }));
    for (let times = 0; times < 3; times += 1) expect(await handler(queued(events))).toEqual(good);
    expect(await decided(ctx, customerId)).toMatchObject([{ sent: false, reason: 'no_address' }]);
  });

  test('a purchase dated 2019 imports and triggers no survey (older than 7 days never triggers)', async () => {
    const ctx = aContext({ now: new Date() });
    await asking(ctx);
    const customerId = await customer(ctx);
    await told(ctx, { customerId, at: '2019-05-01T00:00:00.000Z' });
    await told(ctx, { customerId, at: ago(ctx, 7.01) });
    expect(await decided(ctx, customerId)).toEqual([]);
    expect(await get(ctx, { customerId })).toMatchObject({ status: 'active', lastPurchaseAt: ago(ctx, 7.01) });
    await told(ctx, { customerId, at: ago(ctx, 6.99) });
    expect(await decided(ctx, customerId)).toHaveLength(1);
  });

  test('a condition may look at what was paid', async () => {
    const ctx = aContext({ now: new Date() });
    const triggerEvents = [{ event: 'purchase.completed', conditions: [{ field: 'data.total', atLeast: 10_000 }] }];
    await createTemplate(ctx, { body: SurveyTemplateInput.parse({ ...npsTemplate, triggerEvents, active: true }) });
    const customerId = await customer(ctx);
    for (const net of [eur(9_999), eur(10_000)]) {
      const body = CreatePurchase.parse({ customerId, at: ctx.now.toISOString(), net });
      await handler(queued(await eventsOf(ctx, () => create(ctx, { body }))));
    }
    const all = await decided(ctx, customerId);
    expect(all).toHaveLength(2);
    expect(all.find(({ sent }) => !sent)).toMatchObject({ reason: 'condition_not_met' });
  });
});

test('nothing follows from what was bought by a customer who is erased by then', async () => {
  const ctx = aContext({ now: new Date() });
  const customerId = await customer(ctx);
  const body = CreatePurchase.parse({ customerId, at: ctx.now.toISOString(), net: eur(1) });
  const events = await eventsOf(ctx, () => create(ctx, { body }));
  await erase(ctx, { customerId });
  const { result, units } = await unitsOf(() => handler(queued(events)));
  expect(result).toEqual(good);
  expect(units.write).toBe(0);
});
