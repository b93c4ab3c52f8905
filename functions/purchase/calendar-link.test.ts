import { beforeAll, describe, expect, test } from 'vitest';
import { activityRoutes } from '../../shared/activity/activity.routes.ts';
import { CreateActivity } from '../../shared/activity/activity.schema.ts';
import { complete, create } from '../../shared/activity/activity.ts';
import { feedOf as feedOwned } from '../../shared/activity/feed.ts';
import { readIcs } from '../../shared/activity/testing/read-ics.ts';
import { calendarLinkRoutes } from '../../shared/calendar-link/calendar-link.routes.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { masterKeys } from '../../shared/kernel/secret.ts';
import { companyHash, sealLink } from '../../shared/survey-link/survey-link.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

beforeAll(ownTable);
useSes();

const { routes } = activityRoutes;
const links = calendarLinkRoutes.routes;
const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const DAY = 24 * HOUR;
const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}) =>
  send(handler, route, { companyId, ...example });

async function planned(companyId: string, more: object = {}) {
  const meeting = { type: 'meeting', subject: 'Offer', startAt: inHours(1), dueAt: inHours(2), ...more };
  const { body } = await call(routes.create, companyId, { body: meeting });
  return { params: { activityId: String(body['activityId']) } };
}
const eventsIn = (text: string) => readIcs(text).events;
const tokenOf = ({ body }: Answer): string => String(body['url']).split('/u/')[1] ?? '';
const link = (companyId: string, more: object = {}) => send(handler, links.renew, { companyId, ...more });
const feedOf = (token: string) => send(handler, links.feed, { params: { token } });

routeTests(calendarLinkRoutes, handler, {
  get: async (companyId) => {
    await link(companyId);
    return {};
  },
  renew: () => ({}),
  revoke: async (companyId) => {
    await link(companyId);
    return {};
  },
  revokeOf: async (companyId) => ({ params: { userId: String((await link(companyId)).body['userId']) } }),
  feed: async (companyId) => {
    await planned(companyId);
    return { params: { token: tokenOf(await link(companyId)) } };
  },
});

