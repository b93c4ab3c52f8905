import { beforeAll, describe, expect, test } from 'vitest';
import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { identify } from '../../shared/customer/identity.ts';
import { customerViewRoutes } from '../../shared/customer-view/customer-view.routes.ts';
import { householdRoutes } from '../../shared/household/household.routes.ts';
import { mergeRoutes } from '../../shared/merge/merge.routes.ts';
import { relationRoutes } from '../../shared/relation/relation.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { customerEvents } from '../../shared/customer/customer.events.ts';
import type { RecordKind } from '../../shared/record-kind.ts';
import { records } from '../../shared/records.ts';
import { handler } from './handler.ts';
import { type Body, made, read, merge, receiptOf, merged, pair } from './testing/merging.ts';

useQueues();
// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);

const of = customerRoutes.routes;

routeTests(mergeRoutes, handler, {
  merge: async (companyId) => {
    const [customerId, other] = await pair(companyId);
    return { params: { customerId }, body: { customerIds: [other] } };
  },
  get: async (companyId) => {
    const [customerId, other] = await pair(companyId);
    return { params: { mergeId: await merged(companyId, customerId, [other]) } };
  },
  undo: async (companyId) => {
    const [customerId, other] = await pair(companyId);
    return { params: { mergeId: await merged(companyId, customerId, [other]) }, body: {} };
  },
});

