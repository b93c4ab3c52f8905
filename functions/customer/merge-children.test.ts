import { beforeAll, describe, expect, test } from 'vitest';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { identify } from '../../shared/customer/identity.ts';
import { relationRoutes } from '../../shared/relation/relation.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { rawItems } from '../../shared/testing/raw-items.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { undo as undoMerge } from '../../shared/merge/undo.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { purchasesOf } from '../../shared/purchase/of-customer.ts';
import { CreatePurchase, ReturnPurchase } from '../../shared/purchase/purchase.schema.ts';
import { create as createPurchase } from '../../shared/purchase/purchase.ts';
import { giveBack } from '../../shared/purchase/returns.ts';
import { vehiclesOf } from '../../shared/vehicle/of-customer.ts';
import { CreateOwnership, CreateVehicle } from '../../shared/vehicle/vehicle.schema.ts';
import { addOwnership, create as createVehicle, history } from '../../shared/vehicle/vehicle.ts';
import { handler } from './handler.ts';
import {
  type Body,
  made,
  read,
  merge,
  receiptOf,
  undo,
  worked,
  merged,
  undone,
  pair,
  family,
  childrenOf,
} from './testing/merging.ts';

useQueues();
// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);

const of = customerRoutes.routes;

describe('children', () => {
  test('contacts, relations and households are pointed at the survivor, and a relation to oneself is dropped', async () => {
    const companyId = aCompany();
    const some = await family(companyId);
    const { one, spouse } = some;
    const mergeId = await merged(companyId, one, [some.other]);
    const now = await childrenOf(companyId, some);
    expect(now.person).toBe(one);
    expect(now.household).toMatchObject([
      one,
      [{ customerId: expect.any(String) }, { customerId: expect.any(String) }],
    ]);
    expect(now.relations[2]).toMatchObject([{ to: { id: one } }, { to: { id: one } }]);
    expect(now.relations[0]).toMatchObject([{ to: { id: spouse } }, { to: { id: spouse } }]);
    expect((await receiptOf(companyId, mergeId))['moved']).toEqual([
      { kind: 'contact', n: 1 },
      { kind: 'relation', n: 3 },
      { kind: 'household', n: 1 },
      { kind: 'purchase', n: 0 },
      { kind: 'vehicle', n: 0 },
      { kind: 'document', n: 0 },
      { kind: 'activity', n: 0 },
    ]);
  });

  test('Merge, then undo, with no change in between: both records byte-equal to before but for `version` and audit', async () => {
    const companyId = aCompany();
    const some = await family(companyId);
    const before = {
      one: await read(companyId, some.one),
      other: await read(companyId, some.other),
      all: await childrenOf(companyId, some),
    };
    const mergeId = await merged(companyId, some.one, [some.other]);
    await undone(companyId, mergeId);
    const plain = (body: Body) =>
      JSON.stringify(
        Object.entries(body)
          .filter(([name]) => name !== 'version' && name !== 'updatedAt')
          .toSorted(([one], [other]) => (one < other ? -1 : 1)),
      );
    expect(plain(await read(companyId, some.one))).toBe(plain(before.one));
    expect(plain(await read(companyId, some.other))).toBe(plain(before.other));
    expect(await childrenOf(companyId, some)).toEqual(before.all);
    expect(await receiptOf(companyId, mergeId)).toMatchObject({ status: 'undone', before: [] });
    expectProblem(await undo(companyId, mergeId), 409, 'conflict');
    // They are found each by their own again.
    const ctx = aContext({ companyId });
    expect(await identify(ctx, { customerId: 'C-2' })).toMatchObject({ customerId: some.other });
    expect(await identify(ctx, { email: 'a.huber@firm.example' })).toMatchObject({ customerId: some.other });
  });

  test('what both have bought is the survivor’s with its totals, whoever had a vehicle is the survivor, and an undo tells them apart again', async () => {
    const companyId = aCompany();
    const ctx = aContext({ companyId, now: new Date() });
    const [one, other] = [await made(companyId, { lastName: 'Huber' }), await made(companyId, { lastName: 'Hubert' })];
    const bought = async (customerId: string, amountMinor: number) =>
      createPurchase(again(ctx), {
        body: CreatePurchase.parse({ customerId, at: ctx.now.toISOString(), net: { amountMinor, currency: 'EUR' } }),
      });
    await bought(one, 1_000);
    const { body: second } = await bought(other, 2_500);
    await giveBack(again(ctx), {
      purchaseId: second.purchaseId,
      body: ReturnPurchase.parse({ net: { amountMinor: 500, currency: 'EUR' } }),
    });
    const { body: car } = await createVehicle(again(ctx), { body: CreateVehicle.parse({ vin: '1HGCM82633A004352' }) });
    const { vehicleId } = car;
    await addOwnership(again(ctx), { vehicleId, body: CreateOwnership.parse({ customerId: other }) });
    const seen = async (id: string) => {
      const customerId = id as Id<'customer'>;
      const { items, totals } = await purchasesOf(again(ctx), customerId, 10);
      const has = await vehiclesOf(again(ctx), customerId, 10);
      return {
        bought: items.length,
        counts: totals.count,
        net: totals.amounts.map(({ net }) => net.amountMinor),
        has: has.length,
      };
    };
    const apart = [await seen(one), await seen(other)];
    expect(apart).toMatchObject([
      { bought: 1, net: [1_000], has: 0 },
      { bought: 2, net: [2_500], has: 1 },
    ]);
    const mergeId = await merged(companyId, one, [other]);
    expect(await seen(one)).toMatchObject({ bought: 3, counts: { sale: 2, return: 1 }, net: [3_500], has: 1 });
    expect((await receiptOf(companyId, mergeId))['moved']).toEqual(
      expect.arrayContaining([
        { kind: 'purchase', n: 2 },
        { kind: 'vehicle', n: 1 },
        { kind: 'activity', n: 0 },
      ]),
    );
    expect((await history(again(ctx), { vehicleId })).ownerships).toMatchObject([{ customerId: one }]);
    await undone(companyId, mergeId);
    expect([await seen(one), await seen(other)]).toEqual(apart);
  });

  test('positions at a business pass to the survivor and come back, those of their own stay', async () => {
    const companyId = aCompany();
    const business = (businessName: string) => made(companyId, { type: 'business', businessName });
    const [one, other] = [await business('Huber AG'), await business('Huber Bau AG')];
    const body = {
      lastName: 'Maier',
      positions: [
        { customerId: one, title: 'A' },
        { customerId: other, title: 'B' },
      ],
    };
    const { body: contact } = await send(handler, contactRoutes.routes.create, { companyId, body });
    const at = async () =>
      (
        (
          await send(handler, contactRoutes.routes.get, {
            companyId,
            params: { contactId: String(contact['contactId']) },
          })
        ).body['positions'] as Body[]
      ).map(({ customerId }) => customerId);
    const mergeId = await merged(companyId, one, [other]);
    expect(await at()).toEqual([one, one]);
    await undone(companyId, mergeId);
    expect(await at()).toEqual([one, other]);
  });

  test('what was created or changed since stays with the survivor, and the receipt lists it', async () => {
    const companyId = aCompany();
    const some = await family(companyId);
    const mergeId = await merged(companyId, some.one, [some.other]);
    const params = { customerId: some.one };
    const friend = await made(companyId, { lastName: 'Novak' });
    const relation = await send(handler, relationRoutes.routes.create, {
      companyId,
      params,
      body: { type: 'partner', to: { type: 'customer', id: friend } },
    });
    await send(handler, of.edit, {
      companyId,
      params,
      body: { lastName: 'Huber-Maier', tags: ['vip', 'fleet', 'new'] },
    });
    await undone(companyId, mergeId);
    expect(await receiptOf(companyId, mergeId)).toMatchObject({
      status: 'undone',
      kept: expect.arrayContaining(['lastName', 'tags']),
      left: [{ kind: 'relation', ids: [relation.body['relationId']] }],
    });
    expect(await read(companyId, some.one)).toMatchObject({ lastName: 'Huber-Maier', tags: ['vip', 'new'] });
    expect(await read(companyId, some.other)).toMatchObject({ lastName: 'Huber', tags: ['vip', 'fleet'] });
  });
});

