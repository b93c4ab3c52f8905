import { describe, expect, test } from 'vitest';
import type { Route } from '../http/contract.ts';
import type { HttpHandler } from '../http/serve.ts';
import type { BusEvent } from '../kernel/bus.ts';
import type { TableChange } from '../kernel/events.ts';
import { type Answer, type Example, expectProblem, send } from './call.ts';
import { aCompany } from './context.ts';
import { watchTable } from './watch-table.ts';

type CrudRoutes = Record<'list' | 'create' | 'get' | 'edit' | 'remove', Route> & { put?: Route };
type Kind = {
  actions: Readonly<Record<string, readonly [name: string, about: string]>>;
  eventsOf: (change: TableChange) => BusEvent[];
};
export type Crud = {
  routes: CrudRoutes;
  handler: HttpHandler;
  /** What creates a record, with every field that may be given. */
  body: Record<string, unknown>;
  /** A change of such a record, of one field, that takes its name as the action. */
  edit: Record<string, unknown>;
  /** A company without such a record, where some are made by themselves. */
  company?: () => Promise<string>;
  /** A field that only the answer to its creation shows. */
  shownOnce?: string;
  /** A field of which nobody has the same in two records. */
  distinct?: string;
};

const idName = ({ get }: CrudRoutes): string => Object.keys(get.params?.shape ?? {})[0] ?? '';

async function created({ routes, handler, body, shownOnce = '' }: Crud, companyId: string, more: Example = {}) {
  const answer = await send(handler, routes.create, { companyId, body, ...more });
  expect(answer.status).toBe(201);
  const name = idName(routes);
  const { [shownOnce]: _, ...shown } = answer.body;
  return { ...answer, body: shown, params: { [name]: String(shown[name]) } };
}

/** Examples for `routeTests` of the routes of a kind of record; `put` for those that have it. */
export function crudExamples(crud: Crud) {
  const one = async (companyId: string) => ({ params: (await created(crud, companyId)).params });
  return {
    list: async (companyId: string) => {
      await created(crud, companyId);
      return {};
    },
    create: () => ({ body: crud.body }),
    get: one,
    edit: async (companyId: string) => ({ ...(await one(companyId)), body: crud.edit }),
    put: async (companyId: string) => ({ ...(await one(companyId)), body: crud.body }),
    remove: one,
  };
}

