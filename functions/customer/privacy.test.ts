import { beforeAll, describe, expect, test } from 'vitest';
import { historyOf } from '../../shared/audit/audit.ts';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { customerEvents } from '../../shared/customer/customer.events.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { identify } from '../../shared/customer/identity.ts';
import { list as listFeedback, count as countFeedback } from '../../shared/feedback/feedback.list.ts';
import { given } from '../../shared/feedback/testing/given.ts';
import type { Role } from '../../shared/kernel/roles.ts';
import { audited } from '../../shared/testing/audited.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { rawItems } from '../../shared/testing/raw-items.ts';
import { unitsOf } from '../../shared/testing/units.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);

const { routes } = customerRoutes;
const planted = {
  type: 'individual',
  firstName: 'Zenobia',
  lastName: 'Quastenflosser',
  emails: [{ address: 'zenobia.q@quastenflosser.example' }],
  phones: [{ number: '+43 664 9876543', extension: '12' }],
  demographics: { birthDate: '1961-04-12', occupation: 'Glockengießerin', incomeRange: 'over 90 000' },
  preferences: { frequency: 'weekly', accessibility: { needs: ['braille'], note: 'Vollblind' } },
  externalIds: [{ id: 'ZQ-4711' }],
  notes: 'Mag Kirschen',
  data: { nickname: 'Zeno' },
};
const plantedConsent = {
  purpose: 'marketing',
  channel: 'sms',
  number: '+43 664 9876543',
  state: 'granted',
  basis: 'consent',
  source: 'Glockenmarkt',
  textVersion: '1',
  evidence: 'Zenobias Karte',
};
const contact = ['zenobia.q@quastenflosser.example', '9876543', '987 6543'];
const sensitive = ['1961-04-12', 'Glockengießerin', 'over 90 000', 'braille', 'Vollblind'];

const made = async (companyId: string) => {
  const { body } = await send(handler, routes.create, { companyId, body: planted });
  return { customerId: String(body['customerId']) };
};

