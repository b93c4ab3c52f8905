import { beforeAll, describe, expect, test } from 'vitest';
import { historyOf } from '../../shared/audit/audit.ts';
import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import type { Network } from '../../shared/relation/network.schema.ts';
import { relationEvents } from '../../shared/relation/relation.events.ts';
import { relationRoutes } from '../../shared/relation/relation.routes.ts';
import { audited } from '../../shared/testing/audited.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { rawItems } from '../../shared/testing/raw-items.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);

const { routes } = relationRoutes;
type Ref = { type: 'customer' | 'contact'; id: string };
const created = async (companyId: string, body: object): Promise<Ref> => {
  const answer = await send(handler, customerRoutes.routes.create, { companyId, body });
  return { type: 'customer', id: String(answer.body['customerId']) };
};
const person = (companyId: string, lastName: string) => created(companyId, { type: 'individual', lastName });
const business = (companyId: string, businessName: string) => created(companyId, { type: 'business', businessName });
const contact = async (companyId: string, body: object): Promise<Ref> => {
  const answer = await send(handler, contactRoutes.routes.create, { companyId, body });
  return { type: 'contact', id: String(answer.body['contactId']) };
};
const relate = (companyId: string, of: Ref, to: Ref, type: string, more: object = {}): Promise<Answer> =>
  send(handler, routes.create, { companyId, params: { customerId: of.id }, body: { to, type, ...more } });
const seen = async (companyId: string, { type, id }: Ref, query: object = {}) => {
  const answer = await (type === 'customer'
    ? send(handler, routes.list, { companyId, params: { customerId: id }, query: query as never })
    : send(handler, routes.listOfContact, { companyId, params: { contactId: id }, query: query as never }));
  return (answer.body['items'] as { type: string; displayName: string }[]).map(
    (one) => `${one.type} ${one.displayName}`,
  );
};
const drawn = async (companyId: string, { id }: Ref, depth?: string): Promise<Network> =>
  (await send(handler, routes.network, { companyId, params: { customerId: id }, query: depth ? { depth } : {} }))
    .body as Network;

const related = async (companyId: string) => {
  const [one, other] = [await person(companyId, 'Huber'), await person(companyId, 'Maier')];
  const { body } = await relate(companyId, one, other, 'spouse', { from: '2020-01-01', note: 'Met at work' });
  return { params: { customerId: one.id, relationId: String(body['relationId']) }, one, other };
};
const ofOne = async (companyId: string) => ({ params: { customerId: (await related(companyId)).one.id } });
routeTests(relationRoutes, handler, {
  list: ofOne,
  network: ofOne,
  remove: async (companyId) => ({ params: (await related(companyId)).params }),
  create: async (companyId) => ({
    params: { customerId: (await person(companyId, 'Huber')).id },
    body: { to: await person(companyId, 'Maier'), type: 'spouse' },
  }),
  listOfContact: async (companyId) => {
    const to = await contact(companyId, { lastName: 'Maier' });
    await relate(companyId, await person(companyId, 'Huber'), to, 'sibling');
    return { params: { contactId: to.id } };
  },
});

