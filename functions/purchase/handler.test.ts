import { describe, expect, test } from 'vitest';
import { historyOf } from '../../shared/audit/audit.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { purchaseEvents } from '../../shared/purchase/purchase.events.ts';
import { purchaseRoutes } from '../../shared/purchase/purchase.routes.ts';
import type { Role } from '../../shared/kernel/roles.ts';
import { audited } from '../../shared/testing/audited.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { unitsOf } from '../../shared/testing/units.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler as customerHandler } from '../customer/handler.ts';
import { handler } from './handler.ts';

const { routes } = purchaseRoutes;
type Params = Record<string, string>;
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const day = (number: number): string => new Date(Date.UTC(2026, 9, number)).toISOString();

const customer = async (companyId: string, more: object = {}): Promise<string> => {
  const body = { type: 'individual', lastName: 'Huber', ...more };
  return String((await send(customerHandler, customerRoutes.routes.create, { companyId, body })).body['customerId']);
};
const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}, role?: Role) =>
  send(handler, route, { companyId, ...(role && { role }), ...example });

const lines = [
  { sku: 'OIL', name: 'Oil', quantity: 4.5, net: eur(9_000), tax: eur(1_800), margin: eur(2_000) },
  { name: 'Work', quantity: 2, net: eur(20_000), tax: eur(4_000), margin: eur(9_000) },
];
const whole = { at: day(1), net: eur(29_000), tax: eur(5_800), total: eur(34_800), lines };
const invoice = { number: 'R-1', dueAt: day(15), paidAt: day(10) };

const bought = async (companyId: string, body: object = {}): Promise<Answer & { params: Params }> => {
  const customerId = (body as { customerId?: string }).customerId ?? (await customer(companyId));
  const answer = await call(routes.create, companyId, { body: { at: day(1), net: eur(12_000), ...body, customerId } });
  return { ...answer, params: { purchaseId: String(answer.body['purchaseId']) } };
};
const read = async (companyId: string, params: Params) => (await call(routes.get, companyId, { params })).body;
const items = ({ body }: Answer) => body['items'] as { purchaseId: string; at: string; kind: string }[];

routeTests(purchaseRoutes, handler, {
  list: async (companyId) => {
    await bought(companyId, whole);
    return {};
  },
  create: async (companyId) => ({
    body: { ...whole, customerId: await customer(companyId), kind: 'service', invoice },
  }),
  get: async (companyId) => ({ params: (await bought(companyId)).params }),
  edit: async (companyId) => ({ params: (await bought(companyId)).params, body: { locationId: 'graz' } }),
  bulk: async (companyId) => ({
    body: { items: [{ customerId: await customer(companyId), at: day(1), net: eur(1) }] },
  }),
  giveBack: async (companyId) => ({ params: (await bought(companyId)).params, body: { net: eur(1) } }),
});

