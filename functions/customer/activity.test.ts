import { expect, test } from 'vitest';
import { putCrmSettings } from '../../shared/crm-settings/crm-settings.ts';
import { PutCrmSettings } from '../../shared/crm-settings/crm-settings.schema.ts';
import { dueCustomers } from '../../shared/customer-view/due-customers.ts';
import { customerEvents } from '../../shared/customer/customer.events.ts';
import { CreateCustomer } from '../../shared/customer/customer.schema.ts';
import { customers } from '../../shared/customer/customer.store.ts';
import { create, edit, get } from '../../shared/customer/customer.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { CreatePurchase } from '../../shared/purchase/purchase.schema.ts';
import { create as buy } from '../../shared/purchase/purchase.ts';
import { aContext } from '../../shared/testing/context.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';

const DAY = 86_400_000;
const START = Date.now();
const at = (days: number): Date => new Date(START + days * DAY);
const on = (ctx: Context, days: number): Context => ({ ...again(ctx), now: at(days) });

const aCustomer = async (ctx: Context, more: object = {}): Promise<Id<'customer'>> => {
  const body = CreateCustomer.parse({ type: 'individual', lastName: 'Huber', status: 'active', ...more });
  return (await create(ctx, { body })).customerId;
};

/** Lets the clock come by on a day, twice at once; what it tells, and the status then. */
async function lookedAt(ctx: Context, customerId: Id<'customer'>, days: number) {
  const then = on(ctx, days);
  const row = await customers.find(then, customerId);
  const isDue = row !== undefined && (customers.dueAt(row) ?? '9') <= then.now.toISOString();
  const { items } = await watchTable(async () => {
    if (!isDue) return;
    const runs = await Promise.allSettled([1, 2].map(() => dueCustomers.run(on(ctx, days), row)));
    expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
  const images = items.filter((item) => item['customerId'] === customerId && item['__edb_e__'] === 'customer');
  const told = images.flatMap((after, index) => {
    const before = index === 0 ? row : images[index - 1];
    return customerEvents.eventsOf({ before: before as never, after }).map(({ type }) => type);
  });
  return { isDue, told, status: (await get(then, { customerId })).status };
}

test('after 365 days without activity the clock moves active to inactive once; replay changes nothing', async () => {
  const ctx = aContext({ now: at(0) });
  const customerId = await aCustomer(ctx);
  expect(await lookedAt(ctx, customerId, 364)).toEqual({ isDue: false, told: [], status: 'active' });
  const moved = await lookedAt(ctx, customerId, 365.1);
  expect(moved).toEqual({ isDue: true, told: ['CustomerStatusChanged'], status: 'inactive' });
  const after = await get(ctx, { customerId });
  // Looked at once a week from then on, without a word.
  expect(await lookedAt(ctx, customerId, 365.2)).toMatchObject({ isDue: false });
  expect(await lookedAt(ctx, customerId, 373)).toEqual({ isDue: true, told: [], status: 'inactive' });
  expect(await get(ctx, { customerId })).toEqual(after);
});

test('whoever bought or said something stays active as long as the settings name from then on', async () => {
  const ctx = aContext({ now: at(0) });
  const settings = PutCrmSettings.parse({ inactiveAfterDays: 100 });
  await putCrmSettings(ctx, { body: settings, ifMatch: 0 });
  const buyer = await aCustomer(ctx);
  const speaker = await aCustomer(ctx, { externalIds: [{ id: 'C-1' }] });
  const bought = CreatePurchase.parse({
    customerId: buyer,
    at: at(50).toISOString(),
    net: { amountMinor: 1, currency: 'EUR' },
  });
  await buy(on(ctx, 50), { body: bought });
  await given(on(ctx, 60), { customerId: 'C-1', occurredAt: at(60).toISOString() });
  for (const customerId of [buyer, speaker])
    expect(await lookedAt(ctx, customerId, 100.1)).toEqual({ isDue: true, told: [], status: 'active' });
  expect(await lookedAt(ctx, buyer, 149)).toMatchObject({ isDue: false });
  expect(await lookedAt(ctx, buyer, 150.1)).toMatchObject({ told: ['CustomerStatusChanged'], status: 'inactive' });
  expect(await lookedAt(ctx, speaker, 160.1)).toMatchObject({ told: ['CustomerStatusChanged'], status: 'inactive' });
  // Heard of again: active at the next look, within a week.
  await given(on(ctx, 161), { customerId: 'C-1', occurredAt: at(161).toISOString() });
  expect(await lookedAt(ctx, speaker, 168)).toMatchObject({ told: ['CustomerStatusChanged'], status: 'active' });
});

test.each(['prospect', 'suspended', 'churned'] as const)('the clock leaves alone who is %s', async (status) => {
  const ctx = aContext({ now: at(0) });
  const customerId = await aCustomer(ctx, { status, statusReason: 'Moved away' });
  expect(await lookedAt(ctx, customerId, 4_000)).toEqual({ isDue: false, told: [], status });
  const active = await aCustomer(ctx);
  await edit(ctx, { customerId: active, body: { status, statusReason: 'Moved away' } });
  expect(await lookedAt(ctx, active, 4_000)).toEqual({ isDue: false, told: [], status });
});
