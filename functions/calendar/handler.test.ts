import { describe, expect, test } from 'vitest';
import { calendarEvents } from '../../shared/calendar/calendar.events.ts';
import { calendarRoutes } from '../../shared/calendar/calendar.routes.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = calendarRoutes;
const params = { calendarId: 'support' };
const weekly = [{ day: 'sunday', start: '08:00', end: '12:00' }];
const body = { name: 'Support', timeZone: 'Europe/Vienna', weekly };
const withOne = async (companyId: string) => {
  await send(handler, routes.put, { companyId, params, body });
  return { params };
};
const span = { from: '2026-11-27T16:00:00Z', to: '2026-11-30T12:00:00Z' };
const start = { start: '2026-11-27T16:00:00Z', seconds: '14400' };

routeTests(calendarRoutes, handler, {
  list: async (companyId) => {
    await withOne(companyId);
    return {};
  },
  get: withOne,
  put: async (companyId) => ({ ...(await withOne(companyId)), body: { ...body, name: 'Other' } }),
  remove: withOne,
  due: async (companyId) => ({ ...(await withOne(companyId)), query: start }),
  elapsed: async (companyId) => ({ ...(await withOne(companyId)), query: span }),
});

const put = (companyId: string, change: object) =>
  send(handler, routes.put, { companyId, params, body: { ...body, ...change } });
const ask = async (companyId: string, calendarId = 'default') =>
  (await send(handler, routes.due, { companyId, params: { calendarId }, query: start })).body['dueAt'];

describe('the calendar of who has set nothing', () => {
  test('is Monday to Friday, nine to five in the company’s zone', async () => {
    const companyId = aCompany();
    await putSettings(aContext({ companyId }), PutSettings.parse({ timeZone: 'Asia/Tokyo' }));
    const { body: found } = await send(handler, routes.get, { companyId, params: { calendarId: 'default' } });
    expect(found).toMatchObject({ calendarId: 'default', timeZone: 'Asia/Tokyo', version: 0, exceptions: [] });
    expect(found['weekly']).toHaveLength(5);
    expect((await send(handler, routes.list, { companyId })).body['items']).toEqual([found]);
  });

  test('counts four hours from Friday 16:00 to Monday at noon, and back', async () => {
    const companyId = aCompany();
    expect(await ask(companyId)).toBe('2026-11-30T12:00:00.000Z');
    const elapsed = { companyId, params: { calendarId: 'default' }, query: span };
    expect((await send(handler, routes.elapsed, elapsed)).body).toEqual({ seconds: 14_400 });
    const back = { ...elapsed, query: { from: span.to, to: span.from } };
    expect((await send(handler, routes.elapsed, back)).body).toEqual({ seconds: -14_400 });
  });

  test('can be replaced, and is what it was when its replacement is deleted', async () => {
    const companyId = aCompany();
    const own = { companyId, params: { calendarId: 'default' } };
    const exceptions = [{ date: '2026-11-30', name: 'Holiday' }];
    const week = ['monday', 'tuesday', 'friday'].map((day) => ({ day, start: '09:00', end: '17:00' }));
    await send(handler, routes.put, { ...own, body: { timeZone: 'UTC', weekly: week, exceptions } });
    expect(await ask(companyId)).toBe('2026-12-01T12:00:00.000Z');
    expect((await send(handler, routes.remove, own)).status).toBe(204);
    expect(await ask(companyId)).toBe('2026-11-30T12:00:00.000Z');
  });
});

test('a calendar of one’s own is read as it was put, and changed by who has seen its version', async () => {
  const companyId = aCompany();
  await withOne(companyId);
  const { body: made } = await send(handler, routes.get, { companyId, params });
  expect(made).toMatchObject({ ...body, ...params, version: 1, exceptions: [] });
  const headers = { 'if-match': '"1"' };
  const other = { companyId, params, headers, body: { timeZone: 'UTC', weekly } };
  const { body: changed } = await send(handler, routes.put, other);
  expect(changed).toMatchObject({ timeZone: 'UTC', version: 2 });
  expect(changed).not.toHaveProperty('name');
  expectProblem(await send(handler, routes.put, other), 412, 'version-conflict');
});

describe('what is no calendar is refused', () => {
  const day = 'sunday';
  test.each([
    ['without opening hours', { weekly: [] }, '#/weekly'],
    ['with an interval of no length', { weekly: [{ day, start: '09:00', end: '09:00' }] }, '#/weekly/0/end'],
    [
      'with intervals of one day that overlap',
      { weekly: [...weekly, { day, start: '11:00', end: '15:00' }] },
      '#/weekly',
    ],
    [
      'with one past midnight that overlaps a later one',
      {
        weekly: [
          { day, start: '20:00', end: '04:00' },
          { day, start: '22:00', end: '23:00' },
        ],
      },
      '#/weekly',
    ],
    ['in an unknown zone', { timeZone: 'Mars/Base' }, '#/timeZone'],
    ['with a time that no clock shows', { weekly: [{ day, start: '24:00', end: '25:00' }] }, '#/weekly/0/start'],
    ['with a day that does not exist', { exceptions: [{ date: '2026-02-30' }] }, '#/exceptions/0/date'],
    ['with one day twice', { exceptions: [{ date: '2026-01-01' }, { date: '2026-01-01' }] }, '#/exceptions'],
  ])('%s', async (_, change, pointer) => {
    const answer = await put(aCompany(), change);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
  });

  test('and so are seconds below zero, and a time without a zone', async () => {
    const companyId = aCompany();
    for (const query of [
      { ...start, seconds: '-1' },
      { ...start, start: '2026-11-27T16:00:00' },
    ]) {
      const answer = await send(handler, routes.due, { companyId, params: { calendarId: 'default' }, query });
      expectProblem(answer, 400, 'validation-failed');
    }
    const query = { from: '2001-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    expectProblem(
      await send(handler, routes.elapsed, { companyId, params: { calendarId: 'default' }, query }),
      400,
      'validation-failed',
    );
  });
});

test('every change of a calendar is an event, which the audit trail notes', () => {
  expect(calendarEvents.audit).toEqual(['CalendarChanged', 'CalendarDeleted']);
});