describe('a purchase', () => {
  test('is read as it was recorded, with the sums that were not said', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId, { externalIds: [{ id: 'C-1' }] });
    const said = { ...whole, customerId: 'C-1', kind: 'service', externalId: 'R-1', locationId: 'graz', invoice };
    const { body, params, status } = await bought(companyId, said);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...said, customerId, source: 'default', margin: eur(11_000), version: 1 });
    expect(await read(companyId, params)).toEqual(body);
    const plain = await bought(companyId, { customerId, net: eur(100) });
    expect(plain.body).toMatchObject({ kind: 'sale', tax: eur(0), total: eur(100) });
    expect(plain.body).not.toHaveProperty('source');
  });

  test('3 lines of 33.33 with a total of 100.00 → 400 (off by more than 1 a line is refused, 99.99 is taken)', async () => {
    const companyId = aCompany();
    const three = Array.from({ length: 3 }, () => ({ name: 'Part', quantity: 1, net: eur(3_333) }));
    const refused = await bought(companyId, { lines: three, net: eur(10_000) });
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toEqual([{ pointer: '#/net', detail: 'must be 9999, the sum of the lines' }]);
    expectProblem(
      await bought(companyId, { lines: three, net: eur(9_999), total: eur(10_000) }),
      400,
      'validation-failed',
    );
    expectProblem(await bought(companyId, { lines: three, net: eur(9_999), tax: eur(1) }), 400, 'validation-failed');
    expect((await bought(companyId, { lines: three, net: eur(9_999) })).status).toBe(201);
    const taxed = three.map((one) => ({ ...one, tax: eur(667) }));
    const tax = async (amount: number) =>
      (await bought(companyId, { lines: taxed, net: eur(9_999), tax: eur(amount) })).status;
    expect([await tax(2_001), await tax(1_998), await tax(2_004)]).toEqual([201, 201, 201]);
    expect([await tax(1_997), await tax(2_005)]).toEqual([400, 400]);
  });

  test('the same purchase twice → 200, one record, one addition to what was bought, one event', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId);
    const said = { ...whole, customerId, externalId: 'R-1' };
    const { items: written } = await watchTable(async () => {
      const first = await bought(companyId, said);
      const second = await bought(companyId, said);
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(second.body).toEqual(first.body);
    });
    const images = written.filter(({ __edb_e__ }) => __edb_e__ === 'purchase');
    expect(images.flatMap((after) => purchaseEvents.eventsOf({ after })).map(({ type }) => type)).toEqual([
      'PurchaseRecorded',
    ]);
    expect(items(await call(routes.list, companyId))).toHaveLength(1);
    const { units } = await unitsOf(() => bought(companyId, said));
    expect(units.write).toBe(0);
    const other = await bought(companyId, { ...said, source: 'dms' });
    expect(other.status).toBe(201);
  });

  test('of 10 at once with one external id one is 201 and nine are 200, with the same id', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId);
    const all = await Promise.all(
      Array.from({ length: 10 }, () => bought(companyId, { customerId, externalId: 'R-1' })),
    );
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(9);
    expect(new Set(all.map(({ params }) => params['purchaseId'])).size).toBe(1);
  });

  test('sent again with another amount is 409 and names the first; with an invoice that was paid since it takes that over', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId);
    const said = { ...whole, customerId, externalId: 'R-1' };
    const { params } = await bought(companyId, said);
    const other = await bought(companyId, { ...said, lines: undefined, net: eur(1), tax: eur(0), total: eur(1) });
    expectProblem(other, 409, 'conflict');
    expect(other.body).toMatchObject(params);
    expect(await bought(companyId, { ...said, invoice })).toMatchObject({ status: 200, body: { invoice, version: 2 } });
    expect(await bought(companyId, said)).toMatchObject({ status: 200, body: { invoice, version: 2 } });
  });

  test('recorded twice with one Idempotency-Key is one', async () => {
    const companyId = aCompany();
    const body = { at: day(1), net: eur(1), customerId: await customer(companyId) };
    const headers = { 'idempotency-key': 'k' };
    const [first, second] = [
      await call(routes.create, companyId, { body, headers }),
      await call(routes.create, companyId, { body, headers }),
    ];
    expect(second.body).toEqual(first.body);
    expect(items(await call(routes.list, companyId))).toHaveLength(1);
  });

  test('is changed by who has seen its version, and by nobody who has not', async () => {
    const companyId = aCompany();
    const { params } = await bought(companyId);
    const headers = { 'if-match': '"1"' };
    const changed = await call(routes.edit, companyId, { params, body: { invoice }, headers });
    expect(changed.body).toMatchObject({ invoice, version: 2 });
    expectProblem(
      await call(routes.edit, companyId, { params, body: { invoice: null }, headers }),
      412,
      'version-conflict',
    );
    expect((await call(routes.edit, companyId, { params, body: { invoice: null } })).body).not.toHaveProperty(
      'invoice',
    );
  });

  test.each<[string, object, string]>([
    [
      'mixed currencies in lines',
      { lines: [{ name: 'A', quantity: 1, net: { amountMinor: 12_000, currency: 'USD' } }] },
      '#/lines/0/net',
    ],
    ['another currency of the tax', { tax: { amountMinor: 1, currency: 'CHF' } }, '#/tax'],
    ['paid before issued', { invoice: { ...invoice, paidAt: '2026-09-30T23:59:59.999Z' } }, '#/invoice/paidAt'],
    ['paid in the future', { invoice: { ...invoice, paidAt: '2999-01-01T00:00:00.000Z' } }, '#/invoice/paidAt'],
    ['due before issued', { invoice: { ...invoice, issuedAt: day(16) } }, '#/invoice/dueAt'],
    ['a customer who is none', { customerId: 'nobody' }, '#/customerId'],
    ['an amount below 0', { net: eur(-1) }, '#/net'],
    ['half a cent', { net: eur(0.5) }, '#/net/amountMinor'],
    ['a currency that there is not', { net: { amountMinor: 1, currency: 'XXX' } }, '#/net/currency'],
    ['a total that is not net and tax', { total: eur(12_001) }, '#/total'],
    ['a margin that is not that of the lines', { ...whole, margin: eur(1) }, '#/margin'],
    ['no quantity', { lines: [{ name: 'A', quantity: 0, net: eur(12_000) }] }, '#/lines/0/quantity'],
    ['201 lines', { lines: Array.from({ length: 201 }, () => ({ name: 'A', quantity: 1, net: eur(0) })) }, '#/lines'],
    ['a time ahead', { at: '2999-01-01T00:00:00.000Z' }, '#/at'],
    ['a return, which has a path of its own', { kind: 'return' }, '#/kind'],
    ['what follows from returns', { returned: { net: eur(1), tax: eur(0), total: eur(1) } }, '#/returned'],
  ])('is refused for %s', async (_, body, pointer) => {
    const refused = await bought(aCompany(), body);
    expectProblem(refused, 400, 'validation-failed');
    const errors = refused.body['errors'] as { pointer: string }[];
    expect(errors.map((one) => one.pointer)).toContain(pointer);
  });

  test('is recorded by a manager and by no agent, who reads it, and so does an analyst', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId);
    const body = { at: day(1), net: eur(1), customerId };
    expectProblem(await call(routes.create, companyId, { body }, 'agent'), 403, 'forbidden');
    expect((await call(routes.create, companyId, { body }, 'manager')).status).toBe(201);
    expect(items(await call(routes.list, companyId, {}, 'agent'))).toHaveLength(1);
    expect(items(await call(routes.list, companyId, {}, 'analyst'))).toHaveLength(1);
  });

  test('with 200 lines fits into the table', async () => {
    const line = {
      sku: 'x'.repeat(100),
      name: '語'.repeat(200),
      quantity: 1,
      net: eur(1),
      tax: eur(1),
      margin: eur(1),
    };
    const many = Array.from({ length: 200 }, () => line);
    expect((await bought(aCompany(), { lines: many, net: eur(200), tax: eur(200) })).status).toBe(201);
  });
});

