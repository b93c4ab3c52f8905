import { beforeAll, describe, expect, test } from 'vitest';
import { activityEvents } from '../../shared/activity/activity.events.ts';
import { activityRoutes } from '../../shared/activity/activity.routes.ts';
import {
  type Activity,
  CompleteActivity,
  CreateActivity,
  EditActivity,
} from '../../shared/activity/activity.schema.ts';
import { activities } from '../../shared/activity/activity.store.ts';
import { cancel, complete, create, edit, get, remove } from '../../shared/activity/activity.ts';
import { dueActivities } from '../../shared/activity/due-activities.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { dispatch, type DueKind } from '../../shared/kernel/due.ts';
import { systemDb } from '../../shared/kernel/table.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

// What other tests leave open would be due here.
beforeAll(ownTable);

const NINE = Date.parse('2026-12-10T09:00:00.000Z');
const minute = (minutes: number): Date => new Date(NINE + minutes * 60_000);
const text = (minutes: number): string => minute(minutes).toISOString();
const at = (ctx: Context, minutes: number): Context => ({ ...again(ctx), now: minute(minutes) });
const start = (): Context => aContext({ now: minute(-120) });

const plan = (ctx: Context, more: object = {}): Promise<Activity> =>
  create(again(ctx), {
    body: CreateActivity.parse({ type: 'call', subject: 'Call back', dueAt: text(0), ...more }),
  });

/** What some work tells of a company. */
async function toldBy({ companyId }: Context, work: () => Promise<unknown>): Promise<string[]> {
  const { items } = await watchTable(work);
  const events = items
    .filter(({ __edb_e__: kind, companyId: of }) => kind === 'activity' && of === companyId)
    .flatMap((after) => activityEvents.eventsOf({ after }));
  // Whoever came second has put its item in vain: the event is that of the revision.
  const ids = new Map(events.map(({ type, detail }) => [(detail as { eventId: string }).eventId, type]));
  return [...ids.values()];
}

/** What is told of a company by two runs of the schedule at once, at a time. */
function toldAt(ctx: Context, now: Date): Promise<string[]> {
  const parts = { systemDb: systemDb(), now: () => now, deadline: new Date(now.getTime() + 60_000) };
  const run = () => dispatch([dueActivities as DueKind], parts);
  return toldBy(ctx, () => Promise.all([run(), run()]));
}

