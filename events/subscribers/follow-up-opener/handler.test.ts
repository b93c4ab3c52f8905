import { describe, expect, test } from 'vitest';
import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import type { StoredFeedback } from '../../../shared/feedback/feedback.schema.ts';
import { correct, edit, exclude, get as getFeedback, include } from '../../../shared/feedback/feedback.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { analysed, queued, received, type Told, told } from '../../../shared/feedback/testing/told.ts';
import { list } from '../../../shared/follow-up/follow-up.list.ts';
import type { FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';
import { close, get, urgency } from '../../../shared/follow-up/follow-up.ts';
import { CreateFollowUpRule } from '../../../shared/follow-up-rule/follow-up-rule.schema.ts';
import {
  create as createRule,
  list as listRules,
  remove as removeRule,
} from '../../../shared/follow-up-rule/follow-up-rule.ts';
import { answer } from '../../../shared/answering/answer.ts';
import { aDeliveredSurvey } from '../../../shared/survey/testing/given.ts';
import { openFor } from '../../../shared/follow-up-rule/opener.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { PutPerson } from '../../../shared/people/people.schema.ts';
import { put as putPerson } from '../../../shared/people/people.ts';
import { put as putCalendar } from '../../../shared/calendar/calendar.ts';
import { PutCalendar } from '../../../shared/calendar/calendar.schema.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { handler } from './handler.ts';

const good = { batchItemFailures: [] };
/** Each event comes twice in a batch, and the batch twice in parallel. */
async function deliver(events: readonly Told[]): Promise<void> {
  const twice = events.flatMap((event) => [event, event]);
  const answers = await Promise.all([handler(queued(twice)), handler(queued(twice))]);
  expect(answers).toEqual([good, good]);
}

const knows = (ctx: Context, userId: string, more: object = {}) =>
  putPerson(again(ctx), {
    userId,
    body: PutPerson.parse({ name: userId, email: `${userId}@example.com`, ...more }),
  });
const hasRule = (ctx: Context, more: object = {}) =>
  createRule(again(ctx), {
    body: CreateFollowUpRule.parse({ name: 'Billing', order: 1, match: { all: { category: 'billing' } }, ...more }),
  });
const opened = async (ctx: Context, more: object = {}): Promise<FollowUp[]> =>
  (await list(ctx, { status: 'open', limit: 200, ...more })).items;
/** A complaint whose every event has come, each four times. */
async function complained(ctx: Context, found: Partial<StoredFeedback['analysis']> = {}, more: object = {}) {
  const { feedbackId } = await given(ctx, more);
  await deliver(await received(ctx, feedbackId));
  await deliver(await analysed(ctx, feedbackId, found));
  return { feedbackId };
}

describe('a rule', () => {
  test('opens one follow-up per record, with every stream record and bus event twice', async () => {
    const ctx = aContext();
    const { feedbackId } = await complained(ctx, { urgency: 'critical' });
    const [followUp, ...others] = await opened(ctx);
    expect(others).toEqual([]);
    const [ready] = (await listRules(ctx, { enabled: true, limit: 10 })).items;
    expect(followUp).toMatchObject({
      feedbackId,
      ruleId: ready?.ruleId,
      urgency: 'critical',
      status: 'pending',
      requestedByCustomer: false,
      version: 1,
      createdBy: { kind: 'system', id: 'follow-up-opener' },
    });
    expect(await getFeedback(ctx, { feedbackId })).toMatchObject({ followUp: { required: true, status: 'pending' } });
    expect(await opened(ctx, { ruleId: ready?.ruleId })).toHaveLength(1);
    expect(await opened(ctx, { ruleId: 'fr_01m6b8te80fbv1ave12d1pmmz7' })).toEqual([]);
  });

  test('that holds for nothing opens nothing, and an event costs no read then', async () => {
    const ctx = aContext();
    const { feedbackId } = await complained(ctx, { urgency: 'low' });
    expect(await opened(ctx)).toEqual([]);
    const events = await received(ctx, feedbackId);
    expect((await unitsOf(() => handler(queued(events)))).units.total).toBe(0);
  });

  test('of two that hold is the first by order, also where the later one could be judged at once', async () => {
    const ctx = aContext();
    await hasRule(ctx, { order: 2, urgencyFrom: 'fixed', urgency: 'low' });
    const first = await hasRule(ctx, { order: 1, match: { all: { sentiment: 'negative' } } });
    await complained(ctx, { sentiment: 'negative', urgency: 'normal' });
    expect(await opened(ctx)).toMatchObject([{ ruleId: first.ruleId, urgency: 'normal' }]);
  });

  test('opens by its own urgency, calendar and times; a changed urgency is due as the company has it', async () => {
    const ctx = aContext();
    const allDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const weekly = allDays.map((day) => ({ day, start: '00:00', end: '24:00' }));
    await putCalendar(again(ctx), { calendarId: 'always', body: PutCalendar.parse({ timeZone: 'UTC', weekly }) });
    const due = { firstTouch: 10, close: 30 };
    await hasRule(ctx, { urgencyFrom: 'fixed', urgency: 'high', due, calendarId: 'always' });
    await complained(ctx, { urgency: 'critical' });
    const [followUp] = await opened(ctx);
    const minutes = ({ cycles: [cycle] }: FollowUp, name: 'dueAt' | 'firstTouchDueAt') =>
      cycle && (Date.parse(cycle[name]) - Date.parse(cycle.openedAt)) / 60_000;
    expect(followUp).toMatchObject({ urgency: 'high', due, calendarId: 'always' });
    expect(followUp && [minutes(followUp, 'firstTouchDueAt'), minutes(followUp, 'dueAt')]).toEqual([10, 30]);
    const changed = await urgency(again(ctx), { ...(followUp as FollowUp), body: { urgency: 'critical' } });
    expect([minutes(changed, 'firstTouchDueAt'), minutes(changed, 'dueAt')]).toEqual([60, 480]);
    expect(changed).not.toHaveProperty('due');
  });

  test('does not open again what was closed', async () => {
    const ctx = aContext();
    const { feedbackId } = await complained(ctx, { urgency: 'critical' });
    const [followUp] = await opened(ctx);
    await close(again(ctx), { ...(followUp as FollowUp), body: { status: 'no_action', reason: 'duplicate' } });
    await deliver(await received(ctx, feedbackId));
    const changed = () => edit(again(ctx), { feedbackId, edit: { category: 'shipping' } });
    await deliver(await told(ctx, feedbackId, changed));
    expect(await opened(ctx)).toEqual([]);
    expect(await get(ctx, followUp as FollowUp)).toMatchObject({ status: 'no_action', reopenCount: 0 });
  });

  test('opens when a correction makes a record what it waits for', async () => {
    const ctx = aContext();
    const { feedbackId } = await complained(ctx, { urgency: 'normal' });
    expect(await opened(ctx)).toEqual([]);
    const change = () => correct(again(ctx), { feedbackId, correction: { urgency: 'high' } });
    await deliver(await told(ctx, feedbackId, change));
    expect(await opened(ctx)).toMatchObject([{ urgency: 'high' }]);
  });

  test('opens nothing for what was excluded or changed before its event came', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    const events = await analysed(ctx, feedbackId, { urgency: 'critical' });
    await exclude(again(ctx), { feedbackId: feedbackId, reason: 'spam' });
    await deliver(events);
    const other = await given(ctx);
    const early = await analysed(ctx, other.feedbackId, { urgency: 'critical' });
    await correct(again(ctx), { feedbackId: other.feedbackId, correction: { urgency: 'low' } });
    await deliver(early);
    expect(await opened(ctx)).toEqual([]);
  });

  test('opens early by urgent words while the analysis is still to come', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    const early = { urgency: 'critical' as const, emotions: [], evidence: [], version: '1' };
    await deliver(await analysed(ctx, feedbackId, { status: 'pending', early }));
    expect(await opened(ctx)).toMatchObject([{ urgency: 'critical' }]);
  });

  test('with words is judged by the texts of the record', async () => {
    const ctx = aContext();
    await hasRule(ctx, { match: { all: { q: 'charged' } } });
    const other = aContext();
    await hasRule(other, { match: { all: { q: 'refund' } } });
    await complained(ctx);
    await complained(other);
    expect(await opened(ctx)).toHaveLength(1);
    expect(await opened(other)).toEqual([]);
  });

  test('is in force only in its own company', async () => {
    const [ctx, other] = [aContext(), aContext()];
    await hasRule(ctx);
    await complained(other);
    expect(await opened(other)).toEqual([]);
  });

  test('that was made or deleted is in force, or no longer, 30 seconds later; what it has opened stays', async () => {
    const ctx = aContext();
    const after = async (seconds: number) => {
      const { feedbackId } = await given(ctx);
      const own = { ...again(ctx), now: new Date(ctx.now.getTime() + seconds * 1_000) };
      for (const { detail } of await received(ctx, feedbackId)) await openFor(own, FeedbackEvent.parse(detail));
      return (await opened(ctx)).length;
    };
    expect(await after(0)).toBe(0);
    const { ruleId } = await hasRule(ctx, { match: { all: { ticketId: 'T-1' } } });
    expect(await after(30)).toBe(1);
    await removeRule(again(ctx), { ruleId });
    expect(await after(60)).toBe(1);
    expect(await opened(ctx, { ruleId })).toHaveLength(1);
  });
});