describe('what was given back', () => {
  const back = (companyId: string, params: Params, body: object) => call(routes.giveBack, companyId, { params, body });

  test('a return larger than what is left → 409', async () => {
    const companyId = aCompany();
    const { params } = await bought(companyId, { net: eur(10_000), tax: eur(2_000) });
    const first = await back(companyId, params, { net: eur(6_000) });
    expect(first).toMatchObject({
      status: 201,
      body: { kind: 'return', returnOf: params['purchaseId'], net: eur(6_000), tax: eur(1_200), total: eur(7_200) },
    });
    const refused = await back(companyId, params, { net: eur(4_001) });
    expectProblem(refused, 409, 'conflict');
    expect(refused.body['errors']).toEqual([{ pointer: '#/net/amountMinor', detail: 'must be at most 4000' }]);
    expect((await back(companyId, params, { net: eur(4_000) })).status).toBe(201);
    expect(await read(companyId, params)).toMatchObject({
      returned: { net: eur(10_000), tax: eur(2_000), total: eur(12_000) },
    });
    expectProblem(await back(companyId, params, { net: eur(1) }), 409, 'conflict');
  });

  test('of 8 at once that each want a third, three are taken and no more than all is given back', async () => {
    const companyId = aCompany();
    const { params } = await bought(companyId, { net: eur(9_000) });
    const all = await Promise.all(Array.from({ length: 8 }, () => back(companyId, params, { net: eur(3_000) })));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(all.filter(({ status }) => status === 409)).toHaveLength(5);
    expect(await read(companyId, params)).toMatchObject({ returned: { net: eur(9_000) } });
  });

  test('by lines is in proportion to their quantity, and all parts together are exactly what was bought', async () => {
    const companyId = aCompany();
    const three = [{ name: 'Tyre', quantity: 3, net: eur(10_000), tax: eur(2_000), margin: eur(1_000) }];
    const { params } = await bought(companyId, { lines: three, net: eur(10_000), tax: eur(2_001) });
    const parts = [];
    for (let index = 0; index < 3; index += 1)
      parts.push((await back(companyId, params, { lines: [{ n: 1, quantity: 1 }] })).body);
    expect(parts.map(({ net }) => net)).toEqual([eur(3_333), eur(3_333), eur(3_334)]);
    expect(parts.map(({ tax }) => tax)).toEqual([eur(666), eur(667), eur(668)]);
    expect(parts[0]).toMatchObject({ lines: [{ name: 'Tyre', quantity: 1, net: eur(3_333) }], margin: eur(333) });
    expect(await read(companyId, params)).toMatchObject({
      lines: [{ quantity: 3, returned: 3 }],
      returned: { net: eur(10_000), tax: eur(2_001), total: eur(12_001) },
    });
    const more = await back(companyId, params, { lines: [{ n: 1, quantity: 0.001 }] });
    expectProblem(more, 409, 'conflict');
    expect(more.body['errors']).toEqual([{ pointer: '#/lines/0/quantity', detail: 'must be at most 0' }]);
  });

  test('a return of a foreign purchase is 404, and so is one of none', async () => {
    const { params } = await bought(aCompany());
    expectProblem(await back(aCompany(), params, { net: eur(1) }), 404, 'not-found');
  });

  test('twice with one external id → 200, and no more is given back; that of another purchase is 409', async () => {
    const companyId = aCompany();
    const { params } = await bought(companyId, { net: eur(100) });
    const [first, second] = [
      await back(companyId, params, { net: eur(60), externalId: 'G-1' }),
      await back(companyId, params, { net: eur(60), externalId: 'G-1' }),
    ];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    const other = await bought(companyId, { externalId: 'R-2' });
    expectProblem(await back(companyId, params, { net: eur(1), externalId: 'R-2' }), 409, 'conflict');
    expectProblem(await back(companyId, other.params, { net: eur(1), externalId: 'G-1' }), 409, 'conflict');
    expect(await read(companyId, params)).toMatchObject({ returned: { net: eur(60) } });
  });

  test('cannot be given back itself', async () => {
    const companyId = aCompany();
    const { params } = await bought(companyId);
    const { body } = await back(companyId, params, { net: eur(100) });
    expectProblem(await back(companyId, { purchaseId: String(body['purchaseId']) }, { net: eur(1) }), 409, 'conflict');
  });

  test.each<[string, object, string]>([
    ['another currency', { net: { amountMinor: 1, currency: 'USD' } }, '#/net/currency'],
    ['nothing', { net: eur(0) }, '#/net/amountMinor'],
    ['both lines and net', { net: eur(1), lines: [{ n: 1, quantity: 1 }] }, '#'],
    ['neither', {}, '#'],
    ['a line that there is not', { lines: [{ n: 3, quantity: 1 }] }, '#/lines/0/n'],
    ['a time before the purchase', { net: eur(1), at: '2026-09-30T00:00:00.000Z' }, '#/at'],
  ])('is refused for %s', async (_, body, pointer) => {
    const companyId = aCompany();
    const refused = await back(companyId, (await bought(companyId, whole)).params, body);
    expectProblem(refused, 400, 'validation-failed');
    expect((refused.body['errors'] as object[])[0]).toMatchObject({ pointer });
  });
});

