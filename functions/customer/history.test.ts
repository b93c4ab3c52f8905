import { describe, expect, test } from 'vitest';
import { customerPersonal } from '../../shared/customer/customer.personal.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { changesTo } from '../../shared/customer/history.ts';
import type { CustomerChange } from '../../shared/customer/history.schema.ts';
import { asId, type Id } from '../../shared/kernel/id-kinds.ts';
import { mergeRoutes } from '../../shared/merge/merge.routes.ts';
import { purchaseRoutes } from '../../shared/purchase/purchase.routes.ts';
import { send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { handler as purchaseHandler } from '../purchase/handler.ts';
import { handler } from './handler.ts';

useQueues();

const { routes } = customerRoutes;
const plain = { type: 'individual', firstName: 'Anna', lastName: 'Huber' };

async function aCustomer(body: object = {}, companyId = aCompany()) {
  const answer = await send(handler, routes.create, { companyId, body: { ...plain, ...body } });
  const customerId = asId('customer', String(answer.body['customerId'])) as Id<'customer'>;
  const params = { customerId };
  const edit = (change: object) => send(handler, routes.edit, { companyId, params, body: change });
  const history = async (more: object = {}) => {
    const { body } = await send(handler, routes.history, { companyId, params, ...more });
    return body['items'] as CustomerChange[];
  };
  return { companyId, customerId, params, edit, history };
}

describe('the history of a customer', () => {
  test('says what stood there before, who changed it and when, the latest first; their making is none', async () => {
    const { edit, history } = await aCustomer({ notes: 'Calls on Mondays', tags: ['vip'] });
    expect(await history()).toEqual([]);
    await edit({ lastName: 'Mayr' });
    await edit({ notes: null, tags: ['vip', 'fleet'] });
    expect(await history()).toEqual([
      {
        version: 3,
        at: expect.any(String),
        actor: { kind: 'user', id: expect.any(String) },
        changes: [
          { field: 'tags', from: ['vip'], to: ['vip', 'fleet'] },
          { field: 'notes', from: 'Calls on Mondays' },
        ],
      },
      {
        version: 2,
        at: expect.any(String),
        actor: { kind: 'user', id: expect.any(String) },
        changes: [{ field: 'lastName', from: 'Huber', to: 'Mayr' }],
      },
    ]);
  });

  test('has no entry of what changes nothing, nor of what follows from purchases', async () => {
    const { companyId, customerId, edit, history } = await aCustomer({ status: 'active' });
    await edit({ lastName: 'Huber' });
    const body = { customerId, kind: 'sale', at: new Date().toISOString(), net: { amountMinor: 100, currency: 'EUR' } };
    const bought = await send(purchaseHandler, purchaseRoutes.routes.create, { companyId, body });
    expect(bought.status).toBe(201);
    expect(await history()).toEqual([]);
  });

  test('tells demographics and accessibility to who may see them alone', async () => {
    const { edit, history } = await aCustomer();
    await edit({ demographics: { birthDate: '1980-02-29' } });
    await edit({ preferences: { language: 'de', accessibility: { needs: ['braille'] } } });
    const full = JSON.stringify(await history());
    for (const known of ['1980-02-29', 'braille']) expect(full).toContain(known);
    const less = await history({ scope: 'customers:read customers:contact' });
    expect(less.map(({ version }) => version)).toEqual([3]);
    for (const secret of ['1980-02-29', 'braille']) expect(JSON.stringify(less)).not.toContain(secret);
  });

  test('is read by pages that neither repeat nor leave out', async () => {
    const { companyId, params, edit } = await aCustomer();
    for (const lastName of ['A1', 'A2', 'A3', 'A4', 'A5']) await edit({ lastName });
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: '2', ...(cursor !== null && { cursor }) };
      const { body } = await send(handler, routes.history, { companyId, params, query });
      seen.push(...(body['items'] as CustomerChange[]).map(({ version }) => version));
      cursor = body['nextCursor'] as string | null;
    } while (cursor !== null);
    expect(seen).toEqual([6, 5, 4, 3, 2]);
  });

  test('is among the data that the person gets, and gone when they are erased', async () => {
    const { companyId, customerId, params, edit } = await aCustomer({ notes: 'Old words' });
    await edit({ notes: 'New words' });
    const ctx = aContext({ companyId });
    const person = { customerIds: [customerId] } as never;
    expect(JSON.stringify(await customerPersonal.heldOf(ctx, person))).toContain('Old words');
    expect((await send(handler, routes.erase, { companyId, params })).status).toBe(200);
    expect(await changesTo(ctx, customerId)).toEqual([]);
  });

  test('of who was merged into another says nothing of that, and the other one’s tells what it became', async () => {
    const { companyId, params, history } = await aCustomer();
    const other = await aCustomer({ lastName: 'Mayr' }, companyId);
    const body = { customerIds: [other.customerId], choose: { lastName: other.customerId } };
    const merged = await send(handler, mergeRoutes.routes.merge, { companyId, params, body });
    expect(merged.status).toBe(202);
    expect(await changesTo(aContext({ companyId }), other.customerId)).toEqual([]);
    expect((await history())[0]?.changes).toContainEqual({ field: 'lastName', from: 'Huber', to: 'Mayr' });
  });
});
