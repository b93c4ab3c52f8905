import { expect, test } from 'vitest';
import { list } from '../../../shared/contact/contact.list.ts';
import { CreateContact } from '../../../shared/contact/contact.schema.ts';
import { create, get } from '../../../shared/contact/contact.ts';
import { customerEvents } from '../../../shared/customer/customer.events.ts';
import { CreateCustomer } from '../../../shared/customer/customer.schema.ts';
import { create as createCustomer, remove, restore } from '../../../shared/customer/customer.ts';
import { erase } from '../../../shared/customer/erase.ts';
import { queued } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const business = async (ctx: Context) =>
  (await createCustomer(ctx, { body: CreateCustomer.parse({ type: 'business', businessName: 'Huber AG' }) }))
    .customerId;
const contact = (ctx: Context, positions: object[]) =>
  create(ctx, { body: CreateContact.parse({ lastName: 'Huber', positions }) });

/** The events of what is done to a customer, each delivered twice at once, and once more later. */
async function heard(ctx: Context, act: () => Promise<unknown>): Promise<void> {
  const { items } = await watchTable(act);
  const images = items.filter(({ __edb_e__, companyId }) => __edb_e__ === 'customer' && companyId === ctx.companyId);
  const events = images.flatMap((after) => customerEvents.eventsOf({ after }));
  expect(events).toHaveLength(1);
  const twice = queued([...events, ...events]);
  const good = { batchItemFailures: [] };
  expect(await Promise.all([handler(twice), handler(twice)])).toEqual([good, good]);
  const { units } = await unitsOf(() => handler(queued(events)));
  expect(units.write).toBe(0);
}

test('a business that was restored since keeps its contacts where they are', async () => {
  const ctx = aContext({ now: new Date() });
  const customerId = await business(ctx);
  const { contactId } = await contact(ctx, [{ customerId }]);
  const { items } = await watchTable(() => remove(ctx, { customerId }));
  await restore(ctx, { customerId });
  const deleted = items.filter(({ __edb_e__ }) => __edb_e__ === 'customer');
  await handler(queued(deleted.flatMap((after) => customerEvents.eventsOf({ after }))));
  expect(await get(ctx, { contactId })).toMatchObject({ version: 1 });
});

test.each<[string, (ctx: Context, customerId: Id<'customer'>) => Promise<unknown>]>([
  ['deleting', (ctx, customerId) => remove(ctx, { customerId })],
  ['erasing', (ctx, customerId) => erase(ctx, { customerId })],
])('%s a business keeps its contacts and ends their positions', async (_, end) => {
  const ctx = aContext({ now: new Date() });
  const [gone, other] = [await business(ctx), await business(ctx)];
  const left = { customerId: gone, from: '2020-01-01', to: '2021-01-01' };
  const { contactId } = await contact(ctx, [left, { customerId: gone, from: '2021-01-01' }, { customerId: other }]);
  const later = { customerId: gone, from: '2999-01-01', to: '2999-02-01' };
  const planned = await contact(ctx, [later]);
  await heard(ctx, () => end(ctx, gone));
  const today = ctx.now.toISOString().slice(0, 10);
  expect(await get(ctx, { contactId })).toMatchObject({
    version: 2,
    positions: [
      { n: 1, to: '2021-01-01', primary: false },
      { n: 2, to: today, primary: false },
      { n: 3, customerId: other, primary: true },
    ],
  });
  // What would have begun later never began.
  expect((await get(ctx, planned)).positions).toMatchObject([{ from: '2999-01-01', to: '2999-01-01' }]);
  const at = async (customerId: Id<'customer'>, asOf: string) =>
    (await list(ctx, { customerId, asOf, limit: 10 })).items.map((one) => one.contactId);
  expect(await at(gone, today)).toEqual([]);
  expect(await at(gone, '2021-06-01')).toEqual([contactId]);
  expect(await at(gone, '2999-01-15')).toEqual([]);
  expect(await at(other, today)).toEqual([contactId]);
});
