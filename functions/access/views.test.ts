import { describe, expect, test } from 'vitest';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { viewEvents } from '../../shared/view/view.events.ts';
import { viewRoutes } from '../../shared/view/view.routes.ts';
import { handler } from './handler.ts';

const { routes } = viewRoutes;
const body = {
  resource: 'feedback',
  name: 'Angry customers',
  filter: { sentiment: 'negative', from: '2026-11-01', scoreMax: '2', hasText: 'true' },
  shared: true,
};
const crud = { routes, handler, body, edit: { filter: { urgency: 'high' } }, distinct: 'name' };
routeTests(viewRoutes, handler, crudExamples({ ...crud, body: { ...body, shared: false } }));
crudTests(crud, viewEvents);

const users = { owner: 'agent', colleague: 'agent', analyst: 'analyst', manager: 'manager', admin: 'admin' } as const;
type User = keyof typeof users;
const as = (userId: User) => ({ userId, role: users[userId] });
const save = (companyId: string, more: object = {}, userId: User = 'manager') =>
  send(handler, routes.create, { companyId, ...as(userId), body: { ...body, ...more } });
const idOf = ({ body: { viewId } }: Awaited<ReturnType<typeof save>>) => ({ viewId: String(viewId) });

describe('the filters of a view', () => {
  test.each([
    [{ sentiment: 'cross' }, '#/filter/sentiment'],
    [{ scoreMax: 'low' }, '#/filter/scoreMax'],
    [{ mood: 'bad' }, '#/filter/mood'],
    // It would outlive the erasure of the person whose address it is.
    [{ email: 'ana@example.com' }, '#/filter/email'],
    [{ limit: '20' }, '#/filter/limit'],
  ])('are what the list can be limited by: not %j', async (filter, pointer) => {
    const answer = await save(aCompany(), { filter });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });

  test('are looked at when they are changed, too', async () => {
    const companyId = aCompany();
    const params = idOf(await save(companyId, {}, 'admin'));
    const changed = { companyId, params, body: { filter: { mood: 'bad' } } };
    expectProblem(await send(handler, routes.edit, { ...changed, ...as('admin') }), 400, 'validation-failed');
  });
});

describe('the name of a view', () => {
  test('is its owner’s only one, in whatever case, and free again when the view is renamed or deleted', async () => {
    const companyId = aCompany();
    const params = idOf(await save(companyId, { name: 'Wütend' }));
    const again = () => save(companyId, { name: 'WÜTEND' });
    expectProblem(await again(), 409, 'conflict');
    expect((await save(companyId, { name: 'Wütend' }, 'admin')).status).toBe(201);
    const rename = { companyId, ...as('manager'), params, body: { name: 'Ruhig' } };
    expect((await send(handler, routes.edit, rename)).status).toBe(200);
    const second = await again();
    expect(second.status).toBe(201);
    expectProblem(await send(handler, routes.edit, { ...rename, body: { name: 'wütend' } }), 409, 'conflict');
    expect((await send(handler, routes.remove, { companyId, ...as('manager'), params: idOf(second) })).status).toBe(
      204,
    );
    expect((await again()).status).toBe(201);
  });

  test('is had by one of two who take it at once, and the other is told so', async () => {
    const companyId = aCompany();
    const answers = await Promise.all([save(companyId), save(companyId), save(companyId)]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409]);
  });
});

describe('who may do what with a view', () => {
  const opened = async (shared: boolean) => {
    const companyId = aCompany();
    const params = idOf(await save(companyId, { shared: false }, 'owner'));
    if (shared) await send(handler, routes.edit, { companyId, ...as('admin'), params, body: { shared } });
    const may: Record<string, unknown> = {};
    for (const userId of Object.keys(users) as User[]) {
      const one = { companyId, ...as(userId), params };
      const { status: read } = await send(handler, routes.get, one);
      const { body: page } = await send(handler, routes.list, { companyId, ...as(userId) });
      expect((page['items'] as object[]).length).toBe(read === 200 ? 1 : 0);
      const { status } = await send(handler, routes.edit, { ...one, body: { shared: false, name: userId } });
      may[userId] = [read, status];
      if (shared && status === 200)
        await send(handler, routes.edit, { companyId, ...as('admin'), params, body: { shared } });
      if (status !== 200)
        expectProblem(await send(handler, routes.remove, one), status, read === 200 ? 'forbidden' : 'not-found');
    }
    return may;
  };

  test('one’s own is known to its owner and to admins alone', async () => {
    const no = [404, 404];
    expect(await opened(false)).toEqual({
      owner: [200, 200],
      colleague: no,
      analyst: no,
      manager: no,
      admin: [200, 200],
    });
  });

  test('a shared one is used by everybody, and changed by its owner and admins', async () => {
    const uses = [200, 403];
    expect(await opened(true)).toEqual({
      owner: [200, 200],
      colleague: uses,
      analyst: uses,
      manager: uses,
      admin: [200, 200],
    });
  });

  test('agents keep views and share none', async () => {
    const companyId = aCompany();
    expectProblem(await save(companyId, {}, 'owner'), 403, 'forbidden');
    const made = await save(companyId, { shared: false }, 'owner');
    expect(made.body).toMatchObject({ ownerId: 'owner' });
    const share = { companyId, ...as('owner'), params: idOf(made), body: { shared: true } };
    expectProblem(await send(handler, routes.edit, share), 403, 'forbidden');
  });

  test('views of one resource, or of one owner, are listed alone', async () => {
    const companyId = aCompany();
    await save(companyId);
    await save(companyId, { name: 'Mine' }, 'admin');
    const names = async (query: Record<string, string>) =>
      ((await send(handler, routes.list, { companyId, query })).body['items'] as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await names({ resource: 'feedback' })).toEqual(['Mine', 'Angry customers']);
    expect(await names({ ownerId: 'manager' })).toEqual(['Angry customers']);
  });
});