test('an import of last year opens none', async () => {
  const ctx = aContext();
  await hasRule(ctx, { order: 1, match: { all: {}, matchEverything: true } });
  const occurredAt = new Date(ctx.now.getTime() - 366 * 86_400_000).toISOString();
  for (let count = 0; count < 3; count++) await complained(ctx, { urgency: 'critical' }, { occurredAt });
  expect(await opened(ctx)).toEqual([]);
  // The same of today does.
  await complained(ctx, { urgency: 'critical' });
  expect(await opened(ctx)).toHaveLength(1);
});

describe('what a rule opens', () => {
  test('goes round in turns among those who are there; an owner absent between opening and assignment gets none', async () => {
    const ctx = aContext();
    for (const userId of ['ada', 'bob', 'eve']) await knows(ctx, userId);
    await hasRule(ctx, { assign: { mode: 'round_robin', userIds: ['eve', 'ada', 'bob'] } });
    const absentUntil = new Date(Date.now() + 86_400_000).toISOString();
    for (let count = 0; count < 3; count++) await complained(ctx);
    await knows(ctx, 'bob', { absentUntil });
    for (let count = 0; count < 4; count++) await complained(ctx);
    const followUps = await opened(ctx);
    // An event that comes twice at once may take two turns for one opening, so not every number is somebody's.
    const inOrder = followUps.map(({ ownerId, assignment }) => ({ ownerId, turn: assignment?.turn ?? NaN }));
    const before = inOrder.toSorted((one, other) => one.turn - other.turn).slice(0, 3);
    const there = (turn: number) => (before.some((one) => one.turn === turn) ? ['ada', 'bob', 'eve'] : ['ada', 'eve']);
    for (const { ownerId, turn } of inOrder) expect(ownerId).toBe(there(turn)[turn % there(turn).length]);
    expect(new Set(followUps.map(({ assignment }) => assignment?.turn)).size).toBe(7);
  });

  test.each(['fixed', 'round_robin', 'least_loaded'])(
    '%s waits without an owner where nobody is there',
    async (mode) => {
      const ctx = aContext();
      await knows(ctx, 'ada', { absentUntil: new Date(Date.now() + 86_400_000).toISOString() });
      await hasRule(ctx, { assign: { mode, userIds: ['ada'] } });
      await complained(ctx);
      const [followUp] = await opened(ctx);
      expect(followUp).toMatchObject({ status: 'pending', assignedReason: expect.stringMatching(/absent|nobody/) });
      expect(followUp).not.toHaveProperty('ownerId');
      expect((await list(ctx, { status: 'open', limit: 1 })).counts).toMatchObject({ unassigned: 1 });
    },
  );

  test('is given to the person whom it names, or lies in its team’s pool', async () => {
    const ctx = aContext();
    await knows(ctx, 'ada');
    await hasRule(ctx, { assign: { mode: 'fixed', userIds: ['ada'] } });
    await hasRule(ctx, { match: { all: { category: 'shipping' } }, assign: { mode: 'none', teamId: 'team-1' } });
    await complained(ctx);
    await complained(ctx, {}, { category: 'shipping' });
    expect(await opened(ctx, { assignedTo: 'ada' })).toMatchObject([{ assignedReason: 'named by the rule' }]);
    expect(await opened(ctx, { teamId: 'team-1' })).toMatchObject([{ assignedReason: 'in the team’s pool' }]);
  });
});