describe('a relation', () => {
  test.each([
    ['spouse', 'spouse'],
    ['parent', 'child'],
    ['child', 'parent'],
    ['sibling', 'sibling'],
    ['guardian', 'ward'],
    ['employer', 'employee'],
    ['partner', 'partner'],
    ['referred_by', 'referred'],
    ['co_owner', 'co_owner'],
    ['other', 'other'],
  ])('of the type %s is a %s on the other side', async (type, inverse) => {
    const companyId = aCompany();
    const [one, other] = [await person(companyId, 'Huber'), await contact(companyId, { lastName: 'Maier' })];
    const { status, body } = await relate(companyId, one, other, type, { note: 'Said so' });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { type, to: other, displayName: 'Maier', note: 'Said so' },
    });
    expect(await seen(companyId, one)).toEqual([`${type} Maier`]);
    expect(await seen(companyId, other)).toEqual([`${inverse} Huber`]);
  });

  test('between businesses goes up and down: a parent has subsidiaries', async () => {
    const companyId = aCompany();
    const [top, middle, low] = await Promise.all(['Top', 'Middle', 'Low'].map((name) => business(companyId, name)));
    if (!top || !middle || !low) throw new Error('no businesses');
    expect((await relate(companyId, middle, top, 'parent')).status).toBe(201);
    expect((await relate(companyId, middle, low, 'subsidiary')).status).toBe(201);
    expect(await seen(companyId, top)).toEqual(['subsidiary Middle']);
    expect(await seen(companyId, middle)).toEqual(['subsidiary Low', 'parent Top']);
    expect(await seen(companyId, low)).toEqual(['parent Middle']);
  });

  test('goes from both sides, whichever deletes it; who is deleted is not shown, and is again once restored', async () => {
    const companyId = aCompany();
    const { params, one, other } = await related(companyId);
    await send(handler, customerRoutes.routes.remove, { companyId, params: { customerId: one.id } });
    expect(await seen(companyId, other)).toEqual([]);
    await send(handler, customerRoutes.routes.restore, { companyId, params: { customerId: one.id } });
    expect(await seen(companyId, other)).toEqual(['spouse Huber']);
    const { status } = await send(handler, routes.remove, { companyId, params: { ...params, customerId: other.id } });
    expect(status).toBe(204);
    expect([await seen(companyId, one), await seen(companyId, other)]).toEqual([[], []]);
    expectProblem(await send(handler, routes.remove, { companyId, params }), 404, 'not-found');
    expect(await rawItems(companyId)).not.toContain('met at work');
  });

  test('that is there already is 409 and named, also from the other side', async () => {
    const companyId = aCompany();
    const { params, one, other } = await related(companyId);
    for (const [of, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const again = await relate(companyId, of, to, 'spouse');
      expectProblem(again, 409, 'conflict');
      expect(again.body['relationId']).toBe(params.relationId);
    }
    expect((await relate(companyId, one, other, 'co_owner')).status).toBe(201);
  });

  test('that is asked for twice with one key is one', async () => {
    const companyId = aCompany();
    const [one, to] = [await person(companyId, 'Huber'), await person(companyId, 'Maier')];
    const request = {
      companyId,
      params: { customerId: one.id },
      body: { to, type: 'spouse', note: 'Geheim' },
      headers: { 'idempotency-key': 'k' },
    };
    const [first, second] = [await send(handler, routes.create, request), await send(handler, routes.create, request)];
    expect(second.body).toEqual(first.body);
    expect(await seen(companyId, one)).toEqual(['spouse Maier']);
  });

  test('pages of a list together hold each once', async () => {
    const companyId = aCompany();
    const one = await person(companyId, 'Huber');
    for (let at = 0; at < 3; at++) await relate(companyId, one, await person(companyId, `Maier ${at}`), 'sibling');
    const params = { customerId: one.id };
    const first = await send(handler, routes.list, { companyId, params, query: { limit: '2' } });
    const rest = await seen(companyId, one, { limit: '2', cursor: String(first.body['nextCursor']) });
    expect(first.body['items']).toHaveLength(2);
    expect(rest).toEqual(['sibling Maier 0']);
  });

  test('events and audit entries name ids and types, and nothing of what was said', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { result: params, items } = await watchTable(() =>
      audited(ctx, async () => {
        const one = await related(companyId);
        await send(handler, routes.remove, { companyId, params: one.params });
        return one.params;
      }),
    );
    const images = items.filter(({ __edb_e__ }) => __edb_e__ === 'relation');
    const told = images.flatMap((after, at) => relationEvents.eventsOf({ after, before: images[at - 1] }));
    expect(told.map(({ type }) => type)).toEqual(['RelationCreated', 'RelationDeleted']);
    expect(told[0]?.detail).toMatchObject({
      relationId: params.relationId,
      type: 'spouse',
      of: { id: params.customerId },
    });
    expect((await historyOf(ctx, params.relationId, { limit: 10 })).items).toHaveLength(2);
    expect(JSON.stringify(told)).not.toMatch(/Huber|Maier|Met at/);
  });
});

