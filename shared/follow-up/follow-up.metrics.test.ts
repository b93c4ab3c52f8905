import { expect, test } from 'vitest';
import { countedKinds } from '../counted-kinds.ts';
import { exclude, include, remove, restore } from '../feedback/feedback.ts';
import { again, given } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { type MetricName, metricNames, metrics } from '../metrics/definitions.ts';
import { read, type ReadInput } from '../metrics/metrics.ts';
import { reconcile, reconcileAll } from '../metrics/reconcile.ts';
import { sweep } from '../metrics/sweep.ts';
import { knows } from '../people/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { answered, asksAgain, due, later, recovered, resolved as resolvedInformed } from './testing/resurvey.ts';
import { followSurvey } from './resurvey-answer.ts';
import { dueFollowUps } from './due-follow-ups.ts';
import { followUps } from './follow-up.store.ts';
import { assign, close, contact, followUpIdOf, reopen } from './follow-up.ts';
import { open } from './opening.ts';
import { followRecord } from './leave-out.ts';

const resolved = {
  status: 'resolved',
  rootCause: { code: 'billing_error' },
  action: { code: 'refunded' },
  customerInformed: true,
} as const;
const [october, november] = [
  { from: '2026-10-01', to: '2026-10-31' },
  { from: '2026-11-01', to: '2026-11-30' },
];
const names = metricNames.filter((name) => name.startsWith('follow_up_') && !metrics[name].live);

/** The same company at an instant of 2026 (UTC, Monday to Friday from nine to five is open). */
const at = (ctx: Context, instant: string): Context => ({ ...again(ctx), now: new Date(`2026-${instant}:00.000Z`) });

/** Counts every record as it is now, as the reader of changes has done seconds after each change. */
async function counted(ctx: Context): Promise<void> {
  for (const kind of countedKinds) await sweep(ctx, kind);
}
const numberOf = async (ctx: Context, name: MetricName, more: Partial<ReadInput> = october) => {
  const { total } = await read(ctx, { name, grain: 'total', ...more });
  return total;
};
/** Every number by day, with every breakdown that there is. */
/** All numbers of a period; when they were read says nothing of them. */
const allOf = async (ctx: Context, period: Partial<ReadInput>) => {
  const all = await Promise.all(
    names.flatMap((name) =>
      [undefined, ...metrics[name].dimensions].map(async (by) => {
        const { total, series, groups } = await read(ctx, { name, grain: 'day', by, ...period });
        return { name, by, total, series, groups };
      }),
    ),
  );
  return JSON.parse(JSON.stringify(all, (key, value: unknown) => (key === 'asOf' ? undefined : value))) as typeof all;
};

/** A follow-up that was opened on Monday, 5 October 2026 at nine. */
async function opened(ctx: Context, assigned = 'ada') {
  await knows(ctx, 'ada', 'bob');
  const then = at(ctx, '10-05T09:00');
  const { feedbackId } = await given(then, { theme: 'double charge', snapshot: { tier: 'gold' } });
  const body = { urgency: 'high', assign: { ownerId: assigned } } as const;
  await open(then, { feedbackId: feedbackId as Id<'feedback'>, body });
  return { feedbackId: feedbackId as Id<'feedback'>, followUpId: followUpIdOf(feedbackId as Id<'feedback'>) };
}

