import { expect, test } from 'vitest';
import { edit } from '../../../shared/feedback/feedback.ts';
import type { SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import { again, givenIndexed } from '../../../shared/feedback/testing/given.ts';
import { analysed, queued, received, type Told, told } from '../../../shared/feedback/testing/told.ts';
import { CreateInitiative, type LinkSource } from '../../../shared/initiative/initiative.schema.ts';
import { create, link, linked, remove } from '../../../shared/initiative/initiative.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { decide } from '../../../shared/triage/decide.ts';
import { unlink as unlinkDuplicate } from '../../../shared/triage/duplicates.ts';
import { itemIdOf } from '../../../shared/triage/item-id.ts';
import { list } from '../../../shared/triage/triage.list.ts';
import type { DecideTriage } from '../../../shared/triage/triage.requests.schema.ts';
import { triageItems } from '../../../shared/triage/triage.store.ts';
import { handler } from './handler.ts';

type FeedbackId = Id<'feedback'>;

/** Each event comes twice. */
async function deliver(events: readonly Told[]): Promise<void> {
  expect(await handler(queued([...events, ...events]))).toEqual({ batchItemFailures: [] });
}
const given = async (ctx: Context, comments: string, more: Partial<SubmitFeedback> = {}): Promise<FeedbackId> =>
  (await givenIndexed(ctx, { subject: undefined, comments, language: 'en', ...more })).feedbackId;
/** Feedback that has come and been analysed. */
async function came(ctx: Context, comments: string, more: Partial<SubmitFeedback> = {}): Promise<FeedbackId> {
  const feedbackId = await given(ctx, comments, more);
  await deliver(await received(ctx, feedbackId));
  await deliver(await analysed(ctx, feedbackId, { language: 'en' }));
  return feedbackId;
}
const aPlan = async (ctx: Context, feedbackIds: FeedbackId[], more: object = {}): Promise<Id<'initiative'>> => {
  const { initiativeId } = await create(again(ctx), { body: CreateInitiative.parse({ title: 'Plan', ...more }) });
  if (feedbackIds.length > 0) await link(again(ctx), { initiativeId, body: { feedbackIds } });
  return initiativeId;
};
/** What is suggested of a record by others that are like it. */
async function suggested(ctx: Context, feedbackId: FeedbackId) {
  const { items } = await list(again(ctx), { order: 'oldest', limit: 200 });
  const found = items.find(({ feedback }) => feedback.feedbackId === feedbackId)?.suggestions ?? [];
  return found.filter(({ kind }) => kind === 'initiative' || kind === 'duplicateOf');
}
const found = async (ctx: Context, initiativeId: Id<'initiative'>, source: LinkSource) =>
  (await linked(ctx, { initiativeId, source, limit: 10 })).items.map(({ feedbackId }) => feedbackId);
const aMinuteBefore = (ctx: Context): Context => ({ ...ctx, now: new Date(ctx.now.getTime() - 60_000) });

test('an earlier record that says the same, and the initiative of a similar one, are suggested with the places of the words', async () => {
  const ctx = aContext();
  const main = await given(aMinuteBefore(ctx), 'App crashes: start');
  const plan = await aPlan(ctx, [await given(aMinuteBefore(ctx), 'app crash login')]);
  const feedbackId = await given(ctx, 'The app crash start');
  await deliver(await received(ctx, feedbackId));
  // Its language is not known yet.
  expect(await suggested(ctx, feedbackId)).toEqual([]);
  await deliver(await analysed(ctx, feedbackId, { language: 'en' }));
  const at = (start: number, end: number) => ({ field: 'comments', start, end });
  expect(await suggested(ctx, feedbackId)).toEqual([
    { kind: 'initiative', value: plan, reason: 'similarity 0.60, 2 shared words', evidence: [at(4, 7), at(8, 13)] },
    {
      kind: 'duplicateOf',
      value: main,
      reason: 'similarity 0.89, 3 shared words',
      evidence: [at(4, 7), at(8, 13), at(14, 19)],
    },
  ]);
  const decided = await decide(again(ctx), { feedbackId, body: { status: 'planned', initiativeId: plan } });
  expect(decided.triage).toMatchObject({ initiativeId: plan });
  const { firstDecision } = (await triageItems.find(ctx, itemIdOf(feedbackId))) ?? {};
  expect(firstDecision?.suggested).toEqual(
    expect.arrayContaining([
      { kind: 'initiative', outcome: 'kept' },
      { kind: 'duplicateOf', outcome: 'unsaid' },
    ]),
  );
});

test('a record is compared once for the same texts, however often it is looked at', async () => {
  const ctx = aContext();
  const feedbackId = await came(ctx, 'app crash start');
  const earlier = await given(aMinuteBefore(ctx), 'app crash start');
  await deliver(await analysed(ctx, feedbackId, { language: 'en', urgency: 'high' }));
  expect(await suggested(ctx, feedbackId)).toEqual([]);
  const change = () => edit(again(ctx), { feedbackId, edit: { comments: 'app crash start!' } as never });
  await deliver(await told(ctx, feedbackId, change));
  await deliver(await analysed(ctx, feedbackId, { language: 'en' }));
  expect(await suggested(ctx, feedbackId)).toMatchObject([{ kind: 'duplicateOf', value: earlier }]);
});

test('a later record is no main record of an earlier one', async () => {
  const ctx = aContext();
  await given(ctx, 'app crash start');
  expect(await suggested(ctx, await came(aMinuteBefore(ctx), 'app crash start'))).toEqual([]);
});

test('the theme rule of an initiative comes before what is similar', async () => {
  const ctx = aContext();
  await aPlan(ctx, [await given(aMinuteBefore(ctx), 'app crash login')]);
  const ruled = await aPlan(ctx, [], { themeRule: { match: { all: { category: 'billing' } } } });
  const of = async (category: string) => (await suggested(ctx, await came(ctx, 'app crash start', { category })))[0];
  expect(await of('billing')).toEqual({ kind: 'initiative', value: ruled, reason: 'theme rule of the initiative' });
  expect((await of('other'))?.value).not.toBe(ruled);
});

test.each<[string, Partial<SubmitFeedback>, string]>([
  ['by its source', { source: 'import' }, 'one'],
  ['in bulk', {}, 'one#3'],
  ['days after it was said', { occurredAt: new Date(Date.now() - 2 * 86_400_000).toISOString() }, 'one'],
])('what was imported %s is never compared', async (_, more, requestId) => {
  const ctx = aContext();
  const before = { ...ctx, now: new Date(ctx.now.getTime() - 3 * 86_400_000) };
  await given(before, 'app crash start', { occurredAt: before.now.toISOString() });
  const feedbackId = await given(ctx, 'app crash start', more);
  const events = await received(ctx, feedbackId);
  await deliver(events.map(({ type, detail }) => ({ type, detail: { ...detail, requestId } })));
  await deliver(await analysed(ctx, feedbackId, { language: 'en' }));
  expect(await suggested(ctx, feedbackId)).toEqual([]);
  const control = await came(ctx, 'app crash start');
  expect(await suggested(ctx, control)).toMatchObject([{ kind: 'duplicateOf' }]);
});

test('a link by a decision says what had found it: what was suggested, or whoever decided', async () => {
  const ctx = aContext();
  const plan = await aPlan(ctx, [await given(aMinuteBefore(ctx), 'app crash login')]);
  const ruled = await aPlan(ctx, [], { themeRule: { match: { all: { category: 'billing' } } } });
  const other = { category: 'other' };
  const [similar, otherwise] = [await came(ctx, 'app crash start', other), await came(ctx, 'app crash start', other)];
  const byRule = await came(ctx, 'app crash start', { category: 'billing' });
  const decideOn = async (feedbackId: FeedbackId, initiativeId: Id<'initiative'>) =>
    decide(again(ctx), { feedbackId, body: { status: 'planned', initiativeId } });
  await decideOn(similar, plan);
  await decideOn(otherwise, ruled);
  await decideOn(byRule, ruled);
  expect(await found(ctx, plan, 'similar')).toEqual([similar]);
  expect(await found(ctx, ruled, 'hand')).toEqual([otherwise]);
  expect(await found(ctx, ruled, 'rule')).toEqual([byRule]);
  expect(await found(ctx, ruled, 'similar')).toEqual([]);
});

test('of a duplicate that gets the initiative of its main record, or its own back, the link says what had found it', async () => {
  const ctx = aContext();
  const plan = await aPlan(ctx, [await given(aMinuteBefore(ctx), 'app crash login')]);
  const elsewhere = await aPlan(ctx, []);
  const [main, other] = [await given(ctx, 'Nothing like it'), await given(ctx, 'Nor this')];
  const feedbackId = await came(ctx, 'app crash start', { customerId: 'C-2' });
  const decideOn = (id: FeedbackId, body: DecideTriage) => decide(again(ctx), { feedbackId: id, body });
  await decideOn(feedbackId, { status: 'duplicate', duplicateOf: main });
  await decideOn(main, { status: 'planned', initiativeId: plan });
  expect(await found(ctx, plan, 'similar')).toEqual([feedbackId]);
  await unlinkDuplicate(again(ctx), { feedbackId });
  await decideOn(feedbackId, { status: 'planned', initiativeId: plan });
  await decideOn(other, { status: 'planned', initiativeId: elsewhere });
  await decideOn(feedbackId, { status: 'duplicate', duplicateOf: other });
  expect((await found(ctx, elsewhere, 'hand')).toSorted()).toEqual([other, feedbackId].toSorted());
  await unlinkDuplicate(again(ctx), { feedbackId });
  expect(await found(ctx, plan, 'similar')).toEqual([feedbackId]);
});

test('what is gone by now is not shown', async () => {
  const ctx = aContext();
  const initiativeId = await aPlan(ctx, [await given(aMinuteBefore(ctx), 'app crash login')]);
  const feedbackId = await came(ctx, 'app crash');
  expect(await suggested(ctx, feedbackId)).toMatchObject([{ kind: 'initiative' }, { kind: 'duplicateOf' }]);
  await remove(again(ctx), { initiativeId });
  expect(await suggested(ctx, feedbackId)).toMatchObject([{ kind: 'duplicateOf' }]);
});