describe('a merged customer', () => {
  test('keeps the values of the survivor, fills what is empty, and unites lists', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    const preview = await merge(companyId, one, [other], { dryRun: true });
    expect(preview.status).toBe(200);
    const mergeId = await merged(companyId, one, [other]);
    const customer = await read(companyId, one);
    expect(customer).toMatchObject({
      firstName: 'Anna',
      salutation: 'Dr.',
      displayName: 'Anna Huber',
      demographics: { birthDate: '1980-02-29' },
      tags: ['vip', 'fleet'],
      notes: `Calls on Mondays\n\n[${other}]\nLikes red`,
      mergedFrom: [other],
      emails: [
        { address: 'anna@example.com', primary: true },
        { address: 'a.huber@firm.example', primary: false },
      ],
      phones: [{ primary: true }, { number: '+436649999999', consentToCall: false, primary: false }],
      externalIds: [{ id: 'C-1' }, { id: 'C-2' }, { id: '77' }],
      // The strictest wishes hold, whoever has them.
      preferences: { frequency: 'monthly', topics: { news: false }, language: 'de' },
    });
    expect(customer['addresses']).toHaveLength(2);
    // What they said before is in the receipt, the survivor first.
    expect((await receiptOf(companyId, mergeId))['before']).toMatchObject([
      { customerId: one, notes: 'Calls on Mondays' },
      { customerId: other, notes: 'Likes red' },
    ]);
    const { version: _, updatedAt: __, emails: ___, ...shown } = preview.body['customer'] as Body;
    expect(customer).toMatchObject(shown);
  });

  test('has the value of whom somebody has chosen, field by field', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    const mergeId = await merged(companyId, one, [other], { choose: { firstName: other } });
    expect(await read(companyId, one)).toMatchObject({ firstName: 'A.', lastName: 'Huber' });
    expect((await receiptOf(companyId, mergeId))['fields']).toMatchObject({
      firstName: { from: [other] },
      lastName: { from: [one] },
      salutation: { from: [other] },
      emails: { from: [one, other] },
    });
  });

  test('has the earliest creation and source, do-not-contact of any, and the highest pinned tier', async () => {
    const companyId = aCompany();
    const first = await made(companyId, {
      lastName: 'Huber',
      source: { type: 'referral' },
      accountTier: { value: 'premium', pinned: true },
    });
    const second = await made(companyId, {
      lastName: 'Huber',
      source: { type: 'event' },
      accountTier: { value: 'standard', pinned: true },
      doNotContact: { value: true, reason: 'asked' },
    });
    const { createdAt } = await read(companyId, first);
    await merged(companyId, second, [first]);
    expect(await read(companyId, second)).toMatchObject({
      createdAt,
      source: { type: 'referral' },
      accountTier: { value: 'premium', pinned: true },
      doNotContact: { value: true, reason: 'asked' },
    });
  });

  test('Old ids answer with the survivor and mergedFrom: in GET customer, 360°, timeline and identify()', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    await merged(companyId, one, [other]);
    expect(await read(companyId, other)).toEqual(await read(companyId, one));
    expect(await read(companyId, other)).toMatchObject({ customerId: one, mergedFrom: [other] });
    const params = { customerId: other };
    const view = await send(handler, customerViewRoutes.routes.view, { companyId, params });
    expect(view.body).toMatchObject({ customerId: one, profile: { customerId: one }, partial: [] });
    const timeline = await send(handler, customerViewRoutes.routes.timeline, { companyId, params });
    expect(timeline.body['items']).toMatchObject([{ kind: 'customer', ref: { id: one } }]);
    const ctx = aContext({ companyId });
    for (const called of [{ customerId: other }, { customerId: 'C-2' }, { email: 'a.huber@firm.example' }])
      expect(await identify(ctx, called)).toMatchObject({ customerId: one });
    const found = await send(handler, of.search, { companyId, query: { q: 'firm' } });
    expect(found.body['items']).toMatchObject([{ customerId: one }]);
    const list = await send(handler, of.list, { companyId });
    expect(list.body['items']).toHaveLength(1);
    // Whoever was merged twice leads to the last one.
    const third = await made(companyId, { lastName: 'Huber' });
    await merged(companyId, third, [one]);
    expect(await read(companyId, other)).toMatchObject({ customerId: third, mergedFrom: [one, other] });
  });

  test('Merging fires CustomerMerged only', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    const business = await made(companyId, { type: 'business', businessName: 'Huber AG' });
    const contact = {
      companyId,
      body: { lastName: 'Maier', customerId: other, positions: [{ customerId: business }] },
    };
    await send(handler, contactRoutes.routes.create, contact);
    const relation = { type: 'spouse', to: { type: 'customer', id: await made(companyId, { lastName: 'Bernd' }) } };
    await send(handler, relationRoutes.routes.create, { companyId, params: { customerId: other }, body: relation });
    const { items } = await watchTable(() => merged(companyId, one, [other]));
    const events = items.flatMap((after) => {
      const kind = (records as readonly RecordKind[]).find((record) => record.kind === after['__edb_e__']);
      return kind && kind.kind !== 'job' ? kind.eventsOf({ after }) : [];
    });
    expect(events.map(({ type }) => type)).toEqual(['CustomerMerged']);
    expect(events[0]?.detail).toMatchObject({ customerId: one, mergedFrom: [other] });
    expect(customerEvents.schemas.CustomerMerged.parse(events[0]?.detail)).toBeTruthy();
  });
});