/** What every kind of record of the kit must stand, beside what its routes are tested for. */
export function crudTests(crud: Crud, { actions, eventsOf }: Kind): void {
  const { routes, handler, edit, company = () => Promise.resolve(aCompany()) } = crud;
  const call = (route: Route, companyId: string, example: Example = {}) =>
    send(handler, route, { companyId, ...example });
  const listed = async (companyId: string, query: Record<string, string> = {}): Promise<Answer['body'][]> =>
    (await call(routes.list, companyId, { query })).body['items'] as Answer['body'][];

  describe('a record', () => {
    test('is read as it was created, alone and in its list', async () => {
      const companyId = await company();
      const { body, params, headers } = await created(crud, companyId);
      expect(body).toMatchObject(crud.body);
      expect(headers['etag']).toBe('"1"');
      expect((await call(routes.get, companyId, { params })).body).toEqual(body);
      expect(await listed(companyId)).toEqual([body]);
    });

    test('created twice with one Idempotency-Key is one record', async () => {
      const companyId = await company();
      const more = { headers: { 'idempotency-key': 'k' } };
      const [first, second] = [await created(crud, companyId, more), await created(crud, companyId, more)];
      expect(second.body).toEqual(first.body);
      expect(await listed(companyId)).toHaveLength(1);
    });

    test('is changed by who has seen its version, and by nobody who has not', async () => {
      const companyId = await company();
      const { params } = await created(crud, companyId);
      const headers = { 'if-match': '"1"' };
      const { body, headers: now } = await call(routes.edit, companyId, { params, body: edit, headers });
      expect(body).toMatchObject({ ...edit, version: 2 });
      expect(now['etag']).toBe('"2"');
      expectProblem(await call(routes.edit, companyId, { params, body: edit, headers }), 412, 'version-conflict');
      expectProblem(await call(routes.remove, companyId, { params, headers }), 412, 'version-conflict');
      expect((await call(routes.get, companyId, { params })).body).toEqual(body);
    });

    test('changed to what it is keeps its version', async () => {
      const companyId = await company();
      const { params, body } = await created(crud, companyId);
      const same = Object.fromEntries(Object.keys(edit).map((name) => [name, body[name] ?? null]));
      expect((await call(routes.edit, companyId, { params, body: same })).body).toEqual(body);
    });

    const { put } = routes;
    if (put) {
      test('is replaced by who has seen its version, and by nobody who has not', async () => {
        const companyId = await company();
        const { params } = await created(crud, companyId);
        const headers = { 'if-match': '"1"' };
        const whole = { ...crud.body, ...edit };
        const { status, body, headers: now } = await call(put, companyId, { params, body: whole, headers });
        expect(status).toBe(200);
        expect(body).toMatchObject({ ...whole, version: 2 });
        expect(now['etag']).toBe('"2"');
        expectProblem(await call(put, companyId, { params, body: crud.body, headers }), 412, 'version-conflict');
        expect((await call(routes.get, companyId, { params })).body).toEqual(body);
      });

      test.each(Object.keys(crud.body))(
        'replaced without its %s is as a new one without it, or refused alike',
        async (name) => {
          const companyId = await company();
          const { params } = await created(crud, companyId);
          const { [name]: _, ...rest } = crud.body;
          const fresh = await call(routes.create, companyId, { body: rest });
          const replaced = await call(put, companyId, { params, body: rest });
          if (fresh.status !== 201)
            return expectProblem(replaced, fresh.status, String(fresh.body['type']).split('/').at(-1) ?? '');
          const said = ({ body }: Answer) =>
            Object.fromEntries(Object.keys(crud.body).map((field) => [field, body[field]]));
          expect(said(replaced)).toEqual(said(fresh));
        },
      );
    }

    test('deleted is gone from everywhere, and so it stays', async () => {
      const companyId = await company();
      const { params } = await created(crud, companyId);
      expect((await call(routes.remove, companyId, { params })).status).toBe(204);
      for (const route of [routes.get, routes.edit, routes.remove])
        expectProblem(await call(route, companyId, { params, ...(route.body && { body: edit }) }), 404, 'not-found');
      if (routes.put) expectProblem(await call(routes.put, companyId, { params, body: crud.body }), 404, 'not-found');
      expect(await listed(companyId)).toEqual([]);
    });

    test('pages of its list together hold each record once, newest first', async () => {
      const companyId = await company();
      const { body, distinct } = crud;
      const nth = (count: number) => (distinct ? { ...body, [distinct]: `${String(body[distinct])} ${count}` } : body);
      const made: unknown[] = [];
      for (let count = 0; count < 3; count++)
        made.unshift((await created({ ...crud, body: nth(count) }, companyId)).body);
      const first = await call(routes.list, companyId, { query: { limit: '2' } });
      const cursor = String(first.body['nextCursor']);
      const second = await call(routes.list, companyId, { query: { limit: '2', cursor } });
      expect(second.body['nextCursor']).toBeNull();
      expect([first, second].flatMap(({ body }) => body['items'])).toEqual(made);
    });

    test('tells each of its changes once, with who made it and which fields changed', async () => {
      const companyId = await company();
      const { result, items } = await watchTable(async () => {
        const { params } = await created(crud, companyId);
        await call(routes.edit, companyId, { params, body: edit });
        await call(routes.remove, companyId, { params });
        return params;
      });
      const [id = ''] = Object.values(result);
      const images = items.filter(({ sk, revision }) => sk === id && revision !== undefined);
      const told = images.flatMap((after, index) => eventsOf({ after, before: images[index - 1] }));
      const names = images.map(({ lastAction }) => actions[String(lastAction)]?.[0]);
      expect(told.map(({ type }) => type)).toEqual(names);
      expect(images.map(({ lastAction }) => lastAction)).toMatchObject(['create', expect.any(String), 'delete']);
      expect(told.map(({ detail }) => detail)).toMatchObject([
        { eventId: `${id}:1`, companyId, actor: { kind: 'user', id: 'user-1' } },
        { eventId: `${id}:2`, changedKeys: expect.arrayContaining(Object.keys(edit)) },
        { eventId: `${id}:3`, changedKeys: expect.arrayContaining(['deletedAt']) },
      ]);
      for (const after of images) expect(eventsOf({ before: after, after })).toEqual([]);
    });
  });
}
