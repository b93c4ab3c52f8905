import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { activityRoutes } from '../../shared/activity/activity.routes.ts';
import { CreateActivity, ScheduleActivity } from '../../shared/activity/activity.schema.ts';
import { activities } from '../../shared/activity/activity.store.ts';
import { create } from '../../shared/activity/activity.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { systemContext } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { tableIndexes } from '../../shared/kernel/indexes.ts';
import { tableName } from '../../shared/kernel/table.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { handler as customerHandler } from '../customer/handler.ts';
import { handler } from './handler.ts';

beforeAll(ownTable);

const { routes } = activityRoutes;
const HOUR = 3_600_000;
const base = Math.ceil(Date.now() / (24 * HOUR)) * 24 * HOUR + 24 * HOUR;
/** An hour of the day after tomorrow, by UTC. */
const hour = (hours: number): string => new Date(base + hours * HOUR).toISOString();
const strict = { query: { strict: 'true' } };
const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}) =>
  send(handler, route, { companyId, ...example });
const aMeeting = (from: number, to: number, more: object = {}) => ({
  body: { type: 'meeting', subject: `${from} to ${to}`, startAt: hour(from), dueAt: hour(to), ...more },
});
const one = ({ body }: Answer) => ({ params: { activityId: String(body['activityId']) } });
const starts = ({ body }: Answer): unknown[] | undefined =>
  (body['conflicts'] as { startAt: string }[] | undefined)?.map(({ startAt }) => startAt);
const countOf = async (companyId: string): Promise<number> => {
  const { body } = await call(routes.list, companyId, { query: { limit: '100' } });
  return (body['items'] as unknown[]).length;
};

describe('meetings of one owner', () => {
  test('that overlap are named in the answer, of planning and of moving; those that meet, are done or of others are not', async () => {
    const companyId = aCompany();
    const first = await call(routes.create, companyId, aMeeting(9, 10));
    expect(starts(first)).toEqual([]);
    await call(routes.create, companyId, aMeeting(10, 11, { ownerId: 'bob' }));
    await call(routes.create, companyId, aMeeting(11, 12, { type: 'call' }));
    const off = await call(routes.create, companyId, aMeeting(9, 12));
    await call(routes.cancel, companyId, one(off));
    await call(routes.create, companyId, { body: { type: 'task', subject: 'No start', dueAt: hour(9.5) } });
    const second = await call(routes.create, companyId, aMeeting(9.5, 11.5));
    expect(second).toMatchObject({
      status: 201,
      body: {
        conflicts: [
          { activityId: first.body['activityId'], startAt: hour(9), dueAt: hour(10) },
          { startAt: hour(11), dueAt: hour(12) },
        ],
      },
    });
    const moved = { startAt: hour(10), dueAt: hour(11) };
    expect(starts(await call(routes.edit, companyId, { ...one(second), body: moved }))).toEqual([]);
    expect(starts(await call(routes.edit, companyId, { ...one(first), body: { dueAt: hour(12) } }))).toEqual([
      hour(10),
      hour(11),
    ]);
    expect(await call(routes.get, companyId, one(first))).not.toHaveProperty('body.conflicts');
    expect(await call(routes.create, companyId, aMeeting(9, 10, { type: 'call' }))).not.toHaveProperty(
      'body.conflicts',
    );
  });

  test('are compared with what lasts for days, and 20 are named', async () => {
    const companyId = aCompany();
    await call(routes.create, companyId, aMeeting(-24, 24 * 20, { type: 'visit' }));
    expect(starts(await call(routes.create, companyId, aMeeting(9, 10)))).toEqual([hour(-24)]);
    for (let n = 0; n < 25; n += 1) await call(routes.create, companyId, aMeeting(12, 13, { type: 'call' }));
    expect(starts(await call(routes.create, companyId, aMeeting(12, 14)))).toHaveLength(20);
  });

  test('with `strict` one that overlaps is refused with 409, and nothing is written; moving it is refused, too', async () => {
    const companyId = aCompany();
    const first = await call(routes.create, companyId, { ...aMeeting(9, 10), ...strict });
    expect(first).toMatchObject({ status: 201, body: { conflicts: [] } });
    const refused = await call(routes.create, companyId, { ...aMeeting(9.5, 11), ...strict });
    expectProblem(refused, 409, 'conflict');
    expect(refused.body).toMatchObject({ activityId: first.body['activityId'] });
    expect(await countOf(companyId)).toBe(1);
    const second = await call(routes.create, companyId, { ...aMeeting(10, 11), ...strict });
    const sooner = { ...one(second), body: { startAt: hour(9.5) }, ...strict };
    expectProblem(await call(routes.edit, companyId, sooner), 409, 'conflict');
    expect(await call(routes.get, companyId, one(second))).toMatchObject({ body: { startAt: hour(10), version: 1 } });
    const longer = { ...one(second), body: { dueAt: hour(12) }, ...strict };
    expect(await call(routes.edit, companyId, longer)).toMatchObject({ status: 200, body: { conflicts: [] } });
    await call(routes.cancel, companyId, one(first));
    expect(await call(routes.create, companyId, { ...aMeeting(9, 10), ...strict })).toMatchObject({ status: 201 });
  });

  test('of two strict calls at once only one wins, whichever days they touch', async () => {
    for (const [other, from] of [
      [aMeeting(9.5, 10.5), 9],
      [aMeeting(23, 30), 20],
      [aMeeting(-3, 9.5), 9],
    ] as const) {
      const companyId = aCompany();
      const answers = await Promise.all(
        [aMeeting(from, from + 8), other, aMeeting(from, from + 8)].map((meeting) =>
          call(routes.create, companyId, { ...meeting, ...strict }),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409, 409]);
      expect(await countOf(companyId)).toBe(1);
    }
  });

  test('with `strict` what was planned a moment ago is found while the index does not show it yet', async () => {
    const companyId = aCompany();
    const first = one(await call(routes.create, companyId, { ...aMeeting(9, 10), ...strict }));
    const ctx = systemContext(companyId, 'test');
    const { activityId } = first.params;
    const { pk, sk } = tableIndexes.gsi6;
    const Key = activities.keyOf(ctx, activityId as Id<'activity'>);
    const hidden = new UpdateCommand({ TableName: tableName(), Key, UpdateExpression: `REMOVE ${pk}, ${sk}` });
    await ctx.db.send(hidden);
    expect(starts(await call(routes.create, companyId, aMeeting(9, 9.5)))).toEqual([]);
    const refused = await call(routes.create, companyId, { ...aMeeting(9.5, 11), ...strict });
    expectProblem(refused, 409, 'conflict');
    expect(refused.body).toMatchObject({ activityId });
    await call(routes.cancel, companyId, first);
    expect(await call(routes.create, companyId, { ...aMeeting(9.5, 11), ...strict })).toMatchObject({ status: 201 });
  });

  test('that begin and end at the same instant overlap with one another; strictly for more than seven days is refused', async () => {
    const companyId = aCompany();
    expect(await call(routes.create, companyId, { ...aMeeting(9, 9), ...strict })).toMatchObject({ status: 201 });
    expectProblem(await call(routes.create, companyId, { ...aMeeting(9, 9), ...strict }), 409, 'conflict');
    expectProblem(
      await call(routes.create, companyId, { ...aMeeting(10, 10 + 24 * 8), ...strict }),
      400,
      'validation-failed',
    );
    expectProblem(
      await call(routes.create, companyId, { ...aMeeting(1, 2), query: { strict: 'yes' } }),
      400,
      'validation-failed',
    );
  });

  test('a repeated request is answered with the conflicts as well, and plans nothing again', async () => {
    const companyId = aCompany();
    await call(routes.create, companyId, aMeeting(9, 10));
    const keyed = { ...aMeeting(9, 11), headers: { 'idempotency-key': 'k-1' } };
    const first = await call(routes.create, companyId, keyed);
    const again = await call(routes.create, companyId, keyed);
    expect(again.body).toEqual(first.body);
    expect(starts(again)).toEqual([hour(9)]);
    expect(await countOf(companyId)).toBe(2);
  });

  test('are looked for among 300 at most', async () => {
    const ctx = aContext();
    const task = CreateActivity.parse({ type: 'task', subject: 'Task', dueAt: hour(10) });
    const plans = Array.from({ length: 320 }, () => () => create(again(ctx), { body: task }));
    while (plans.length > 0) await Promise.all(plans.splice(0, 20).map((plan) => plan()));
    const late = CreateActivity.parse(aMeeting(9, 11).body);
    await create(again(ctx), { body: late });
    expect(await create(again(ctx), { body: late })).toMatchObject({ conflicts: [] });
  });
});