/** Somebody who answers a survey, and what is told of it. */
async function answered(ctx: Context, fields: { satisfaction: number; improve?: string }, contact: string) {
  const { survey } = await aDeliveredSurvey(again(ctx));
  const change = (said: string) => {
    const posted = { page: 'page-1', hiddenField: false, hiddenLink: false };
    const input = { surveyId: survey.surveyId, given: () => fields, complete: true, contact: said, posted };
    return answer(again(ctx), input);
  };
  const outcome = await change(contact);
  const feedbackId = outcome?.survey.feedbackId;
  if (!feedbackId) throw new Error('not answered');
  const saidAgain = (said: string) => told(ctx, feedbackId, () => change(said));
  return { feedbackId, events: await received(ctx, feedbackId), saidAgain };
}

describe('a customer who asks to be contacted', () => {
  test('always opens, though no rule holds: once, marked as asked for, and found by that', async () => {
    const ctx = aContext();
    const { feedbackId, events } = await answered(ctx, { satisfaction: 5 }, 'email');
    await deliver(events);
    await deliver(events);
    expect(await opened(ctx, { requested: true })).toMatchObject([
      { feedbackId, requestedByCustomer: true, preferredChannel: 'email', urgency: 'normal', contactable: true },
    ]);
    expect(await opened(ctx, { requested: false })).toEqual([]);
    expect((await list(ctx, { status: 'open', limit: 1 })).counts).toMatchObject({ requested: 1, unassigned: 1 });
  });

  test('is high where they are unhappy by their score', async () => {
    const ctx = aContext();
    await deliver((await answered(ctx, { satisfaction: 2 }, 'email')).events);
    expect(await opened(ctx)).toMatchObject([{ urgency: 'high' }]);
  });

  test('is raised when the analysis finds them unhappy, unless somebody has changed it since', async () => {
    const ctx = aContext();
    const [left, changed] = [
      await answered(ctx, { satisfaction: 4, improve: 'x' }, 'email'),
      await answered(ctx, { satisfaction: 4, improve: 'x' }, 'email'),
    ];
    await deliver([...left.events, ...changed.events]);
    const of = async ({ feedbackId }: typeof left) =>
      (await opened(ctx)).find((one) => one.feedbackId === feedbackId) as FollowUp;
    await urgency(again(ctx), { ...(await of(changed)), body: { urgency: 'low' } });
    for (const { feedbackId } of [left, changed])
      await deliver(await analysed(ctx, feedbackId, { sentiment: 'negative', urgency: 'low' }));
    expect(await of(left)).toMatchObject({ urgency: 'high', requestedByCustomer: true });
    expect(await of(changed)).toMatchObject({ urgency: 'low', requestedByCustomer: true });
  });

  test('gets at least normal from a rule that holds, and is given to whom that names', async () => {
    const ctx = aContext();
    await knows(ctx, 'ada');
    const assign = { mode: 'fixed', userIds: ['ada'] };
    const rule = await hasRule(ctx, {
      match: { all: { source: 'survey' } },
      urgencyFrom: 'fixed',
      urgency: 'low',
      assign,
    });
    await deliver((await answered(ctx, { satisfaction: 5 }, 'email')).events);
    expect(await opened(ctx)).toMatchObject([{ ruleId: rule.ruleId, ownerId: 'ada', urgency: 'normal' }]);
  });

  test('is opened at once, and goes by a rule that holds only once the analysis is done', async () => {
    const ctx = aContext();
    await knows(ctx, 'ada');
    const due = { firstTouch: 10, close: 20 };
    const assign = { mode: 'round_robin', userIds: ['ada'] };
    const rule = await hasRule(ctx, { match: { all: { sentiment: 'negative' } }, due, assign });
    const { feedbackId, events } = await answered(ctx, { satisfaction: 4, improve: 'x' }, 'email');
    await deliver(events);
    const [first] = await opened(ctx);
    expect(first).toMatchObject({ urgency: 'normal', version: 1 });
    expect(first).not.toHaveProperty('ownerId');
    await deliver(await analysed(ctx, feedbackId, { sentiment: 'negative', urgency: 'low' }));
    const [second] = await opened(ctx);
    expect(second).toMatchObject({
      ruleId: rule.ruleId,
      ownerId: 'ada',
      due,
      urgency: 'high',
      assignment: { turn: 0 },
    });
    expect(second?.cycles).toMatchObject([{ n: 1, openedAt: first?.cycles[0]?.openedAt }]);
    expect(second && first && second.dueAt < first.dueAt).toBe(true);
  });

  test('of whom a follow-up is open has asked for that one; of a closed one it is opened again, once', async () => {
    const ctx = aContext();
    await hasRule(ctx, { match: { all: { source: 'survey' } } });
    const { events, saidAgain } = await answered(ctx, { satisfaction: 5 }, '');
    await deliver(events);
    const [first] = await opened(ctx);
    expect(first).toMatchObject({ requestedByCustomer: false });
    await close(again(ctx), { ...(first as FollowUp), body: { status: 'no_action', reason: 'praise' } });
    const asked = await saidAgain('email');
    await deliver(asked);
    const [second] = await opened(ctx);
    expect(second).toMatchObject({ followUpId: first?.followUpId, requestedByCustomer: true, reopenCount: 1 });
    await close(again(ctx), { ...(second as FollowUp), body: { status: 'no_action', reason: 'unreachable' } });
    await deliver(asked);
    expect(await opened(ctx)).toEqual([]);
  });

  test('and takes that back before anybody heard of it opens nothing', async () => {
    const ctx = aContext();
    const { events, saidAgain } = await answered(ctx, { satisfaction: 5 }, 'email');
    const later = await saidAgain('');
    await deliver(later);
    await deliver(events);
    expect(await opened(ctx)).toEqual([]);
  });

  test('is left out with the record, and is back with it', async () => {
    const ctx = aContext();
    const { feedbackId, events } = await answered(ctx, { satisfaction: 5 }, 'email');
    await exclude(again(ctx), { feedbackId, reason: 'test' });
    await deliver(events);
    expect(await opened(ctx)).toEqual([]);
    await deliver(await told(ctx, feedbackId, () => include(again(ctx), { feedbackId })));
    expect(await opened(ctx)).toMatchObject([{ requestedByCustomer: true }]);
  });
});
