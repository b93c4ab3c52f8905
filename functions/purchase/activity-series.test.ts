import { beforeAll, describe, expect, test } from 'vitest';
import { list } from '../../shared/activity/activity.list.ts';
import { activityRoutes } from '../../shared/activity/activity.routes.ts';
import {
  type Activity,
  CompleteActivity,
  CreateActivity,
  EditActivity,
} from '../../shared/activity/activity.schema.ts';
import { cancel, complete, create, edit, get } from '../../shared/activity/activity.ts';
import { CreateCustomer } from '../../shared/customer/customer.schema.ts';
import { create as createCustomer, remove as removeCustomer } from '../../shared/customer/customer.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { handler } from './handler.ts';

beforeAll(ownTable);

const DAY = 86_400_000;
const at = (ctx: Context, now: string): Context => ({ ...again(ctx), now: new Date(now) });
const start = (): Context => aContext({ now: new Date('2026-10-01T10:00:00.000Z') });
/** A Monday at nine, by the clocks of Vienna. */
const weekly = {
  type: 'meeting',
  subject: 'Jour fixe',
  startAt: '2026-10-12T07:00:00.000Z',
  dueAt: '2026-10-12T08:00:00.000Z',
  timeZone: 'Europe/Vienna',
  recurrence: 'FREQ=WEEKLY;COUNT=4',
};
const plan = (ctx: Context, more: object = {}): Promise<Activity> =>
  create(again(ctx), { body: CreateActivity.parse({ ...weekly, ...more }) });
const done = (ctx: Context, { activityId }: Pick<Activity, 'activityId'>, more: object = {}): Promise<Activity> =>
  complete(ctx, { activityId, body: CompleteActivity.parse({ outcome: 'Held', ...more }) });
const openOf = async (ctx: Context): Promise<Activity[]> =>
  (await list(again(ctx), { done: 'false', limit: 100 })).items;
/** Completes what is open as it ends, again and again; what it then said. */
async function allOf(ctx: Context): Promise<Activity[]> {
  const all: Activity[] = [];
  for (let [one] = await openOf(ctx); one; [one] = await openOf(ctx)) {
    all.push(one);
    await done(at(ctx, one.dueAt), one);
  }
  return all;
}