describe('the calendar of a link', () => {
  const subjects = (text: string) => eventsIn(text).map(({ subject }) => subject);

  test('shows what its person owns, open and cancelled, without notes; nothing of another agent or company', async () => {
    const companyId = aCompany();
    await planned(companyId, { ownerId: 'ann', subject: 'of ann', notes: 'Secret note' });
    await call(routes.cancel, companyId, await planned(companyId, { ownerId: 'ann', subject: 'off' }));
    await planned(companyId, { ownerId: 'bob', subject: 'of bob', participants: [{ type: 'user', id: 'ann' }] });
    await planned(aCompany(), { ownerId: 'ann', subject: 'of another company' });
    const agent = await link(companyId, { role: 'agent', userId: 'ann' });
    const { status, headers, text } = await feedOf(tokenOf(agent));
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/calendar; charset=utf-8; method=PUBLISH',
      'private, no-cache',
    ]);
    expect(subjects(text).toSorted()).toEqual(['of ann', 'off']);
    expect(eventsIn(text)).toMatchObject([{ status: 'CONFIRMED' }, { status: 'CANCELLED' }]);
    expect(text).not.toContain('Secret');
    // Managers see their own alone as well.
    const manager = await link(companyId, { role: 'manager', userId: 'bob' });
    expect(subjects((await feedOf(tokenOf(manager))).text)).toEqual(['of bob']);
  });

  test('expired, revoked, renewed, altered and foreign links, and those of another purpose, give the one identical 404', async () => {
    const [companyId, other] = [aCompany(), aCompany()];
    const [old, revoked] = [await link(companyId), await link(companyId, { userId: 'bob' })];
    await link(other);
    const now = await link(companyId);
    expect(tokenOf(now)).not.toBe(tokenOf(old));
    const params = { userId: 'bob' };
    expect((await send(handler, links.revokeOf, { companyId, params })).status).toBe(204);
    expectProblem(await send(handler, links.revoke, { companyId, userId: 'bob' }), 404, 'not-found');
    const subject = Buffer.from(tokenOf(now), 'base64url').toString('hex', 21, 37);
    const sealed = async (more: object) =>
      sealLink(await masterKeys(), {
        purpose: 'calendar',
        flags: 0,
        company: companyHash(companyId),
        subject,
        expiresAt: new Date(Date.now() + DAY),
        ...more,
      } as never);
    const token = tokenOf(now);
    const bad = [
      tokenOf(old),
      tokenOf(revoked),
      `${token.slice(0, 40)}${token[40] === 'A' ? 'B' : 'A'}${token.slice(41)}`,
      await sealed({ expiresAt: new Date(Date.now() - 1_000) }),
      await sealed({ purpose: 'mute' }),
      await sealed({ subject: '0'.repeat(32) }),
      // The subject of one company under the name of another.
      await sealed({ company: companyHash(other) }),
      'x',
    ];
    const answers = await Promise.all(bad.map(feedOf));
    for (const answer of answers) expectProblem(answer, 404, 'not-found');
    const alike = answers.map(({ headers, body: { requestId: _id, instance: _path, ...body } }) => ({ headers, body }));
    expect(new Set(alike.map((one) => JSON.stringify(one))).size).toBe(1);
    expect((await feedOf(token)).status).toBe(200);
    expect((await feedOf(await sealed({}))).status).toBe(200);
  });

  test('its owner sees the link again; a repeated request for one gets the same; opening it records nothing', async () => {
    const companyId = aCompany();
    const headers = { 'idempotency-key': 'k-1' };
    const first = await link(companyId, { headers });
    expect(first.status).toBe(201);
    expect((await link(companyId, { headers })).body['url']).toBe(first.body['url']);
    const { body } = await send(handler, links.get, { companyId });
    expect(body).toEqual(first.body);
    expect(body).not.toHaveProperty('subject');
    const { result, items } = await watchTable(() => feedOf(tokenOf(first)));
    expect([result.status, items]).toEqual([200, []]);
    const stored = await watchTable(() => link(companyId));
    expect(JSON.stringify(stored.items)).not.toContain(tokenOf(stored.result));
  });

  test('has what was due in the last 90 days and what is open from before, and masks as lists do', async () => {
    const companyId = aCompany();
    const ctx = aContext({ companyId });
    const at = async (days: number, subject: string, isDone = false) => {
      const then = new Date(Date.now() + days * DAY);
      const earlier = { ...aContext({ companyId, userId: 'ann' }), now: new Date(then.getTime() - HOUR) };
      const said = { type: 'task', subject, dueAt: then.toISOString() };
      const { activityId } = await create(earlier, { body: CreateActivity.parse(said) });
      const done = { activityId, body: { outcome: 'Done' } };
      if (isDone) await complete({ ...earlier, requestId: aContext().requestId }, done);
    };
    await at(-100, 'long done', true);
    await at(-95, 'long open');
    await at(-80, 'done', true);
    await at(-10, 'late');
    await at(10, 'Call ada@example.com');
    const { text } = await feedOf(tokenOf(await link(companyId, { userId: 'ann' })));
    expect(subjects(text)).toEqual(['Call ada@example.com', 'late', 'done', 'long open']);
    // Where there are too many, the next and the latest stay.
    const shown = async (most: number) => eventsIn(await feedOwned(ctx, 'ann', { most })).map((one) => one.subject);
    expect(await shown(1)).toEqual(['Call ada@example.com']);
    expect(await shown(3)).toEqual(['Call ada@example.com', 'late', 'done']);
    expect(eventsIn(await feedOwned(ctx, 'nobody'))).toEqual([]);
    await putSettings(ctx, PutSettings.parse({ privacy: { maskPii: { lists: true } } }));
    const masked = await feedOf(tokenOf(await link(companyId, { userId: 'ann' })));
    expect(subjects(masked.text)[0]).toBe('Call [EMAIL]');
  });
});