test('a follow-up is counted on the days on which it is opened, touched and closed, by all that is known of it', async () => {
  const ctx = at(aContext(), '10-30T12:00');
  const one = await opened(ctx);
  await contact(at(ctx, '10-05T10:40'), { ...one, body: { channel: 'phone', outcome: 'reached' } });
  await close(at(ctx, '10-06T10:00'), { ...one, body: resolved });
  await counted(ctx);
  const day = async (name: MetricName) => {
    const { series } = await read(ctx, { name, grain: 'day', ...october });
    return series.filter(({ n }) => n > 0).map(({ period, value }) => [period, value]);
  };
  expect(await day('follow_up_opened')).toEqual([['2026-10-05', 1]]);
  expect(await day('follow_up_first_touch_median')).toEqual([['2026-10-05', 100]]);
  // Four business hours after the opening.
  expect(await day('follow_up_touch_on_time')).toEqual([['2026-10-05', 1]]);
  expect(await day('follow_up_closed')).toEqual([['2026-10-06', 1]]);
  // Eight hours of Monday and one of Tuesday: 540 minutes, told as the middle of their step.
  const { value } = await numberOf(ctx, 'follow_up_close_median');
  expect(Math.abs((value ?? 0) / 540 - 1)).toBeLessThan(0.025);
  expect(await numberOf(ctx, 'follow_up_on_time')).toMatchObject({ value: 1, n: 1, breakdown: { onTime: 1, late: 0 } });
  const keys = { owner: 'ada', urgency: 'high', category: 'billing', theme: 'double charge', tier: 'gold' };
  const said = { ...keys, source: 'support_ticket', root_cause: 'billing_error', action: 'refunded' };
  for (const [by, key] of Object.entries(said))
    expect([by, await numberOf(ctx, 'follow_up_closed', { ...october, by, key } as ReadInput)]).toMatchObject([
      by,
      { n: 1, breakdown: { resolved: 1, no_action: 0 } },
    ]);
});

test('A cycle reopened the next month leaves the first month’s numbers as they were but `_reopened`', async () => {
  const ctx = at(aContext(), '10-30T12:00');
  const one = await opened(ctx);
  await assign(at(ctx, '10-05T09:10'), { ...one, body: { teamId: 'team-1' } });
  await assign(at(ctx, '10-05T09:20'), { ...one, body: { ownerId: 'ada' } });
  await contact(at(ctx, '10-05T10:00'), { ...one, body: { channel: 'phone', outcome: 'reached' } });
  await close(at(ctx, '10-06T10:00'), { ...one, body: resolved });
  await counted(ctx);
  const before = await allOf(ctx, october);
  expect(before.find(({ name, by }) => name === 'follow_up_closed' && by === 'team')?.groups).toMatchObject([
    { key: 'team-1', n: 1 },
  ]);

  const later = at(ctx, '11-20T12:00');
  await reopen(at(ctx, '11-03T09:00'), { ...one, body: { reason: 'It happened again.' } });
  await assign(at(ctx, '11-03T09:30'), { ...one, body: { teamId: 'team-2' } });
  await assign(at(ctx, '11-03T10:00'), { ...one, body: { ownerId: 'bob' } });
  await close(at(ctx, '11-03T11:00'), { ...one, body: { status: 'no_action', reason: 'duplicate' } });
  await counted(later);
  expect(await allOf(later, october)).toEqual(before);
  expect(await numberOf(later, 'follow_up_reopened', november)).toMatchObject({ value: 1, n: 1 });
  expect(await numberOf(later, 'follow_up_opened', november)).toMatchObject({ breakdown: { first: 0, again: 1 } });
  expect(await numberOf(later, 'follow_up_closed', { ...november, by: 'owner', key: 'bob' })).toMatchObject({
    breakdown: { resolved: 0, no_action: 1 },
  });
  expect(await numberOf(later, 'follow_up_first_touch_median', november)).toMatchObject({
    value: null,
    excluded: { untouched: 1 },
  });
  expect(await reconcileAll(later, countedKinds)).toMatchObject({ drift: 0 });
}, 120_000);

test('A deleted record’s follow-up leaves all numbers and comes back with it', async () => {
  const ctx = at(aContext(), '10-30T12:00');
  const one = await opened(ctx);
  await contact(at(ctx, '10-05T10:00'), { ...one, body: { channel: 'phone', outcome: 'reached' } });
  await close(at(ctx, '10-06T10:00'), { ...one, body: resolved });
  await counted(ctx);
  const before = await allOf(ctx, october);
  const leaves = async (out: (ctx: Context) => Promise<unknown>, back: (ctx: Context) => Promise<unknown>) => {
    await out(at(ctx, '10-20T09:00'));
    await followRecord(at(ctx, '10-20T09:01'), one);
    await counted(ctx);
    for (const name of names) expect([name, (await numberOf(ctx, name)).n]).toEqual([name, 0]);
    expect((await allOf(ctx, october)).flatMap(({ groups }) => groups)).toEqual([]);
    await back(at(ctx, '10-20T10:00'));
    await followRecord(at(ctx, '10-20T10:01'), one);
    await counted(ctx);
    expect(await allOf(ctx, october)).toEqual(before);
  };
  await leaves(
    (then) => remove(then, one),
    (then) => restore(then, one),
  );
  await leaves(
    (then) => exclude(then, { ...one, reason: 'spam' }),
    (then) => include(then, one),
  );
}, 120_000);