describe('a series of activities', () => {
  test('a weekly 09:00 meeting stays at 09:00 local over the clock change', async () => {
    const ctx = start();
    const first = await plan(ctx);
    const all = await allOf(ctx);
    expect(all.map(({ startAt, dueAt }) => [startAt, dueAt])).toEqual([
      ['2026-10-12T07:00:00.000Z', '2026-10-12T08:00:00.000Z'],
      ['2026-10-19T07:00:00.000Z', '2026-10-19T08:00:00.000Z'],
      ['2026-10-26T08:00:00.000Z', '2026-10-26T09:00:00.000Z'],
      ['2026-11-02T08:00:00.000Z', '2026-11-02T09:00:00.000Z'],
    ]);
    expect(new Set(all.map(({ seriesId }) => seriesId))).toEqual(new Set([first.activityId]));
    expect(all.map(({ series }) => series?.n)).toEqual([1, 2, 3, 4]);
  });

  test('on days whose clocks leave its time out, it comes when they have jumped, and at its time again the day after', async () => {
    const ctx = aContext({ now: new Date('2027-03-20T10:00:00.000Z') });
    await plan(ctx, {
      startAt: '2027-03-27T01:30:00.000Z',
      dueAt: '2027-03-27T01:45:00.000Z',
      recurrence: 'FREQ=DAILY;COUNT=3',
    });
    expect((await allOf(ctx)).map(({ startAt }) => startAt)).toEqual([
      '2027-03-27T01:30:00.000Z',
      '2027-03-28T01:00:00.000Z',
      '2027-03-29T00:30:00.000Z',
    ]);
  });

  test('completing twice makes one next, also at once', async () => {
    const ctx = start();
    const first = await plan(ctx);
    const then = at(ctx, first.dueAt);
    await Promise.all([done(then, first), done(again(then), first)]);
    await done(again(then), first);
    const open = await openOf(ctx);
    expect(open).toMatchObject([{ status: 'open', seriesId: first.activityId, startAt: '2026-10-19T07:00:00.000Z' }]);
    expect(open[0]).toMatchObject({ subject: 'Jour fixe', recurrence: weekly.recurrence, version: 1 });
    expect(open[0]).not.toHaveProperty('outcome');
  });

  test('the next one says what was planned, not what came of the one before, and has reminders of its own', async () => {
    const ctx = start();
    const first = await plan(ctx, { notes: 'Bring figures', reminders: [15, 60] });
    await done(at(ctx, first.dueAt), first, { notes: 'Nobody came' });
    expect(await openOf(ctx)).toMatchObject([
      { notes: 'Bring figures', remindAt: ['2026-10-19T06:00:00.000Z', '2026-10-19T06:45:00.000Z'] },
    ]);
  });

  test('one that is moved moves alone; what else is changed the next ones say too', async () => {
    const ctx = start();
    const { activityId } = await plan(ctx);
    const moved = { startAt: '2026-10-13T12:00:00.000Z', dueAt: '2026-10-13T13:00:00.000Z', subject: 'Moved' };
    await edit(again(ctx), { activityId, body: EditActivity.parse(moved) });
    await done(at(ctx, moved.dueAt), { activityId });
    expect(await openOf(ctx)).toMatchObject([{ subject: 'Moved', startAt: '2026-10-19T07:00:00.000Z' }]);
  });

  test('a rule that is sent anew begins with the one that is changed; without a rule none follows', async () => {
    const ctx = start();
    const { activityId } = await plan(ctx);
    const anew = {
      startAt: '2026-10-13T12:00:00.000Z',
      dueAt: '2026-10-13T13:00:00.000Z',
      recurrence: 'FREQ=DAILY;COUNT=2',
    };
    const changed = await edit(again(ctx), { activityId, body: EditActivity.parse(anew) });
    expect(changed).toMatchObject({ seriesId: activityId, series: { n: 1, on: '2026-10-13' } });
    await done(at(ctx, anew.dueAt), { activityId });
    const [next] = await openOf(ctx);
    if (!next) throw new Error('none follows');
    expect(next).toMatchObject({ startAt: '2026-10-14T12:00:00.000Z', series: { n: 2 } });
    const alone = await edit(again(ctx), {
      activityId: next.activityId,
      body: EditActivity.parse({ recurrence: null }),
    });
    expect(alone).toMatchObject({ seriesId: activityId });
    expect(alone).not.toHaveProperty('series');
    expect(alone).not.toHaveProperty('recurrence');
    await done(at(ctx, next.dueAt), next);
    expect(await openOf(ctx)).toEqual([]);
  });

  test('what was missed is left out and counts; one that is called off ends the series', async () => {
    const ctx = start();
    const first = await plan(ctx);
    await done(at(ctx, '2026-10-30T10:00:00.000Z'), first);
    const [last] = await openOf(ctx);
    if (!last) throw new Error('none follows');
    expect(last).toMatchObject({ startAt: '2026-11-02T08:00:00.000Z', series: { n: 4 } });
    await cancel(at(ctx, '2026-10-30T11:00:00.000Z'), last);
    expect(await openOf(ctx)).toEqual([]);
  });

  test('ends with its day or instant, and goes no further than two years ahead', async () => {
    const begins = async (recurrence: string) => {
      const ctx = start();
      await plan(ctx, { recurrence });
      return (await allOf(ctx)).length;
    };
    expect(await begins('FREQ=WEEKLY;UNTIL=20261026')).toBe(3);
    expect(await begins('FREQ=WEEKLY;UNTIL=20261026T080000Z')).toBe(3);
    expect(await begins('FREQ=WEEKLY;UNTIL=20261026T075959Z')).toBe(2);
    const ctx = start();
    const far = { startAt: '2029-01-01T08:00:00.000Z', dueAt: '2029-01-01T09:00:00.000Z' };
    await done(again(ctx), await plan(ctx, far));
    expect(await openOf(ctx)).toEqual([]);
  });

  test('leaves out a participant who is gone, and ends where what it is about is gone', async () => {
    const ctx = start();
    const customer = async () =>
      (await createCustomer(again(ctx), { body: CreateCustomer.parse({ type: 'individual', lastName: 'Huber' }) }))
        .customerId;
    const [kept, gone] = [await customer(), await customer()];
    const both = [kept, gone].map((id) => ({ type: 'customer', id }));
    const one = await plan(ctx, { participants: both });
    const about = await plan(ctx, { relatedTo: { type: 'customer', id: gone } });
    await removeCustomer(again(ctx), { customerId: gone });
    await done(at(ctx, one.dueAt), one);
    await done(at(ctx, about.dueAt), about);
    expect(await openOf(ctx)).toMatchObject([{ participants: [{ id: kept }], customerIds: [kept] }]);
  });

  test('with 24 customers is completed in one transaction', async () => {
    const ctx = start();
    const body = CreateCustomer.parse({ type: 'individual', lastName: 'Huber' });
    const ids: string[] = [];
    for (let n = 0; n < 25; n += 1) ids.push((await createCustomer(again(ctx), { body })).customerId);
    const of = (some: string[]) => ({ participants: some.map((id) => ({ type: 'customer', id })) });
    await expect(plan(ctx, of(ids))).rejects.toMatchObject({ code: 'validation-failed' });
    const one = await plan(ctx, of(ids.slice(1)));
    await done(at(ctx, one.dueAt), one);
    const [next] = await openOf(ctx);
    expect(next?.customerIds).toHaveLength(24);
    expect(await get(again(ctx), one)).toMatchObject({ status: 'completed' });
  });

  const inDays = (days: number): string => new Date(Math.ceil(Date.now() / DAY) * DAY + days * DAY).toISOString();
  test.each([
    ['RRULE without end', 'FREQ=WEEKLY'],
    ['FREQ=SECONDLY', 'FREQ=SECONDLY;COUNT=10'],
    ['FREQ=MINUTELY', 'FREQ=MINUTELY;COUNT=10'],
    ['FREQ=HOURLY', 'FREQ=HOURLY;COUNT=10'],
    ['no rule', 'every Monday'],
    ['a rule that never comes again', 'FREQ=WEEKLY;COUNT=1'],
    ['a rule that comes again in three years', 'FREQ=YEARLY;INTERVAL=3;COUNT=2'],
    ['a rule that had ended', 'FREQ=WEEKLY;UNTIL=20200101'],
  ])('is refused for %s', async (_, recurrence) => {
    const body = { type: 'call', subject: 'Call', dueAt: inDays(1), recurrence };
    const refused = await send(handler, activityRoutes.routes.create, { companyId: aCompany(), body });
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toMatchObject([{ pointer: '#/recurrence' }]);
  });

  test('is refused where its first day is none of its rule', async () => {
    await expect(plan(start(), { recurrence: 'FREQ=WEEKLY;BYDAY=TU;COUNT=3' })).rejects.toMatchObject({
      errors: [{ pointer: '#/recurrence', detail: 'must name the day on which it begins' }],
    });
  });
});
