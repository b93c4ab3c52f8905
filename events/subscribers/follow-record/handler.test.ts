import { describe, expect, test } from 'vitest';
import { exclude, get as getFeedback, include, remove, restore } from '../../../shared/feedback/feedback.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { queued, told as toldOfFeedback } from '../../../shared/feedback/testing/told.ts';
import { followUpEvents } from '../../../shared/follow-up/follow-up.events.ts';
import {
  answered,
  asksAgain,
  due,
  later,
  recovered,
  resolved,
  resurveyOf,
} from '../../../shared/follow-up/testing/resurvey.ts';
import { surveyEvents } from '../../../shared/survey/survey.events.ts';
import { getSurvey } from '../../../shared/survey/survey.ts';
import { aDeliveredSurvey } from '../../../shared/survey/testing/given.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { board } from '../../../shared/follow-up/follow-up.list.ts';
import { close, contact, get, reopen, take } from '../../../shared/follow-up/follow-up.ts';
import { open } from '../../../shared/follow-up/opening.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { sqsRecordOf } from '../../../shared/testing/queues.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';

async function told(ctx: Context, feedbackId: Id<'feedback'>, times = 2): Promise<void> {
  const body = JSON.stringify({
    'detail-type': 'FeedbackDeleted',
    detail: { companyId: ctx.companyId, feedbackId, occurredAt: '' },
  });
  const event = { Records: Array.from({ length: times }, () => sqsRecordOf({ body, group: undefined })) };
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
}
const counts = async (ctx: Context) => (await board(again(ctx), {})).counts;

test('the follow-up of a deleted record leaves list and counts, and comes back with it; told twice is told once', async () => {
  const ctx = aContext();
  const { feedbackId } = await given(ctx);
  const { body: opened } = await open(again(ctx), { feedbackId, body: { urgency: 'critical' } });
  const before = await take(again(ctx), opened);
  expect(await counts(ctx)).toMatchObject({ inProgress: 1, pending: 0 });
  await remove(again(ctx), { feedbackId });
  await told(ctx, feedbackId);
  const out = await get(ctx, opened);
  expect(out).toMatchObject({ status: 'no_action', leftOut: { because: 'deleted', status: 'in_progress' } });
  expect(out.version).toBe(before.version + 1);
  expect(await counts(ctx)).toMatchObject({ inProgress: 0, pending: 0, overdue: 0 });
  expect((await board(ctx, {})).columns.flatMap(({ items }) => items)).toEqual([]);
  await expect(contact(again(ctx), { ...opened, body: { channel: 'phone', outcome: 'sent' } })).rejects.toThrow(
    'deleted',
  );
  await restore(again(ctx), { feedbackId });
  await told(ctx, feedbackId);
  const { version: _v, updatedAt: _u, ...same } = before;
  const back = await get(ctx, opened);
  expect(back).toMatchObject(same);
  expect(back).not.toHaveProperty('leftOut');
  expect(await counts(ctx)).toMatchObject({ inProgress: 1, pending: 0 });
  expect((await getFeedback(ctx, { feedbackId })).followUp).toMatchObject({ status: 'in_progress' });
});

test('an excluded record’s is out as well, also a closed one, and so it is while it is deleted and excluded', async () => {
  const ctx = aContext();
  const { feedbackId } = await given(ctx);
  const { body: opened } = await open(again(ctx), { feedbackId, body: {} });
  await close(again(ctx), { ...opened, body: { status: 'no_action', reason: 'praise' } });
  await exclude(again(ctx), { feedbackId, reason: 'spam' });
  await told(ctx, feedbackId, 1);
  await remove(again(ctx), { feedbackId });
  await told(ctx, feedbackId, 1);
  await restore(again(ctx), { feedbackId });
  await told(ctx, feedbackId, 1);
  expect(await get(ctx, opened)).toMatchObject({ leftOut: { because: 'excluded', status: 'no_action' } });
  await include(again(ctx), { feedbackId });
  await told(ctx, feedbackId, 1);
  expect(await get(ctx, opened)).not.toHaveProperty('leftOut');
});

test('a record without a follow-up is none of its business', async () => {
  const ctx = aContext();
  await told(ctx, (await given(ctx)).feedbackId);
  expect(trigger.on.filter((name) => name.startsWith('Feedback'))).toEqual([
    'FeedbackDeleted',
    'FeedbackRestored',
    'FeedbackExcluded',
    'FeedbackIncluded',
  ]);
});

describe('a survey that asks a customer again', () => {
  /** Everything that was told of a survey and a follow-up by some work, each twice. */
  const toldTwice = async (work: () => Promise<unknown>) => {
    const { items } = await watchTable(work);
    const events = items.flatMap((after) => {
      const kind = [surveyEvents, followUpEvents].find((one) => one.kind === after['__edb_e__']);
      return kind?.eventsOf({ after }) ?? [];
    });
    const ours = events.filter(({ type }) => trigger.on.includes(type));
    expect(await handler(queued([...ours, ...ours]))).toEqual({ batchItemFailures: [] });
    return ours.map(({ type }) => type);
  };

  test('and is answered unhappily opens the follow-up again, once, however often it is told', async () => {
    const ctx = aContext();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const surveyId = await due(later(ctx, 48), one);
    expect(await toldTwice(() => answered(later(ctx, 49), surveyId, { satisfaction: 1 }))).toEqual(['SurveyAnswered']);
    expect(await get(ctx, one)).toMatchObject({ reopenCount: 1, cycles: [{}, { reopenedFor: 'resurvey' }] });
  });

  test('is cancelled where somebody opens the follow-up again', async () => {
    const ctx = aContext();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const surveyId = await due(later(ctx, 48), one);
    const told = await toldTwice(() => reopen(later(ctx, 49), { ...one, body: { reason: 'It came back' } }));
    expect(told).toEqual(['FollowUpReopened']);
    expect(await getSurvey(ctx, surveyId)).toMatchObject({ status: 'cancelled' });
  });

  test('whose answer is excluded counts as unanswered', async () => {
    const ctx = aContext();
    await asksAgain(ctx);
    const { surveyId, ...one } = await recovered(ctx, { first: 2, now: 5 });
    const { feedbackId } = await getSurvey(ctx, surveyId);
    if (!feedbackId) throw new Error('it was answered');
    const change = () => exclude(later(ctx, 50), { feedbackId, reason: 'spam' });
    expect(await handler(queued(await toldOfFeedback(ctx, feedbackId, change)))).toEqual({ batchItemFailures: [] });
    expect(await resurveyOf(ctx, one)).toMatchObject({ state: 'unanswered', reason: 'excluded' });
  });

  test('costs nothing where it asks about no follow-up', async () => {
    const ctx = aContext();
    const { survey } = await aDeliveredSurvey(ctx);
    const [event] = surveyEvents.eventsOf({ after: { ...survey, lastAction: 'answer' } });
    expect((await unitsOf(() => handler(queued(event ? [event] : [])))).units.total).toBe(0);
  });
});
