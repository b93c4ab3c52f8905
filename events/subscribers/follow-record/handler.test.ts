import { expect, test } from 'vitest';
import { exclude, get as getFeedback, include, remove, restore } from '../../../shared/feedback/feedback.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { board } from '../../../shared/follow-up/follow-up.list.ts';
import { close, contact, get, take } from '../../../shared/follow-up/follow-up.ts';
import { open } from '../../../shared/follow-up/opening.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { sqsRecordOf } from '../../../shared/testing/queues.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';

async function told(ctx: Context, feedbackId: Id<'feedback'>, times = 2): Promise<void> {
  const body = JSON.stringify({ 'detail-type': 'FeedbackDeleted', detail: { companyId: ctx.companyId, feedbackId } });
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
  expect(trigger.on).toEqual(['FeedbackDeleted', 'FeedbackRestored', 'FeedbackExcluded', 'FeedbackIncluded']);
});