describe('an undo', () => {
  test('of a merge under way, of one whose survivor was merged again, and after 30 days is 409', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    const started = await merge(companyId, one, [other]);
    expectProblem(await undo(companyId, started.body['mergeId']), 409, 'conflict');
    await worked(companyId, (started.body['job'] as Body)['jobId']);
    const third = await made(companyId, { lastName: 'Huber' });
    const second = await merged(companyId, third, [one]);
    const refused = await undo(companyId, started.body['mergeId']);
    expectProblem(refused, 409, 'conflict');
    expect(refused.body).toMatchObject({ mergeId: second });
    await undone(companyId, second);
    const late = aContext({ companyId, now: new Date(Date.now() + 31 * 86_400_000) });
    await expect(undoMerge(late, { mergeId: started.body['mergeId'] as Id<'merge'> })).rejects.toMatchObject({
      code: 'undo-expired',
    });
    await undone(companyId, started.body['mergeId']);
    expect(await read(companyId, other)).toMatchObject({ customerId: other });
  });

  test('is 409 where an external id of who would come back is another’s by now', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    const mergeId = await merged(companyId, one, [other]);
    const params = { customerId: one };
    await send(handler, of.edit, { companyId, params, body: { externalIds: [{ source: 'default', id: 'C-1' }] } });
    const third = await made(companyId, { lastName: 'Maier', externalIds: [{ source: 'default', id: 'C-2' }] });
    const refused = await undo(companyId, mergeId);
    expectProblem(refused, 409, 'conflict');
    expect(refused.body).toMatchObject({ customerId: third });
  });

  test.each(['survivor', 'merged'])(
    'After erasure of either, undo is 409, and nothing is left of either; by the id of the %s',
    async (which) => {
      const companyId = aCompany();
      const [one, other] = await pair(companyId);
      const spouse = await made(companyId, { lastName: 'Bernd' });
      await send(handler, relationRoutes.routes.create, {
        companyId,
        params: { customerId: other },
        body: { type: 'spouse', to: { type: 'customer', id: spouse }, note: 'sinceforever' },
      });
      await send(handler, consentRoutes.routes.create, {
        companyId,
        params: { customerId: other },
        body: {
          purpose: 'survey',
          channel: 'email',
          basis: 'consent',
          source: 'web form',
          textVersion: '1',
          state: 'granted',
          evidence: 'paperinthedrawer',
        },
      });
      const mergeId = await merged(companyId, one, [other]);
      const customerId = which === 'survivor' ? one : other;
      for (const _ of [1, 2])
        expect((await send(handler, of.erase, { companyId, params: { customerId } })).status).toBe(200);
      expectProblem(await undo(companyId, mergeId), 409, 'conflict');
      expect(await receiptOf(companyId, mergeId)).toMatchObject({ status: 'erased', before: [] });
      for (const id of [one, other])
        expectProblem(await send(handler, of.get, { companyId, params: { customerId: id } }), 404, 'not-found');
      const raw = await rawItems(companyId);
      for (const text of [
        'firm.example',
        '6649999999',
        'likes red',
        'sinceforever',
        'paperinthedrawer',
        'herrengasse',
        '"image"',
        'memo',
      ])
        expect({ text, there: raw.includes(text) }).toEqual({ text, there: false });
    },
  );
});
