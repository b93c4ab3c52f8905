import { expect, test } from 'vitest';
import { record } from '../../shared/audit/audit.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { remove } from '../../shared/feedback/feedback.ts';
import { aSubmission, given } from '../../shared/feedback/testing/given.ts';
import { aContext } from '../../shared/testing/context.ts';
import { send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './testing/whole.ts';

const one = async (companyId: string) => {
  const { feedbackId } = await given(aContext({ companyId }));
  return { params: { feedbackId } };
};

routeTests(feedbackRoutes, handler, {
  submit: () => ({ body: aSubmission() }),
  submitMany: () => ({ body: { items: [aSubmission(), { source: 'nowhere' }] } }),
  list: async (companyId) => {
    await given(aContext({ companyId }));
    return { query: { from: '2026-11-01', source: 'support_ticket', limit: '10' } };
  },
  count: () => ({ query: { tag: 'invoice' } }),
  get: one,
  edit: async (companyId) => ({ ...(await one(companyId)), body: { category: 'shipping', tags: null } }),
  remove: one,
  restore: async (companyId) => {
    const ctx = aContext({ companyId });
    const { feedbackId } = await given(ctx);
    await remove(ctx, { feedbackId });
    return { params: { feedbackId } };
  },
  exclude: async (companyId) => ({ ...(await one(companyId)), body: { reason: 'spam' } }),
  include: one,
  correct: async (companyId) => ({ ...(await one(companyId)), body: { sentiment: 'negative', urgency: 'high' } }),
  reanalyse: one,
  history: async (companyId) => {
    const example = await one(companyId);
    const ctx = aContext({ companyId });
    // The changes reader does it behind the stream.
    await record(ctx, [
      {
        action: 'FeedbackSubmitted',
        recordId: example.params.feedbackId,
        version: 1,
        revision: 1,
        at: ctx.now.toISOString(),
        actor: { kind: 'user', id: 'user-1' },
        changedKeys: ['comments'],
      },
    ]);
    return example;
  },
});

test('a language is kept in one form, whichever way it comes', async () => {
  const { companyId } = aContext();
  const { submit, edit } = feedbackRoutes.routes;
  const made = await send(handler, submit, { companyId, body: aSubmission({ language: 'en-US' }) });
  expect(made.body['language']).toBe('en');
  const params = { feedbackId: String(made.body['feedbackId']) };
  for (const [told, kept] of Object.entries({ 'pt-BR': 'pt', 'zh-Hant': 'zh-TW', zh: 'zh' })) {
    const edited = await send(handler, edit, { companyId, params, body: { language: told } });
    expect(edited.body['language']).toBe(kept);
  }
});
