import { beforeAll, expect, test } from 'vitest';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { purchaseRoutes } from '../../shared/purchase/purchase.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { rawItems } from '../../shared/testing/raw-items.ts';
import { handler as customerHandler } from '../customer/handler.ts';
import { handler } from './handler.ts';

// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);

const { routes } = purchaseRoutes;

test('erasing a customer leaves of their purchases nothing but that there were some, and those of others as they are', async () => {
  const companyId = aCompany();
  const customer = async (lastName: string) => {
    const body = { type: 'individual', lastName };
    return String((await send(customerHandler, customerRoutes.routes.create, { companyId, body })).body['customerId']);
  };
  const [gone, stays] = [await customer('Huber'), await customer('Maier')];
  const net = { amountMinor: 100, currency: 'EUR' };
  const invoice = { number: 'Rechnungszahl', dueAt: '2026-12-01T00:00:00.000Z' };
  const of = (customerId: string, externalId: string) => ({
    customerId,
    externalId,
    at: '2026-10-01T00:00:00.000Z',
    net,
    invoice,
    locationId: 'Ortskennung',
    lines: [{ sku: 'Artikelnummer', name: 'Winterreifen', quantity: 1, net }],
  });
  const items = [
    ...Array.from({ length: 130 }, (_, index) => of(gone, `Fremdschluessel-${index}`)),
    of(stays, 'other'),
  ];
  const { body } = await send(handler, routes.bulk, { companyId, body: { items } });
  const [first, last] = [0, 130].map((at) => ({
    purchaseId: (body['results'] as { purchaseId: string }[])[at]?.purchaseId ?? '',
  }));
  const returned = { net, externalId: 'Rueckgabeschluessel' };
  await send(handler, routes.giveBack, { companyId, params: first ?? {}, body: returned });
  await send(handler, routes.edit, { companyId, params: last ?? {}, body: { invoice: null, locationId: null } });

  for (let times = 0; times < 2; times += 1)
    expect(
      (await send(customerHandler, customerRoutes.routes.erase, { companyId, params: { customerId: gone } })).status,
    ).toBe(200);

  expectProblem(await send(handler, routes.get, { companyId, params: first ?? {} }), 404, 'not-found');
  const listed = await send(handler, routes.list, { companyId });
  expect(listed.body['items']).toMatchObject([{ customerId: stays, externalId: 'other' }]);
  const rows = await rawItems(companyId);
  for (const text of ['fremdschluessel', 'rueckgabeschluessel', 'rechnungszahl', 'ortskennung'])
    expect(rows.split(text)).toHaveLength(1);
  expect(rows).not.toContain(`cpu#${gone}`);
  // One record and one row beside it, of the customer who stays.
  expect(rows.split('winterreifen')).toHaveLength(3);
  const again = await send(handler, routes.create, { companyId, body: of(gone, 'late') });
  expectProblem(again, 400, 'validation-failed');
});
