import { expect, test } from 'vitest';
import { useStandIn } from '../../../shared/analysis/testing/stand-in.ts';
import { SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import { find } from '../../../shared/feedback/feedback.store.ts';
import { submit } from '../../../shared/feedback/feedback.submit.ts';
import { correct, edit, get, reanalyse } from '../../../shared/feedback/feedback.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { handler as sort } from '../../streams/analysis/handler.ts';
import { handler } from './handler.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';

const service = useStandIn();
const queues = useQueues();

/** Delivers the record's newest state, as its last write put it into the stream, and then what comes out of the lanes. */
async function deliver(ctx: Context, feedbackId: Id<'feedback'>) {
  const after = await find(ctx, feedbackId);
  expect(await sort(streamEventOf([{ ...(after && { after }) }]))).toEqual({ batchItemFailures: [] });
  for (const lane of ['new', 'backlog']) expect(await handler(queues.take(lane))).toEqual({ batchItemFailures: [] });
  return get(ctx, { feedbackId });
}
const submitted = async (ctx: Context, input: object) =>
  (await submit(ctx, SubmitFeedback.parse({ source: 'api', ...input }))).feedback.feedbackId;

test('what was submitted is analysed, corrected by a person, and keeps the correction when it is analysed again', async () => {
  const ctx = aContext();
  const feedbackId = await submitted(ctx, { comments: 'The invoice was wrong and support was terribly rude' });
  const first = await deliver(ctx, feedbackId);
  expect(first).toMatchObject({ version: 1, analysis: { status: 'done', sentiment: 'negative', language: 'en' } });

  await correct(ctx, { feedbackId, ifMatch: first.version, correction: { sentiment: 'mixed', urgency: 'critical' } });
  await reanalyse(ctx, { feedbackId });
  const again = await deliver(ctx, feedbackId);
  expect(again.analysis).toMatchObject({
    status: 'done',
    sentiment: 'mixed',
    urgency: 'critical',
    correctedBy: 'user-1',
    engineSaid: { sentiment: 'negative' },
  });
  expect(again.analysis?.sentimentScore).toBeUndefined();
});

test('a changed text is analysed anew, an unchanged one is not', async () => {
  const ctx = aContext();
  const feedbackId = await submitted(ctx, { comments: 'A terrible experience from start to end' });
  await deliver(ctx, feedbackId);
  await edit(ctx, { feedbackId, edit: { tags: ['seen'] } });
  const calls = service.allCalls();
  await deliver(ctx, feedbackId);
  expect(service.allCalls()).toBe(calls);
  await edit(ctx, { feedbackId, edit: { comments: 'A wonderful experience in the end' } } as Parameters<
    typeof edit
  >[1]);
  expect((await deliver(ctx, feedbackId)).analysis).toMatchObject({ status: 'done', sentiment: 'positive' });
});

test('a record shows the words that its analysis rests on, also after a correction, until its text changes', async () => {
  const ctx = aContext();
  const feedbackId = await submitted(ctx, { comments: 'I am furious, this is urgent', language: 'en' });
  const evidence = [
    { kind: 'emotion', value: 'anger', field: 'comments', start: 5, end: 12, term: 'furious' },
    { kind: 'urgency', value: 'high', field: 'comments', start: 22, end: 28, term: 'urgent' },
  ];
  expect((await deliver(ctx, feedbackId)).analysis).toMatchObject({ emotions: ['anger'], evidence });
  const corrected = await correct(ctx, { feedbackId, correction: { emotions: ['sadness'] } });
  expect(corrected.analysis).toMatchObject({ emotions: ['sadness'], evidence });
  // Its words are those of the text; a second copy would have to be found by whoever erases them.
  expect(JSON.stringify((await find(ctx, feedbackId))?.analysis)).not.toContain('furious');
  const edited = await edit({ ...ctx, requestId: 'r2' }, { feedbackId, edit: { comments: 'Thank you' } });
  expect(edited.analysis?.evidence).toBeUndefined();
});

test('a record without text is never sent', async () => {
  const ctx = aContext();
  const feedbackId = await submitted(ctx, { scores: [{ metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 }] });
  expect((await deliver(ctx, feedbackId)).analysis).toMatchObject({ status: 'skipped', reason: 'no-text' });
  expect(service.allCalls()).toBe(0);
});
