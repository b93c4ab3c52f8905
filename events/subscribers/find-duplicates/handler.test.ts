import { expect, test } from 'vitest';
import { customerEvents } from '../../../shared/customer/customer.events.ts';
import { CreateCustomer } from '../../../shared/customer/customer.schema.ts';
import { create, edit, remove } from '../../../shared/customer/customer.ts';
import { list } from '../../../shared/duplicate/duplicate.ts';
import { queued } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const same = { type: 'individual', firstName: 'Anna', lastName: 'Huber', emails: [{ address: 'a@example.com' }] };
const customer = (ctx: Context) => create(ctx, { body: CreateCustomer.parse(same) });

/** The events of what is done to a customer, each delivered twice at once, and once more later, which changes nothing. */
async function heard<T>(ctx: Context, act: () => Promise<T>): Promise<T> {
  const { result, items } = await watchTable(act);
  const images = items.filter(({ __edb_e__, companyId }) => __edb_e__ === 'customer' && companyId === ctx.companyId);
  const events = images.flatMap((after) => customerEvents.eventsOf({ after }));
  const twice = queued([...events, ...events]);
  const good = { batchItemFailures: [] };
  expect(await Promise.all([handler(twice), handler(twice)])).toEqual([good, good]);
  const { units } = await unitsOf(() => handler(queued(events)));
  expect(units.write).toBe(0);
  return result;
}

test('delivered twice a pair is found once, and closed once where one of the two goes', async () => {
  const ctx = aContext({ now: new Date() });
  await heard(ctx, () => customer(ctx));
  const { customerId } = await heard(ctx, () => customer(ctx));
  expect((await list(ctx, { limit: 10 })).items).toMatchObject([{ version: 1, score: 65, band: 'possible' }]);
  await heard(ctx, () => edit(ctx, { customerId, body: { emails: null } }));
  expect((await list(ctx, { limit: 10 })).items).toEqual([]);
  await heard(ctx, () => edit(ctx, { customerId, body: { emails: same.emails } }));
  expect((await list(ctx, { limit: 10 })).items).toHaveLength(1);
  await heard(ctx, () => remove(ctx, { customerId }));
  expect((await list(ctx, { limit: 10 })).items).toEqual([]);
});
