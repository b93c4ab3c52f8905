import { expect, test } from 'vitest';
import { putSettings } from '../../../shared/company/put-settings.ts';
import { PutSettings } from '../../../shared/company/settings.schema.ts';
import { type FeedbackDomainEvent, feedbackEventsOf } from '../../../shared/feedback/feedback.events.ts';
import type { SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import { correct, edit, exclude, include, remove, restore } from '../../../shared/feedback/feedback.ts';
import { again, given, stored } from '../../../shared/feedback/testing/given.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { sqsRecordOf } from '../../../shared/testing/queues.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { decide } from '../../../shared/triage/decide.ts';
import { list } from '../../../shared/triage/triage.list.ts';
import { handler } from './handler.ts';

type FeedbackId = Id<'feedback'>;

async function deliver(events: readonly { type: string; detail: object }[]): Promise<void> {
  const Records = events.map(({ type, detail }) =>
    sqsRecordOf({ body: JSON.stringify({ 'detail-type': type, detail }), group: undefined }),
  );
  expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
}
/** What the bus tells of a record as it is, twice. */
async function told(ctx: Context, feedbackId: FeedbackId): Promise<FeedbackDomainEvent[]> {
  const events = feedbackEventsOf({ after: await stored(ctx, feedbackId) });
  await deliver([...events, ...events]);
  return events;
}
async function received(ctx: Context, overrides: Partial<SubmitFeedback> = {}): Promise<FeedbackId> {
  const { feedbackId } = await given(ctx, overrides);
  await told(ctx, feedbackId);
  return feedbackId;
}
/** What is told of a change of a record. */
async function changed(
  ctx: Context,
  feedbackId: FeedbackId,
  change: (own: Context) => Promise<unknown>,
): Promise<void> {
  const before = await stored(ctx, feedbackId);
  await change(again(ctx));
  const events = feedbackEventsOf({ before, after: await stored(ctx, feedbackId) });
  await deliver([...events, ...events]);
}
const queue = async (ctx: Context, filter: object = {}) =>
  list(again(ctx), { order: 'priority', limit: 200, ...filter });
const idsIn = async (ctx: Context, filter: object = {}) =>
  (await queue(ctx, filter)).items.map(({ feedback }) => feedback.feedbackId);

test('a record whose every event comes twice waits once, and is counted once', async () => {
  const ctx = aContext();
  const feedbackId = await received(ctx);
  expect(await idsIn(ctx)).toEqual([feedbackId]);
  expect((await queue(ctx)).counts).toMatchObject({ waiting: 1, type: { complaint: 1 }, route: { none: 1 } });
});

test('in parallel, too', async () => {
  const ctx = aContext();
  const { feedbackId } = await given(ctx);
  const events = feedbackEventsOf({ after: await stored(ctx, feedbackId) });
  await Promise.all(Array.from({ length: 8 }, () => deliver(events)));
  expect((await queue(ctx)).counts).toMatchObject({ waiting: 1 });
});

test.each<[string, Partial<SubmitFeedback>]>([
  ['praise', { type: 'praise' }],
  ['an answer of a survey', { type: 'survey_response' }],
  ['what has no text', { subject: undefined, comments: ' ' }],
  ['what is older than 30 days when it comes', { occurredAt: new Date(Date.now() - 31 * 86_400_000).toISOString() }],
])('%s never waits, and costs no write', async (_, overrides) => {
  const ctx = aContext();
  const { feedbackId } = await given(ctx, overrides);
  const { items } = await watchTable(() => told(ctx, feedbackId));
  expect(items).toEqual([]);
  expect(await idsIn(ctx)).toEqual([]);
});

test('praise does not wait either where the company lets everything wait', async () => {
  const ctx = aContext();
  const intake = { all: {}, matchEverything: true };
  await putSettings(again(ctx), PutSettings.parse({ triage: { intake } }));
  await received(ctx, { type: 'praise' });
  const feedbackId = await received(ctx, { type: 'survey_response' });
  expect(await idsIn(ctx)).toEqual([feedbackId]);
});

test('the company says what waits, by words, too', async () => {
  const ctx = aContext();
  await putSettings(again(ctx), PutSettings.parse({ triage: { intake: { all: { q: 'refund' } } } }));
  await received(ctx);
  const feedbackId = await received(ctx, { comments: 'I want a refund.' });
  expect(await idsIn(ctx)).toEqual([feedbackId]);
});

test('what is excluded or deleted leaves queue and count, and comes back with its record', async () => {
  const ctx = aContext();
  const feedbackId = await received(ctx, { theme: 'invoices' });
  for (const [out, back] of [
    [(own: Context) => exclude(own, { feedbackId, reason: 'spam' }), (own: Context) => include(own, { feedbackId })],
    [(own: Context) => remove(own, { feedbackId }), (own: Context) => restore(own, { feedbackId })],
    [
      (own: Context) => edit(own, { feedbackId, edit: { type: 'praise' } as never }),
      (own: Context) => edit(own, { feedbackId, edit: { type: null } as never }),
    ],
  ] as const) {
    await changed(ctx, feedbackId, out);
    expect(await queue(ctx)).toMatchObject({ items: [], counts: { waiting: 0, theme: [] } });
    await changed(ctx, feedbackId, back);
    expect((await queue(ctx)).counts).toMatchObject({ waiting: 1, theme: [{ theme: 'invoices', count: 1 }] });
  }
});

test('what was decided before its event came does not wait', async () => {
  const ctx = aContext();
  const { feedbackId } = await given(ctx);
  const events = feedbackEventsOf({ after: await stored(ctx, feedbackId) });
  await decide(again(ctx), { feedbackId, body: { status: 'planned' } });
  await deliver(events);
  expect(await queue(ctx)).toMatchObject({ items: [], counts: { waiting: 0 } });
});

test('the highest priority comes first, of equal ones the oldest; by arrival on demand', async () => {
  const ctx = aContext();
  const [first, second, third] = [await received(ctx), await received(ctx), await received(ctx)];
  await changed(ctx, third, (own) =>
    correct(own, { feedbackId: third, correction: { urgency: 'critical', sentiment: 'negative' } }),
  );
  expect(await idsIn(ctx)).toEqual([third, first, second]);
  expect(await idsIn(ctx, { order: 'oldest' })).toEqual([first, second, third]);
  expect((await queue(ctx)).items[0]).toMatchObject({
    impact: 'high',
    priority: 80,
    voices: 1,
    suggestions: [
      { kind: 'impact', value: 'high', reason: 'critical urgency 3 + negative sentiment 1 = 4 points' },
      { kind: 'route', value: 'none', reason: 'no rule for theme or type' },
    ],
  });
});

test('a theme of which five persons spoke within 28 days weighs more, however often one of them did', async () => {
  const ctx = aContext();
  const of = (customerId: string, more: object = {}) => received(ctx, { customerId, theme: 'login', ...more });
  for (const customerId of ['C-1', 'C-2', 'C-3', 'C-4', 'C-4', 'C-4']) await of(customerId);
  const reasonOf = async (feedbackId: FeedbackId) =>
    (await queue(ctx)).items
      .find(({ feedback }) => feedback.feedbackId === feedbackId)
      ?.suggestions.find(({ kind }) => kind === 'impact')?.reason;
  expect(await reasonOf(await of('C-1'))).toBe('0 points');
  expect(await reasonOf(await of('C-5'))).toBe('theme of 5 voices or more 1 = 1 point');
});

test('lets every filter look at what waits', async () => {
  const ctx = aContext();
  const bug = await received(ctx, { type: 'bug', theme: 'login', impact: 'high', comments: 'The page stays white.' });
  const wish = await received(ctx, { type: 'feature_request', comments: 'I wish it were blue.' });
  expect(await idsIn(ctx, { route: 'engineering' })).toEqual([bug]);
  expect(await idsIn(ctx, { type: 'feature_request' })).toEqual([wish]);
  expect(await idsIn(ctx, { theme: 'login' })).toEqual([bug]);
  expect(await idsIn(ctx, { impact: 'high' })).toEqual([bug]);
  expect(await idsIn(ctx, { q: 'blue' })).toEqual([wish]);
  expect(await idsIn(ctx, { age: 'over_14_days' })).toEqual([]);
  const later = (days: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + days * 86_400_000) });
  for (const [days, age] of [
    [6, 'under_7_days'],
    [7, '7_to_14_days'],
    [14, '7_to_14_days'],
    [15, 'over_14_days'],
  ] as const) {
    expect(await idsIn(later(days), { age })).toHaveLength(2);
    expect((await queue(later(days))).counts.age).toMatchObject({ [age]: 2 });
  }
});