describe('a reminder', () => {
  test('reminder fires within 60 s of its minute and once under two schedulers', async () => {
    const ctx = start();
    const one = await plan(ctx, { reminders: [15, 60] });
    expect(one).toMatchObject({ remindAt: [text(-60), text(-15)] });
    expect(await toldAt(ctx, new Date(NINE - 3_600_001))).toEqual([]);
    // The schedule runs every minute: the run after the minute is at most 60 s late.
    expect(await toldAt(ctx, new Date(NINE - 3_600_000 + 59_999))).toEqual(['ActivityReminder']);
    expect(await toldAt(ctx, minute(-59))).toEqual([]);
    expect(await get(ctx, one)).toMatchObject({ remindAt: [text(-15)], remindedAt: text(-60), version: 1 });
    // Both have found it waiting before either has told it.
    const row = await dueActivities.find(at(ctx, -15), one.activityId);
    if (!row) throw new Error('no activity');
    const run = () => dueActivities.run(at(ctx, -15), row);
    expect(await toldBy(ctx, () => Promise.all([run(), run()]))).toEqual(['ActivityReminder']);
    expect(await toldAt(ctx, minute(-14))).toEqual([]);
    expect(await get(ctx, one)).not.toHaveProperty('remindAt');
    // Two runs at once have written it once.
    expect((await activities.find(ctx, one.activityId))?.revision).toBe(3);
  });

  test('counts back from where it begins, and from where it is due where it has no beginning', async () => {
    const ctx = start();
    const meeting = await plan(ctx, { type: 'meeting', startAt: text(-60), reminders: [10] });
    expect(meeting).toMatchObject({ remindAt: [text(-70)] });
    expect(await plan(ctx, { reminders: [0] })).toMatchObject({ remindAt: [text(0)] });
  });

  test('moves with its activity; one whose minute has passed is not made up for, one that waits is not lost', async () => {
    const ctx = start();
    const { activityId } = await plan(ctx, { reminders: [15, 600] });
    expect(await get(ctx, { activityId })).toMatchObject({ remindAt: [text(-15)] });
    const moved = await edit(at(ctx, -30), { activityId, body: EditActivity.parse({ dueAt: text(60) }) });
    expect(moved).toMatchObject({ remindAt: [text(45)] });
    expect(await toldAt(ctx, minute(0))).toEqual([]);
    // Its minute has come, and nobody was told yet.
    await edit(at(ctx, 46), { activityId, body: EditActivity.parse({ reminders: [15, 5], subject: 'Again' }) });
    expect(await get(ctx, { activityId })).toMatchObject({ remindAt: [text(45), text(55)] });
    expect(await toldAt(ctx, minute(46))).toEqual(['ActivityReminder']);
    expect(await edit(at(ctx, 47), { activityId, body: EditActivity.parse({ reminders: null }) })).not.toHaveProperty(
      'remindAt',
    );
    expect(await toldAt(ctx, minute(56))).toEqual([]);
  });

  test('of what is done, called off or deleted does not fire', async () => {
    const ctx = start();
    const [done, off, gone] = [
      await plan(ctx, { reminders: [15] }),
      await plan(ctx, { reminders: [15] }),
      await plan(ctx, { reminders: [15] }),
    ];
    await complete(again(ctx), { ...done, body: CompleteActivity.parse({ outcome: 'Reached' }) });
    await cancel(again(ctx), off);
    await remove(again(ctx), { activityId: gone.activityId });
    expect(await toldAt(ctx, minute(100))).toEqual([]);
  });

  test('after an outage the latest one is enough, and what is overdue is told beside it, once', async () => {
    const ctx = start();
    const { activityId } = await plan(ctx, { reminders: [0, 15, 60] });
    expect(await toldAt(ctx, minute(1))).toEqual(['ActivityReminder', 'ActivityOverdue']);
    expect(await get(ctx, { activityId })).toMatchObject({ remindedAt: text(0), version: 1 });
    expect(await toldAt(ctx, minute(5_000))).toEqual([]);
    await edit(at(ctx, 2), { activityId, body: EditActivity.parse({ dueAt: text(30), reminders: null }) });
    expect(await toldAt(ctx, minute(29))).toEqual([]);
    expect(await toldAt(ctx, minute(30))).toEqual(['ActivityOverdue']);
  });

  test('that a run could not tell is told by a later one', async () => {
    const ctx = start();
    const { activityId } = await plan(ctx, { reminders: [15] });
    const row = await dueActivities.find(at(ctx, -15), activityId);
    if (!row) throw new Error('no activity');
    expect(await dueActivities.postpone(at(ctx, -15), row)).toBe('failed');
    expect(await toldAt(ctx, new Date(NINE - 15 * 60_000 + 30_000))).toEqual([]);
    expect(await toldAt(ctx, minute(-14))).toEqual(['ActivityReminder']);
    expect(await activities.find(ctx, activityId)).not.toHaveProperty('claimedUntil');
  });

  const soon = new Date(Date.now() + 40 * 86_400_000).toISOString();
  test.each<[string, unknown]>([
    ['reminder of 5 weeks', [50_400]],
    ['11 reminders', Array.from({ length: 11 }, (_, n) => n)],
    ['a minute twice', [5, 5]],
    ['a minute after', [-5]],
    ['half a minute', [0.5]],
  ])('is refused for %s', async (_, reminders) => {
    const body = { type: 'call', subject: 'Call', dueAt: soon, reminders };
    const refused = await send(handler, activityRoutes.routes.create, { companyId: aCompany(), body });
    expectProblem(refused, 400, 'validation-failed');
    const most = { ...body, reminders: [40_320] };
    expect(await send(handler, activityRoutes.routes.create, { companyId: aCompany(), body: most })).toMatchObject({
      status: 201,
    });
  });
});
