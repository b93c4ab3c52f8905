import { expect, test } from 'vitest';
import { edit, exclude, include, remove } from '../../../shared/feedback/feedback.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { analysed, queued, received, told, type Told } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { act, list } from '../../../shared/praise/praise.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

type FeedbackId = Id<'feedback'>;
const TEXT = 'Patient, friendly and competent: the problem was solved in one call.';
const csat = (value: number) => ({ metric: 'csat' as const, value, scaleMin: 1, scaleMax: 5 });
const nps = (value: number) => ({ metric: 'nps' as const, value, scaleMin: 0, scaleMax: 10 });

const deliver = async (events: readonly Told[]): Promise<void> =>
  expect(await handler(queued(events))).toEqual({ batchItemFailures: [] });
const wall = async (ctx: Context, agentId = 'agent-7') =>
  (await list(again(ctx), { agentId, limit: 50 })).items.map(({ praise }) => String(praise.feedbackId));

/** A record whose events were all delivered twice. */
async function said(ctx: Context, more: object = {}, found: object = {}): Promise<FeedbackId> {
  const { feedbackId } = await given(ctx, {
    subject: undefined,
    comments: TEXT,
    scores: [csat(5)],
    snapshot: { agentId: 'agent-7' },
    ...more,
  });
  const id = feedbackId as FeedbackId;
  const events = [...(await received(ctx, id)), ...(await analysed(ctx, id, { sentiment: 'positive', ...found }))];
  await deliver(events);
  await deliver(events);
  return id;
}

test.each([
  ['csat of 5', { scores: [csat(5)] }, {}],
  ['csat of 9 on 1–10, which is 4.56 of 5', { scores: [{ ...csat(9), scaleMax: 10 }] }, {}],
  ['nps of 9', { scores: [nps(9)] }, {}],
  ['joy without a score', { scores: [] }, { emotions: ['joy'] }],
  ['gratitude beside a low score', { scores: [csat(2)] }, { emotions: ['gratitude'] }],
  ['20 characters', { comments: 'x'.repeat(20) }, {}],
  ['600 characters', { comments: 'x'.repeat(600) }, {}],
])('%s, said positively of an agent, is praise, once', async (_, more, found) => {
  const ctx = aContext();
  const id = await said(ctx, more, found);
  expect(await wall(ctx)).toEqual([id]);
});

test.each([
  ['csat of 4', { scores: [csat(4)] }, {}],
  ['nps of 8', { scores: [nps(8)] }, {}],
  ['nps of 9 on another scale', { scores: [{ ...nps(9), scaleMax: 20 }] }, {}],
  ['no score and no joy', { scores: [] }, { emotions: ['anger'] }],
  ['another sentiment', {}, { sentiment: 'mixed' }],
  ['19 characters', { comments: 'x'.repeat(19) }, {}],
  ['601 characters', { comments: 'x'.repeat(601) }, {}],
  ['no text', { comments: undefined, subject: TEXT }, {}],
  ['no agent', { snapshot: { teamId: 'team-1' } }, {}],
  ['more than 400 days', { occurredAt: new Date(Date.now() - 401 * 86_400_000).toISOString() }, {}],
])('%s is no praise', async (_, more, found) => {
  const ctx = aContext();
  await said(ctx, more, found);
  expect(await wall(ctx)).toEqual([]);
});

test('what is excluded, deleted or said otherwise leaves the wall, also while its event is on the way, and comes back', async () => {
  const ctx = aContext();
  const id = await said(ctx);
  const excluded = await told(ctx, id, () => exclude(again(ctx), { feedbackId: id, reason: 'test' }));
  expect(await wall(ctx)).toEqual([]);
  await deliver(excluded);
  await deliver(await told(ctx, id, () => include(again(ctx), { feedbackId: id })));
  expect(await wall(ctx)).toEqual([id]);
  await deliver(await told(ctx, id, () => edit(again(ctx), { feedbackId: id, edit: { scores: [csat(3)] } })));
  expect(await wall(ctx)).toEqual([]);
  await deliver(await told(ctx, id, () => edit(again(ctx), { feedbackId: id, edit: { scores: [csat(5)] } })));
  expect(await wall(ctx)).toEqual([id]);
  // Late and twice: what happened before is no reason to leave.
  await deliver(excluded);
  expect(await wall(ctx)).toEqual([id]);
  await deliver(await told(ctx, id, () => remove(again(ctx), { feedbackId: id })));
  expect(await wall(ctx)).toEqual([]);
});

test('what is pinned stays pinned while its text is analysed anew, and is on the wall again then', async () => {
  const ctx = aContext();
  const id = await said(ctx);
  await act(again(ctx), { feedbackId: id, body: { action: 'pin' } });
  const longer = { comments: `${TEXT} Thank you!` };
  await deliver(await told(ctx, id, () => edit(again(ctx), { feedbackId: id, edit: longer })));
  expect(await wall(ctx)).toEqual([]);
  await deliver(await analysed(ctx, id, { sentiment: 'positive' }));
  expect((await list(again(ctx), { limit: 50 })).items).toMatchObject([
    { praise: { feedbackId: id, pinned: { by: 'user-1' } } },
  ]);
});

test('what turns out to be said of another agent is praise of that one, and nobody has pinned it', async () => {
  const ctx = aContext();
  const id = await said(ctx);
  await act(again(ctx), { feedbackId: id, body: { action: 'pin' } });
  const snapshot = { agentId: 'agent-8' };
  await deliver(await told(ctx, id, () => edit(again(ctx), { feedbackId: id, edit: { snapshot } })));
  expect([await wall(ctx), await wall(ctx, 'agent-8')]).toEqual([[], [id]]);
  expect((await list(again(ctx), { limit: 50 })).items).toEqual([]);
});

test('personal data in praise is masked whatever the settings say, and no name of the customer is told', async () => {
  const ctx = aContext();
  const comments = 'Thank you so much, mail me at ada@example.com, I am Ada Lovelace.';
  const start = comments.indexOf('Ada Lovelace');
  await said(ctx, { comments }, { pii: [{ type: 'NAME', field: 'comments', start, end: start + 12 }] });
  const { items } = await list(again(ctx), { agentId: 'agent-7', limit: 50 });
  expect(items.map(({ feedback }) => feedback.comments)).toEqual([
    'Thank you so much, mail me at [EMAIL], I am [NAME].',
  ]);
  expect(JSON.stringify(items)).not.toMatch(/Ada|ada@|contact/);
});

test('feedback that praises nobody is not written, and as it comes not read', async () => {
  const ctx = aContext();
  const { feedbackId } = await given(ctx);
  const events = await received(ctx, feedbackId as FeedbackId);
  const { partitions } = await watchTable(() => deliver(events));
  expect([...partitions]).toEqual([]);
});

test('praise leaves the table 400 days after it was said', async () => {
  const ctx = aContext();
  const occurredAt = new Date(Date.now() - 86_400_000).toISOString();
  const { items } = await watchTable(() => said(ctx, { occurredAt }));
  const rows = items.filter(({ pk }) => String(pk).includes('#prs#'));
  expect(rows.map(({ expiresAt }) => expiresAt)).toEqual([
    Math.ceil((Date.parse(occurredAt) + 400 * 86_400_000) / 1_000),
  ]);
});
