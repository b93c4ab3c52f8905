import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { list } from '../feedback/feedback.list.ts';
import { EditFeedback, FeedbackFilter } from '../feedback/feedback.requests.schema.ts';
import { edit, get } from '../feedback/feedback.ts';
import { newId } from '../kernel/ids.ts';
import { aContext } from '../testing/context.ts';
import { answer } from './answer.ts';
import { SendRecipient } from '../asking/asking.schema.ts';
import { TriggerEventInput } from '../survey/survey.schema.ts';
import { surveys } from '../survey/survey.store.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';

const text = (longest: number) => fc.integer({ min: 1, max: longest }).map((length) => 'ü'.repeat(length));
const minutes = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100);
/** `more` is how far texts may go beyond their limits. */
const snapshots = (more: number, resolutionMinutes: fc.Arbitrary<number>) =>
  fc.record(
    {
      agentId: fc.integer({ min: 1, max: 128 + more }).map((length) => 'a'.repeat(length)),
      queue: text(100 + more),
      channel: text(50 + more),
      segment: text(100 + more),
      tier: text(50 + more),
      resolutionMinutes,
      reopened: fc.boolean(),
    },
    { requiredKeys: [] },
  );
const told = (snapshot: object) =>
  TriggerEventInput.safeParse({ type: 'ticket.resolved', customerId: 'C-1', snapshot });
const asked = (snapshot: object) => SendRecipient.safeParse({ contact: { email: 'ana@example.com' }, snapshot });

test('events and lists of people take the same contexts', () => {
  const any = snapshots(20, fc.oneof(minutes, fc.double({ min: 0, max: 10_000, noNaN: true })));
  fc.assert(
    fc.property(any, (sent) => asked(sent).success === told(sent).success),
    { numRuns: 500 },
  );
});

test('what an asking may say of its context comes back from the feedback, can be sent back, and can be filtered by', async () => {
  const ctx = aContext();
  const check = async (sent: object) => {
    const { snapshot } = TriggerEventInput.parse({ type: 'ticket.resolved', customerId: 'C-1', snapshot: sent });
    const { survey } = await aDeliveredSurvey(ctx, { survey: { snapshot } });
    await answer(ctx, {
      surveyId: survey.surveyId,
      given: () => ({ satisfaction: 2, improve: 'Faster' }),
      complete: true,
    });
    const { feedbackId = newId('feedback') } = (await surveys.find(ctx, survey.surveyId)) ?? {};
    const feedback = await get(ctx, { feedbackId });
    const mayBeEdited = Object.fromEntries(Object.entries(feedback).filter(([name]) => name in EditFeedback.shape));
    expect(mayBeEdited).toMatchObject({ snapshot, scores: [{ value: 2 }], comments: 'Faster' });
    const patched = await edit(
      { ...ctx, requestId: newId('event') },
      { feedbackId, edit: EditFeedback.parse(mayBeEdited) },
    );
    expect(patched).toEqual(feedback);
    expect(await get(ctx, { feedbackId })).toEqual(feedback);
    const { tier, segment } = snapshot;
    const filter = FeedbackFilter.parse({ tier, segment });
    const { items } = await list(ctx, { ...filter, limit: 200 });
    expect(items.map((one) => one.feedbackId)).toContain(feedbackId);
  };
  await check({ agentId: 'a'.repeat(128), queue: 'x'.repeat(100), channel: 'x'.repeat(50), tier: 'x'.repeat(50) });
  await fc.assert(fc.asyncProperty(snapshots(0, minutes), check), { numRuns: 15 });
}, 120_000);