describe('who may see what', () => {
  const sees: Record<Role, { contact: boolean; sensitive: boolean; writes: boolean }> = {
    admin: { contact: true, sensitive: true, writes: true },
    manager: { contact: true, sensitive: false, writes: true },
    agent: { contact: true, sensitive: false, writes: true },
    analyst: { contact: false, sensitive: false, writes: false },
  };
  const requests = (customerId: string): Record<string, Parameters<typeof send>[2]> => ({
    list: {},
    get: { params: { customerId } },
    search: { query: { q: 'quasten' } },
    create: { body: { ...planted, externalIds: undefined }, headers: { 'idempotency-key': 'k' } },
    edit: { params: { customerId }, body: { notes: 'Neu' } },
    put: { params: { customerId }, body: { ...planted, notes: 'Ganz neu' } },
    bulk: { body: { items: [planted], upsertBy: 'externalId' } },
    restore: { params: { customerId } },
  });
  const hides: Record<string, (keyof typeof sees.admin)[]> = {
    search: ['contact', 'sensitive'],
    bulk: ['contact', 'sensitive'],
  };

  test.each(Object.entries(sees))('a role × route × field test shows no unmasked value: %s', async (name, may) => {
    const role = name as Role;
    for (const [op, request] of Object.entries(requests(''))) {
      const companyId = aCompany();
      const { customerId } = await made(companyId);
      const route = routes[op as keyof typeof routes];
      const sent = { ...requests(customerId)[op], companyId, role };
      const writes = route.method !== 'GET';
      // A request that is repeated is answered by the same rule.
      for (const answer of [await send(handler, route, sent), await send(handler, route, sent)]) {
        expect({ op, request, status: answer.status }).toMatchObject({
          status: writes && !may.writes ? 403 : expect.any(Number),
        });
        if (writes && !may.writes) continue;
        expect(answer.status).toBeLessThan(300);
        const shows = (texts: readonly string[]) => texts.filter((text) => answer.text.includes(text));
        const sensitiveSeen = may.sensitive && !hides[op]?.includes('sensitive');
        const contactSeen = may.contact && !hides[op]?.includes('contact');
        expect({ op, seen: shows(sensitive).length }).toEqual({ op, seen: sensitiveSeen ? sensitive.length : 0 });
        expect({ op, seen: shows(contact.slice(0, 2)).length }).toEqual({ op, seen: contactSeen ? 2 : 0 });
      }
    }
  });

  test('a role of which a permission is taken away sees less of an answer that is repeated', async () => {
    const companyId = aCompany();
    const request = { companyId, body: planted, headers: { 'idempotency-key': 'k' }, userId: 'm-1' };
    const full = 'customers:write customers:contact customers:sensitive';
    const first = await send(handler, routes.create, { ...request, scope: full });
    expect(first.text).toContain('braille');
    const again = await send(handler, routes.create, { ...request, scope: 'customers:write' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    for (const text of [...contact, ...sensitive]) expect(again.text).not.toContain(text);
  });

  test('who replaces what they may not see leaves it as it is', async () => {
    const companyId = aCompany();
    const params = await made(companyId);
    const body = { type: 'individual', lastName: 'Neu' };
    await send(handler, routes.put, { companyId, params, body, scope: 'customers:write' });
    const { body: now } = await send(handler, routes.get, { companyId, params });
    expect(now).toMatchObject({
      lastName: 'Neu',
      emails: [{ address: 'zenobia.q@quastenflosser.example' }],
      demographics: planted.demographics,
      preferences: { accessibility: planted.preferences.accessibility },
    });
    expect(now).not.toHaveProperty('notes');
  });

  test('events and audit entries tell which fields changed, and nothing of what they hold', async () => {
    const ctx = aContext();
    const { result: params, items } = await watchTable(() =>
      audited(ctx, async () => {
        const one = await made(ctx.companyId);
        await send(handler, routes.edit, { companyId: ctx.companyId, params: one, body: { notes: 'Anders' } });
        return one;
      }),
    );
    const images = items.filter(({ __edb_e__ }) => __edb_e__ === 'customer');
    const told = images.flatMap((after, at) => customerEvents.eventsOf({ after, before: images[at - 1] }));
    expect(told.map(({ type }) => type)).toEqual(['CustomerCreated', 'CustomerChanged']);
    const entries = (await historyOf(ctx, params.customerId, { limit: 10 })).items;
    expect(entries).toHaveLength(2);
    const text = JSON.stringify([told, entries]);
    for (const word of [...contact, ...sensitive, 'Zenobia', 'Quasten', 'Kirschen', 'Zeno', 'ZQ-4711'])
      expect(text).not.toContain(word);
  });
});

describe('erasing a person', () => {
  test('leaves nothing of them in the table, and says the same again', async () => {
    const companyId = aCompany();
    const ctx = aContext({ companyId });
    const params = await audited(ctx, async () => {
      const headers = { 'idempotency-key': 'k-1' };
      const { body } = await send(handler, routes.create, { companyId, body: planted, headers });
      const one = { customerId: String(body['customerId']) };
      await send(handler, routes.edit, { companyId, params: one, body: { notes: 'Mag Kirschen sehr' } });
      await send(handler, routes.bulk, { companyId, body: { items: [planted], upsertBy: 'email' }, headers });
      await send(handler, consentRoutes.routes.create, { companyId, params: one, body: plantedConsent, headers });
      return one;
    });
    expect(await rawItems(companyId)).toContain('quastenflosser');
    const first = await send(handler, routes.erase, { companyId, params });
    expect(first.status).toBe(200);
    const left = await rawItems(companyId);
    const told = [
      'zenob',
      'quasten',
      '9876543',
      // As words: four digits alone occur in ids.
      '"6543#',
      '1961-04',
      'glocken',
      'braille',
      'kirschen',
      'zeno',
      'zq-4711',
      'zq-',
    ];
    expect(told.filter((text) => left.includes(text))).toEqual([]);
    expect((await send(handler, routes.erase, { companyId, params })).body).toEqual(first.body);
    for (const route of [routes.get, routes.restore])
      expectProblem(await send(handler, route, { companyId, params }), 404, 'not-found');
    const { body } = await send(handler, routes.search, { companyId, query: { q: 'quasten' } });
    expect(body['items']).toEqual([]);
    // The id is free: another person may have it.
    expect((await send(handler, routes.create, { companyId, body: planted })).status).toBe(201);
  });

  test('reaches a deleted customer, too', async () => {
    const companyId = aCompany();
    const params = await made(companyId);
    await send(handler, routes.remove, { companyId, params });
    expect((await send(handler, routes.erase, { companyId, params })).status).toBe(200);
    expect(await rawItems(companyId)).not.toMatch(/zenob|quasten|"6543#|zq-/);
  });
});

describe('one person under all names', () => {
  test('A customer made with external id C-1 shows feedback posted last month with customerId: "C-1".', async () => {
    const ctx = aContext();
    const said = (customerId: string | undefined, occurredAt: string, contact?: object) =>
      given({ ...ctx, now: new Date() }, { customerId, occurredAt, ...(contact && { contact }) } as never);
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const old = await said('C-1', ago(31));
    const mailed = await said(undefined, ago(10), { email: 'Zenobia.Q@quastenflosser.example' });
    await said('C-2', ago(5));
    const { companyId } = ctx;
    const { body } = await send(handler, routes.create, {
      companyId,
      body: { ...planted, externalIds: [{ id: 'C-1' }, { id: 'K-7' }] },
    });
    const customerId = String(body['customerId']);
    const ours = await said(customerId, ago(2));
    const ids = [ours, mailed, old].map(({ feedbackId }) => feedbackId);
    const listed = async (filter: object, limit = 10) => {
      const page = await listFeedback(ctx, { ...filter, limit } as never);
      return { ids: page.items.map(({ feedbackId }) => feedbackId), nextCursor: page.nextCursor };
    };
    for (const filter of [
      { customerId },
      { customerId: 'C-1' },
      { customerId: 'K-7' },
      { email: 'zenobia.q@quastenflosser.example' },
    ])
      expect({ filter, ...(await listed(filter)) }).toEqual({ filter, ids, nextCursor: null });
    expect((await countFeedback(ctx, { customerId } as never)).count).toBe(3);
    // Page by page, each once, in the same order.
    const pages: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listFeedback(ctx, { customerId, limit: 1, ...(cursor && { cursor }) } as never);
      pages.push(...page.items.map(({ feedbackId }) => feedbackId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(pages).toEqual(ids);
    expect((await listed({ customerId: 'C-3' })).ids).toEqual([]);
  });

  test('somebody is known by our id, by the company’s own, by an address, by a number; never one of several', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { customerId } = await made(companyId);
    const who = async (called: object) => (await identify(ctx, called))?.customerId;
    for (const called of [
      { customerId },
      { customerId: 'ZQ-4711' },
      { email: 'ZENOBIA.q@quastenflosser.example' },
      { phone: '+436649876543' },
      { customerId: 'none', email: 'zenobia.q@quastenflosser.example' },
    ])
      expect({ called, is: await who(called) }).toEqual({ called, is: customerId });
    for (const called of [{ customerId: 'none' }, { email: 'q@quastenflosser.example' }, { phone: '+439876543' }, {}])
      expect({ called, is: await who(called) }).toEqual({ called, is: undefined });
    await send(handler, routes.create, { companyId, body: { ...planted, externalIds: undefined } });
    expect(await who({ email: 'zenobia.q@quastenflosser.example' })).toBeUndefined();
    const { units } = await unitsOf(() => who({ customerId: 'ZQ-4711' }));
    expect(units.read).toBeLessThanOrEqual(3);
    await send(handler, routes.remove, { companyId, params: { customerId } });
    expect(await who({ customerId })).toBeUndefined();
  });
});