describe('the list of purchases', () => {
  const three = async (companyId: string) => {
    const customerId = await customer(companyId, { externalIds: [{ id: 'C-1' }] });
    await bought(companyId, { customerId, at: day(2) });
    await bought(companyId, { customerId, at: day(3), kind: 'service' });
    await bought(companyId, { customerId, at: day(1), kind: 'subscription' });
    await bought(companyId, { at: day(2) });
    return customerId;
  };

  test('is by the time of the purchase, whenever it was recorded, and cuts at the instant: from is in it, to is not', async () => {
    const companyId = aCompany();
    const customerId = await three(companyId);
    const days = async (query: Params) => items(await call(routes.list, companyId, { query })).map(({ at }) => at);
    expect(await days({})).toEqual([day(3), day(2), day(2), day(1)]);
    expect(await days({ customerId })).toEqual([day(3), day(2), day(1)]);
    expect(await days({ customerId: 'C-1' })).toEqual([day(3), day(2), day(1)]);
    expect(await days({ customerId: 'C-2' })).toEqual([]);
    expect(await days({ from: day(2), to: day(3) })).toEqual([day(2), day(2)]);
    expect(await days({ customerId, from: day(1), to: day(2) })).toEqual([day(1)]);
    expect(await days({ customerId, kind: 'service' })).toEqual([day(3)]);
    expect(await days({ kind: 'sale' })).toEqual([day(2), day(2)]);
  });

  test.each(['all', 'one customer'])('of %s has each once, whatever the size of its pages', async (which) => {
    const companyId = aCompany();
    const customerId = await three(companyId);
    const query: Params = which === 'all' ? {} : { customerId };
    const first = await call(routes.list, companyId, { query: { ...query, limit: '2' } });
    const cursor = String(first.body['nextCursor']);
    const rest = await call(routes.list, companyId, { query: { ...query, limit: '2', cursor } });
    const all = items(await call(routes.list, companyId, { query }));
    expect([...items(first), ...items(rest)]).toEqual(all);
    expect(rest.body['nextCursor']).toBeNull();
  });
});