describe('refused', () => {
  test('Two merges of the same pair in parallel: one is done, one 409', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    const answers = await Promise.all([merge(companyId, one, [other]), merge(companyId, one, [other])]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202, 409]));
    const [three, four] = await Promise.all([made(companyId, { lastName: 'A' }), made(companyId, { lastName: 'B' })]);
    const both = await Promise.all([merge(companyId, three, [four]), merge(companyId, four, [three])]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([202, 409]));
  });

  test('merging into itself; 4 others; one twice; nobody', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    expectProblem(await merge(companyId, one, [one]), 400, 'validation-failed');
    const more = await Promise.all([1, 2, 3].map((at) => made(companyId, { lastName: `Huber ${at}` })));
    expectProblem(await merge(companyId, one, [other, ...more]), 400, 'validation-failed');
    expectProblem(await merge(companyId, one, [other, other]), 400, 'validation-failed');
    expectProblem(await merge(companyId, one, []), 400, 'validation-failed');
    expect((await merge(companyId, one, [other, ...more.slice(1)])).status).toBe(202);
  });

  test('a merged or erased id, one of another company', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    await merged(companyId, one, [other]);
    const third = await made(companyId, { lastName: 'Huber' });
    const again = await merge(companyId, third, [other]);
    expectProblem(again, 409, 'conflict');
    expect(again.body).toMatchObject({ customerId: one });
    expectProblem(await merge(companyId, other, [third]), 409, 'conflict');
    await send(handler, of.erase, { companyId, params: { customerId: third } });
    const erased = await merge(companyId, one, [third]);
    expectProblem(erased, 400, 'validation-failed');
    expect(erased.body['errors']).toMatchObject([{ pointer: '#/customerIds/0' }]);
    expectProblem(await merge(companyId, third, [one]), 404, 'not-found');
    const foreign = await made(aCompany(), { lastName: 'Huber' });
    expectProblem(await merge(companyId, one, [foreign]), 400, 'validation-failed');
  });

  test('`choose` naming a record not in the merge, or a field of which nobody may choose', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    const third = await made(companyId, { lastName: 'Huber' });
    const refused = await merge(companyId, one, [other], { choose: { lastName: third } });
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toMatchObject([{ pointer: '#/choose/lastName' }]);
    expectProblem(await merge(companyId, one, [other], { choose: { emails: other } }), 400, 'validation-failed');
    const nameless = await made(companyId, { firstName: 'Anna' });
    const named = await made(companyId, { lastName: 'Huber' });
    const none = await merge(companyId, nameless, [named], { choose: { firstName: named, lastName: nameless } });
    expectProblem(none, 400, 'validation-failed');
  });

  test('individual with business (409 unless `force`)', async () => {
    const companyId = aCompany();
    const [person, business] = [
      await made(companyId, { lastName: 'Huber' }),
      await made(companyId, { type: 'business', businessName: 'Huber' }),
    ];
    expectProblem(await merge(companyId, person, [business]), 409, 'conflict');
    expect((await merge(companyId, person, [business], { force: true })).status).toBe(202);
  });

  test('a merge never joins two members of one household without `force`', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    const { body } = await send(handler, householdRoutes.routes.create, {
      companyId,
      body: { headId: one, members: [other] },
    });
    expectProblem(await merge(companyId, one, [other]), 409, 'conflict');
    await merged(companyId, one, [other], { force: true });
    const params = { householdId: String(body['householdId']) };
    const household = await send(handler, householdRoutes.routes.get, { companyId, params });
    expect(household.body).toMatchObject({ headId: one, members: [{ customerId: one }] });
  });

  test('who is above one another over somebody else: 409, because that would be a circle', async () => {
    const companyId = aCompany();
    const [top = '', middle = '', low = ''] = await Promise.all(
      [1, 2, 3].map((at) => made(companyId, { lastName: `H${at}` })),
    );
    const parent = (customerId: string, id: string) =>
      send(handler, relationRoutes.routes.create, {
        companyId,
        params: { customerId },
        body: { type: 'parent', to: { type: 'customer', id } },
      });
    await parent(middle, top);
    await parent(low, middle);
    expectProblem(await merge(companyId, top, [low]), 409, 'conflict');
    expect((await merge(companyId, top, [middle])).status).toBe(202);
  });

  test('more than one customer holds: 409 that says of what', async () => {
    const companyId = aCompany();
    const emails = (of: string) => Array.from({ length: 6 }, (_, at) => ({ address: `${of}${at}@example.com` }));
    const one = await made(companyId, { lastName: 'A', emails: emails('a') });
    const other = await made(companyId, { lastName: 'B', emails: emails('b') });
    const refused = await merge(companyId, one, [other]);
    expectProblem(refused, 409, 'conflict');
    expect(refused.body['errors']).toMatchObject([{ detail: 'have 12 emails together; at most 10' }]);
    expect(await read(companyId, one)).toMatchObject({ version: 1 });
  });
});
