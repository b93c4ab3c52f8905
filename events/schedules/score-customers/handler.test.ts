import { beforeAll, expect, test } from 'vitest';
import { noteBought } from '../../../shared/customer/bought.ts';
import { CreateCustomer } from '../../../shared/customer/customer.schema.ts';
import { create as createCustomer, remove } from '../../../shared/customer/customer.ts';
import { again } from '../../../shared/feedback/testing/given.ts';
import { CreatePurchase } from '../../../shared/purchase/purchase.schema.ts';
import { create } from '../../../shared/purchase/purchase.ts';
import { factsOf } from '../../../shared/score/facts.rows.ts';
import { followScores } from '../../../shared/score/follow.ts';
import { scoreIdOf, scores } from '../../../shared/score/score.store.ts';
import { readYardsticks } from '../../../shared/score/yardsticks.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { handler as yardsticks } from '../score-yardsticks/handler.ts';
import { handler } from './handler.ts';

// Schedules look at every company there is.
beforeAll(ownTable);
const lambda = { getRemainingTimeInMillis: () => 120_000 };
const DAY = 86_400_000;

const bought = async (companyId: string, now: Date) => {
  const ctx = aContext({ companyId, now });
  const said = CreateCustomer.parse({ type: 'individual', lastName: 'Huber' });
  const { customerId } = await createCustomer(again(ctx), { body: said });
  const net = { amountMinor: 100, currency: 'EUR' };
  const { body } = await create(again(ctx), { body: CreatePurchase.parse({ customerId, at: now.toISOString(), net }) });
  return { customerId, purchaseId: body.purchaseId };
};

test('scores whose night has come are made once by two runs at once; of who is gone nothing is due any more', async () => {
  const now = new Date(Date.now() - 2 * DAY);
  const ctx = aContext({ now });
  const all = [await bought(ctx.companyId, now), await bought(ctx.companyId, now)] as const;
  for (const one of all) await followScores(again(ctx), 'PurchaseRecorded', one);
  const [stays, goes] = all.map(({ customerId }) => customerId);
  if (!stays || !goes) throw new Error('nobody bought');
  await remove(again(ctx), { customerId: goes });
  await Promise.all([handler({}, lambda), handler({}, lambda)]);
  const due = async (id: typeof stays) => (await scores.find(ctx, scoreIdOf(id)))?.nextAt;
  expect(String(await due(stays)) > new Date().toISOString()).toBe(true);
  expect(await due(goes)).toBeUndefined();
  const row = await scores.find(ctx, scoreIdOf(stays));
  await handler({}, lambda);
  expect(await scores.find(ctx, scoreIdOf(stays))).toEqual(row);
});

test('who bought before there were facts has them, and scores, after the night', async () => {
  const ctx = aContext({ now: new Date() });
  const { customerId } = await bought(ctx.companyId, ctx.now);
  await noteBought(again(ctx), { customerId, at: ctx.now.toISOString(), isNew: true });
  expect(await factsOf(ctx, [customerId])).toEqual(new Map());
  await yardsticks({}, lambda);
  expect((await factsOf(ctx, [customerId])).get(customerId)?.counters).toMatchObject({ 'sale:n': 1 });
  expect(await scores.find(ctx, scoreIdOf(customerId))).toMatchObject({ churnRisk: { inputs: { purchases: 1 } } });
  expect(await readYardsticks(ctx)).toMatchObject({ customers: 1, buyers: 1, currency: 'EUR' });
});
