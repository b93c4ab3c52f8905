import { beforeAll, expect, test } from 'vitest';
import { again, given } from '../feedback/testing/given.ts';
import { type DueKind, dispatch } from '../kernel/due.ts';
import type { Context } from '../kernel/context.ts';
import { systemDb } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { ownTable } from '../testing/own-table.ts';
import { watchTable } from '../testing/watch-table.ts';
import { dueFollowUps } from './due-follow-ups.ts';
import { followUpEvents } from './follow-up.events.ts';
import { close, contact, get, urgency } from './follow-up.ts';
import { currentOf } from './follow-up.schema.ts';
import { open } from './opening.ts';

// What other tests leave open would be due here.
beforeAll(ownTable);

/** A Monday at nine. */
const monday = new Date('2026-11-30T09:00:00.000Z');
const after = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
const at = (ctx: Context, now: Date): Context => ({ ...again(ctx), now });

/** What is told by some runs of the schedule at once, at a time. */
async function toldAt(now: Date, runs = 2): Promise<string[]> {
  const parts = { systemDb: systemDb(), now: () => now, deadline: new Date(now.getTime() + 60_000) };
  const { items } = await watchTable(() =>
    Promise.all(Array.from({ length: runs }, () => dispatch([dueFollowUps as DueKind], parts))),
  );
  return items
    .filter(({ followUpId }) => followUpId !== undefined)
    .flatMap((image) => followUpEvents.eventsOf({ after: image }))
    .map(({ type, detail }) => {
      const { reminder } = detail as { reminder?: { clock: string; step: string } };
      return `${type} ${reminder?.clock} ${reminder?.step}`;
    });
}

test('each clock is told of at 75 %, when it is due and half of it later: once, by two schedules at once', async () => {
  const ctx = aContext({ now: monday });
  const { feedbackId } = await given(ctx);
  const { body } = await open(at(ctx, monday), { feedbackId, body: { urgency: 'critical' } });
  // An hour to the first touch, a day of eight hours to the closing.
  expect(await toldAt(after(44))).toEqual([]);
  expect(await toldAt(after(45))).toEqual(['FollowUpDueSoon first_touch soon']);
  expect(await toldAt(after(46))).toEqual([]);
  expect(await toldAt(after(60))).toEqual(['FollowUpOverdue first_touch due']);
  await contact(at(ctx, after(70)), { ...body, body: { channel: 'phone', outcome: 'reached' } });
  expect(await toldAt(after(95))).toEqual([]);
  expect(await toldAt(after(360))).toEqual(['FollowUpDueSoon close soon']);
  expect(await toldAt(after(480))).toEqual(['FollowUpOverdue close due']);
  // Four hours more are on Tuesday.
  expect(await toldAt(after(720))).toEqual([]);
  expect(await toldAt(after(1_680))).toEqual(['FollowUpOverdue close late']);
  expect(await toldAt(after(100_000))).toEqual([]);
  expect(await get(ctx, body)).toMatchObject({ version: 2 });
});

test('after an outage one reminder is enough, the heaviest; a closed one is told of no more', async () => {
  const ctx = aContext({ now: monday });
  const ids = [(await given(ctx)).feedbackId, (await given(again(ctx))).feedbackId];
  const opened = await Promise.all(
    ids.map((feedbackId) => open(at(ctx, monday), { feedbackId, body: { urgency: 'critical' } })),
  );
  const [, done] = opened;
  await close(at(ctx, after(10)), {
    followUpId: (done as (typeof opened)[number]).body.followUpId,
    body: { status: 'no_action', reason: 'praise' },
  });
  expect(await toldAt(after(1_700))).toEqual(['FollowUpOverdue close late']);
});

test('another urgency moves what is told of, from the opening on', async () => {
  const ctx = aContext({ now: monday });
  const { feedbackId } = await given(ctx);
  const { body } = await open(at(ctx, monday), { feedbackId, body: { urgency: 'low' } });
  expect(await toldAt(after(200))).toEqual([]);
  await urgency(at(ctx, after(200)), { ...body, body: { urgency: 'critical' } });
  expect(currentOf(await get(ctx, body)).reminders.map(({ at: when }) => when)[0]).toBe(after(45).toISOString());
  expect(await toldAt(after(201))).toEqual(['FollowUpOverdue first_touch late']);
});