describe('a bulk of purchases', () => {
  test('records each, or says why not, and twice is as good as once', async () => {
    const companyId = aCompany();
    const customerId = await customer(companyId);
    const good = (externalId: string) => ({ customerId, externalId, at: day(1), net: eur(1) });
    const all = [good('1'), { ...good('2'), net: eur(-1) }, good('3'), good('1'), 'nothing'];
    const results = async () =>
      (await call(routes.bulk, companyId, { body: { items: all } })).body['results'] as { status: number }[];
    expect((await results()).map(({ status }) => status)).toEqual([201, 400, 201, 200, 400]);
    expect((await results()).map(({ status }) => status)).toEqual([200, 400, 200, 200, 400]);
    expect(items(await call(routes.list, companyId))).toHaveLength(2);
  });
});

test('every change of a purchase is audited, without what was bought', async () => {
  const ctx = aContext();
  const { companyId } = ctx;
  const params = await audited(ctx, async () => {
    const one = await bought(companyId, whole);
    await call(routes.edit, companyId, { params: one.params, body: { locationId: 'graz' } });
    await call(routes.giveBack, companyId, { params: one.params, body: { lines: [{ n: 1, quantity: 1 }] } });
    return one.params;
  });
  const { items: history } = await historyOf(ctx, String(params['purchaseId']), { limit: 10 });
  expect(history.map(({ action }) => action)).toEqual(['PurchaseChanged', 'PurchaseChanged', 'PurchaseRecorded']);
  expect(JSON.stringify(history)).not.toContain('Oil');
});