describe('what does not fit is 400 with its pointer:', () => {
  const refused = async (answer: Answer) => {
    expectProblem(answer, 400, 'validation-failed');
    return (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
  };

  test('a relation to oneself, to nobody, and to somebody of another company', async () => {
    const companyId = aCompany();
    const one = await person(companyId, 'Huber');
    expect(await refused(await relate(companyId, one, one, 'other'))).toEqual(['#/to/id']);
    const nobody = { type: 'contact', id: 'con_01jd3k5w8z9x7v6t5s4r3q2p1n' } as const;
    expect(await refused(await relate(companyId, one, nobody, 'other'))).toEqual(['#/to/id']);
    const foreign = await person(aCompany(), 'Maier');
    expect(await refused(await relate(companyId, one, foreign, 'other'))).toEqual(['#/to/id']);
  });

  test('an id of another kind, an unknown type, an end before the beginning', async () => {
    const companyId = aCompany();
    const [one, other] = [await person(companyId, 'Huber'), await person(companyId, 'Maier')];
    expect(await refused(await relate(companyId, one, { ...other, type: 'contact' }, 'other'))).toEqual(['#/to/id']);
    expect(await refused(await relate(companyId, one, other, 'enemy'))).toEqual(['#/type']);
    const dates = { from: '2026-02-02', until: '2026-02-01' };
    expect(await refused(await relate(companyId, one, other, 'other', dates))).toEqual(['#/until']);
  });

  test('a business as a spouse, a person as a subsidiary, a person as the parent of a business', async () => {
    const companyId = aCompany();
    const [one, other] = [await person(companyId, 'Huber'), await business(companyId, 'Maier AG')];
    for (const [of, to, type] of [
      [one, other, 'spouse'],
      [other, one, 'subsidiary'],
      [other, one, 'parent'],
    ] as const)
      expect(await refused(await relate(companyId, of, to, type))).toEqual(['#/type']);
    expect((await relate(companyId, one, other, 'employer')).status).toBe(201);
  });

  test('a cycle of subsidiaries, of any length, also where two are written at once', async () => {
    const companyId = aCompany();
    const [one, two, three] = await Promise.all(['One', 'Two', 'Three'].map((name) => business(companyId, name)));
    if (!one || !two || !three) throw new Error('no businesses');
    await relate(companyId, one, two, 'subsidiary');
    await relate(companyId, two, three, 'subsidiary');
    expect(await refused(await relate(companyId, three, one, 'subsidiary'))).toEqual(['#/to/id']);
    expect(await refused(await relate(companyId, one, three, 'parent'))).toEqual(['#/to/id']);
    const pairs = await Promise.all(
      Array.from({ length: 6 }, () => Promise.all([business(companyId, 'Four'), business(companyId, 'Five')])),
    );
    for (const [four, five] of pairs) {
      const both = await Promise.all([
        relate(companyId, four, five, 'subsidiary'),
        relate(companyId, five, four, 'subsidiary'),
      ]);
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 400]));
    }
  });

  test('a tree of more than ten steps, whichever end grows', async () => {
    const companyId = aCompany();
    const all: Ref[] = [];
    for (let at = 0; at < 12; at++) all.push(await business(companyId, `Level ${at}`));
    const [top, ...rest] = all;
    if (!top) throw new Error('no businesses');
    let above = top;
    for (const one of rest.slice(0, 10)) {
      expect((await relate(companyId, above, one, 'subsidiary')).status).toBe(201);
      above = one;
    }
    const last = all.at(-1) ?? top;
    expect(await refused(await relate(companyId, above, last, 'subsidiary'))).toEqual(['#/to/id']);
    expect(await refused(await relate(companyId, top, last, 'parent'))).toEqual(['#/to/id']);
    // Beside the chain there is room.
    expect((await relate(companyId, top, last, 'subsidiary')).status).toBe(201);
  });

  test('a network of depth 3', async () => {
    const companyId = aCompany();
    const { id } = await person(companyId, 'Huber');
    const query = { depth: '3' };
    expectProblem(
      await send(handler, routes.network, { companyId, params: { customerId: id }, query }),
      400,
      'validation-failed',
    );
  });
});