test('days long after the month of a record are reconciled with what was done with its follow-up on them', async () => {
  const ctx = at(aContext(), '11-30T12:00');
  const one = await opened(ctx);
  await close(at(ctx, '11-20T10:00'), { ...one, body: resolved });
  await counted(ctx);
  expect(await numberOf(ctx, 'follow_up_on_time', november)).toMatchObject({ value: 0, n: 1 });
  const days = { from: '2026-11-10', to: '2026-11-30' };
  expect(await reconcile(ctx, days)).toMatchObject({ drift: 0, checked: 1, sweepRequested: [] });
});

test('a first touch whose time runs out is late from that moment on, and one in time is decided by the touch', async () => {
  const ctx = at(aContext(), '10-30T12:00');
  const [waits, touched, left] = [await opened(ctx), await opened(ctx), await opened(ctx)];
  await contact(at(ctx, '10-05T12:59'), { ...touched, body: { channel: 'email', outcome: 'sent' } });
  await close(at(ctx, '10-05T10:00'), { ...left, body: { status: 'no_action', reason: 'praise' } });
  await counted(ctx);
  const decided = { value: 1, n: 1, breakdown: { onTime: 1, late: 0 }, excluded: { untouched: 1 } };
  expect(await numberOf(ctx, 'follow_up_touch_on_time')).toMatchObject(decided);
  const due = at(ctx, '10-05T13:00');
  const stored = await followUps.find(due, waits.followUpId);
  if (!stored) throw new Error('it was opened');
  await dueFollowUps.run(due, stored);
  await counted(ctx);
  expect(await numberOf(ctx, 'follow_up_touch_on_time')).toMatchObject({ value: 0.5, n: 2, interval: {} });
  // Whoever notes the call a day late did make it in time.
  const call = { channel: 'phone', outcome: 'reached', at: '2026-10-05T11:00:00.000Z' } as const;
  await contact(at(ctx, '10-06T09:00'), { ...waits, body: call });
  await counted(ctx);
  expect(await numberOf(ctx, 'follow_up_touch_on_time')).toMatchObject({ value: 1, n: 2 });
});

test('over a weekend business minutes stand still, and the variant `wall` counts the clock', async () => {
  const ctx = at(aContext(), '10-30T12:00');
  const friday = at(ctx, '10-09T16:30');
  const { feedbackId } = await given(friday);
  await open(friday, { feedbackId: feedbackId as Id<'feedback'>, body: {} });
  const followUpId = followUpIdOf(feedbackId as Id<'feedback'>);
  await contact(at(ctx, '10-12T09:30'), { followUpId, body: { channel: 'phone', outcome: 'reached' } });
  await counted(ctx);
  expect(await numberOf(ctx, 'follow_up_first_touch_median')).toMatchObject({ value: 60, n: 1 });
  const { value } = await numberOf(ctx, 'follow_up_first_touch_median', { ...october, variant: 'wall' });
  expect(Math.abs((value ?? 0) / (65 * 60) - 1)).toBeLessThan(0.025);
});

test('what is open, overdue and without owner now is what the board says, for the company and a person', async () => {
  const ctx = at(aContext(), '10-05T12:00');
  const [one] = [await opened(ctx), await opened(ctx, 'bob')];
  const { feedbackId } = await given(at(ctx, '10-05T09:00'));
  await open(at(ctx, '10-05T09:00'), { feedbackId: feedbackId as Id<'feedback'>, body: {} });
  const now = async (name: MetricName, more = {}, when = ctx) =>
    (await read(when, { name, grain: 'total', ...more })).total.value;
  expect(await now('follow_up_open')).toBe(3);
  expect(await now('follow_up_unassigned')).toBe(1);
  expect(await now('follow_up_overdue')).toBe(0);
  expect(await now('follow_up_overdue', {}, at(ctx, '10-30T12:00'))).toBe(3);
  expect(await now('follow_up_open', { by: 'owner', key: 'ada' })).toBe(1);
  await close(at(ctx, '10-05T13:00'), { ...one, body: resolved });
  expect(await now('follow_up_open')).toBe(2);
  expect(await now('follow_up_open', { by: 'owner', key: 'ada' })).toBe(0);
});