describe('scheduling with a customer', () => {
  const aCustomer = async (companyId: string): Promise<string> => {
    const body = { type: 'individual', lastName: 'Huber' };
    return String((await send(customerHandler, customerRoutes.routes.create, { companyId, body })).body['customerId']);
  };
  const aPlan = (customerId: string, more: object = {}) => ({
    body: { type: 'call', customerId, at: hour(9), subject: 'Call back', ownerId: 'ann', ...more },
  });

  test('plans an activity that is about them; a meeting begins then, and is compared with others', async () => {
    const companyId = aCompany();
    const customerId = await aCustomer(companyId);
    const planned = await call(routes.schedule, companyId, aPlan(customerId));
    expect(planned).toMatchObject({
      status: 201,
      body: {
        type: 'call',
        dueAt: hour(9),
        ownerId: 'ann',
        relatedTo: { type: 'customer', id: customerId },
        customerIds: [customerId],
        status: 'open',
      },
    });
    expect(planned.body).not.toHaveProperty('startAt');
    await call(routes.create, companyId, aMeeting(8, 10, { ownerId: 'ann' }));
    const visit = await call(routes.schedule, companyId, aPlan(customerId, { type: 'visit' }));
    expect(visit.body).toMatchObject({ startAt: hour(9), dueAt: hour(9), conflicts: [{ startAt: hour(8) }] });
  });

  test('about something else, they take part', async () => {
    const companyId = aCompany();
    const [customerId, other] = [await aCustomer(companyId), await aCustomer(companyId)];
    const relatedTo = { type: 'customer', id: other };
    expect(await call(routes.schedule, companyId, aPlan(customerId, { relatedTo }))).toMatchObject({
      status: 201,
      body: { relatedTo, participants: [{ type: 'customer', id: customerId }], customerIds: [other, customerId] },
    });
  });

  test('past `dueAt` on schedule → 400, as a customer of nobody and what there is not', async () => {
    const companyId = aCompany();
    const customerId = await aCustomer(companyId);
    const refused = async (pointer: string, more: object) => {
      const answer = await call(routes.schedule, companyId, aPlan(customerId, more));
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toMatchObject([{ pointer }]);
    };
    await refused('#/at', { at: '2026-01-01T00:00:00.000Z' });
    await refused('#/customerId', { customerId: await aCustomer(aCompany()) });
    await refused('#/relatedTo/id', { relatedTo: { type: 'vehicle', id: 'x' } });
    await refused('#/subject', { subject: 'x'.repeat(201) });
    expect(ScheduleActivity.safeParse({ ...aPlan(customerId).body, recurrence: 'FREQ=DAILY;COUNT=2' }).success).toBe(
      false,
    );
    expect(await countOf(companyId)).toBe(0);
  });
});