describe('the network of a customer', () => {
  const names = ({ nodes }: Network): string[] =>
    nodes.map(({ displayName, depth }) => `${depth} ${displayName}`).toSorted();

  test('shows relations, contacts and who is the same person, one step or two away', async () => {
    const companyId = aCompany();
    const [firm, parent] = [await business(companyId, 'Firm'), await business(companyId, 'Parent')];
    const [boss, wife] = [await person(companyId, 'Boss'), await person(companyId, 'Wife')];
    await relate(companyId, firm, parent, 'parent');
    await relate(companyId, boss, wife, 'spouse');
    const positions = [{ customerId: firm.id, title: 'CEO', role: 'decision_maker' }];
    const one = await contact(companyId, { lastName: 'Contact', customerId: boss.id, positions });
    await contact(companyId, {
      lastName: 'Left',
      positions: [{ customerId: firm.id, from: '2020-01-01', to: '2021-01-01' }],
    });
    const near = await drawn(companyId, firm);
    expect(names(near)).toEqual(['0 Firm', '1 Contact', '1 Parent']);
    expect(near.edges).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ from: firm, to: parent, kind: 'relation', type: 'parent' }),
        { from: firm, to: one, kind: 'position', title: 'CEO', role: 'decision_maker' },
      ]),
    );
    const far = await drawn(companyId, firm, '2');
    expect(names(far)).toEqual(['0 Firm', '1 Contact', '1 Parent', '2 Boss']);
    expect(far.edges).toHaveLength(3);
    expect(far.truncated).toBe(false);
    expect(names(await drawn(companyId, boss, '2'))).toEqual(['0 Boss', '1 Contact', '1 Wife', '2 Firm']);
  });

  test('of depth 2 never returns another company’s node', async () => {
    const [companyId, other] = [aCompany(), aCompany()];
    for (const company of [companyId, other]) {
      const [one, two, three] = [
        await person(company, `One of ${company}`),
        await person(company, `Two of ${company}`),
        await person(company, `Three of ${company}`),
      ];
      await relate(company, one, two, 'sibling');
      await relate(company, two, three, 'sibling');
      const { nodes } = await drawn(company, one, '2');
      expect(nodes).toHaveLength(3);
      for (const { displayName } of nodes) expect(displayName).toContain(company);
      const params = { customerId: one.id };
      const foreign = company === companyId ? other : companyId;
      expectProblem(await send(handler, routes.network, { companyId: foreign, params }), 404, 'not-found');
    }
  });

  test('shows 100 at most, and says that there are more', async () => {
    const companyId = aCompany();
    const firm = await business(companyId, 'Firm');
    const body = { lastName: 'Contact', positions: [{ customerId: firm.id }] };
    for (let at = 0; at < 10; at++) await Promise.all(Array.from({ length: 10 }, () => contact(companyId, body)));
    const { nodes, edges, truncated } = await drawn(companyId, firm, '2');
    expect({ nodes: nodes.length, edges: edges.length, truncated }).toEqual({ nodes: 100, edges: 99, truncated: true });
  });
});

test('erasing a customer removes its relations on both sides, and leaves no name of the person in them', async () => {
  const companyId = aCompany();
  const [gone, other] = [await person(companyId, 'Quastenflosser'), await person(companyId, 'Maier')];
  const ctx = aContext({ companyId });
  await audited(ctx, async () => {
    await relate(companyId, gone, other, 'spouse', { note: 'Quastenflosser sagt es' });
    await relate(companyId, other, gone, 'co_owner', { note: 'Quastenflosser auch' });
    const again = await relate(companyId, other, gone, 'referred_by', { note: 'Von Quastenflosser' });
    const params = { customerId: other.id, relationId: String(again.body['relationId']) };
    await send(handler, routes.remove, { companyId, params });
  });
  await send(handler, customerRoutes.routes.erase, { companyId, params: { customerId: gone.id } });
  expect(await rawItems(companyId)).not.toContain('quasten');
  expect(await seen(companyId, other)).toEqual([]);
  expect((await drawn(companyId, other)).nodes).toHaveLength(1);
});

test('a contact who is deleted has no relations any more', async () => {
  const companyId = aCompany();
  const one = await person(companyId, 'Huber');
  const to = await contact(companyId, { lastName: 'Quastenflosser' });
  await relate(companyId, one, to, 'sibling', { note: 'Quastenflosser' });
  await send(handler, contactRoutes.routes.remove, { companyId, params: { contactId: to.id } });
  expect(await seen(companyId, one)).toEqual([]);
  expect(await rawItems(companyId)).not.toContain('quasten');
});