test('Recovery 14 of 20 → 0.70, Wilson 0.481–0.855', async () => {
  const ctx = at(aContext(), '10-05T09:00');
  await asksAgain(ctx, { reopenIfUnhappy: false });
  // Fourteen are happy now; of the others one says the same, and five are better off and still not happy.
  for (let count = 0; count < 14; count++) await recovered(ctx, { first: 1 + (count % 3), now: 4 + (count % 2) });
  for (let count = 0; count < 5; count++) await recovered(ctx, { first: 1, now: 2 + (count % 2) });
  await recovered(ctx, { first: 2, now: 2 });
  // What does not count: whoever was happy before, has said nothing before, or does not answer.
  await recovered(ctx, { first: 5, now: 5 });
  const nameless = await resolvedInformed(ctx, { scores: [] });
  const surveyId = await due(later(ctx, 48), nameless);
  await answered(later(ctx, 49), surveyId, { satisfaction: 5 });
  await followSurvey(later(ctx, 49), surveyId);
  await due(later(ctx, 48), await resolvedInformed(ctx));
  const end = at(ctx, '10-30T12:00');
  await counted(end);
  const rate = await numberOf(end, 'follow_up_recovery_rate');
  expect(rate).toMatchObject({
    value: 0.7,
    n: 20,
    breakdown: { asked: 23, answered: 20, recovered: 14, improved: 19 },
    excluded: { happy_before: 1, no_first_answer: 1 },
  });
  expect(rate.interval?.low).toBeCloseTo(0.481, 3);
  expect(rate.interval?.high).toBeCloseTo(0.855, 3);
  const { series } = await read(end, { name: 'follow_up_recovery_rate', grain: 'day', ...october });
  expect(series.filter(({ n }) => n > 0).map(({ period, n }) => [period, n])).toEqual([['2026-10-07', 20]]);
  const ofAda = { ...october, by: 'owner', key: 'ada' } as const;
  expect(await numberOf(end, 'follow_up_recovery_rate', ofAda)).toMatchObject({ n: 20 });
  expect(await reconcileAll(end, countedKinds)).toMatchObject({ drift: 0 });
}, 120_000);

test('the numbers of each person are for managers, their own for agents', async () => {
  const ctx = at(aContext(), '10-30T12:00');
  const [one, other] = [await opened(ctx), await opened(ctx, 'bob')];
  for (const each of [one, other]) await close(at(ctx, '10-06T10:00'), { ...each, body: resolved });
  await counted(ctx);
  const { companyId } = ctx;
  const as = (role: 'manager' | 'analyst' | 'agent') => at(aContext({ companyId, role, userId: 'ada' }), '10-30T12:00');
  const groups = await read(as('manager'), { name: 'follow_up_closed', grain: 'total', by: 'owner', ...october });
  expect(groups.groups.map(({ key, n }) => [key, n])).toEqual([
    ['ada', 1],
    ['bob', 1],
  ]);
  expect(await numberOf(as('analyst'), 'follow_up_closed')).toMatchObject({ n: 2 });
  expect(await numberOf(as('agent'), 'follow_up_closed')).toMatchObject({ n: 1 });
  expect(await numberOf(as('agent'), 'follow_up_open', {})).toMatchObject({ value: 0 });
  const refused = { code: 'forbidden' };
  await expect(numberOf(as('analyst'), 'follow_up_closed', { ...october, by: 'owner' })).rejects.toMatchObject(refused);
  const bobs = { ...october, by: 'owner', key: 'bob' } as const;
  await expect(numberOf(as('agent'), 'follow_up_closed', bobs)).rejects.toMatchObject(refused);
  await expect(numberOf(as('agent'), 'follow_up_closed', { ...october, by: 'team' })).rejects.toMatchObject(refused);
  await expect(numberOf(as('agent'), 'follow_up_unassigned', {})).rejects.toMatchObject(refused);
});
