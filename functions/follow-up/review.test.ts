import { expect, test } from 'vitest';
import { again, given } from '../../shared/feedback/testing/given.ts';
import { CreateInitiative } from '../../shared/initiative/initiative.schema.ts';
import { create } from '../../shared/initiative/initiative.ts';
import { knows } from '../../shared/people/testing/given.ts';
import { make } from '../../shared/review/making.ts';
import { reviewRoutes, reviewSettingsRoutes } from '../../shared/review/review.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

// A review that is made by hand calls a worker.
useQueues();

const aReview = async (companyId: string) => {
  const ctx = aContext({ companyId });
  await given(ctx);
  const made = await make(ctx, { kind: 'weekly', period: '2026-W02' }, { isOver: () => false });
  if (!('review' in made)) throw new Error('it is made at once');
  return { params: { reviewId: made.review.reviewId } };
};

routeTests(reviewRoutes, handler, {
  list: async (companyId) => {
    await aReview(companyId);
    return {};
  },
  run: () => ({ body: { kind: 'monthly', period: '2026-02' } }),
  get: aReview,
  decide: async (companyId) => {
    const ctx = aContext({ companyId });
    const body = CreateInitiative.parse({ title: 'One', status: 'wont_do', reason: 'Too dear.' });
    const { initiativeId } = await create(ctx, { body });
    await make(again(ctx), { kind: 'quarterly', period: '2026-Q1' }, { isOver: () => false });
    const item = {
      initiativeId,
      decision: 'keep',
      reason: 'Too dear.',
      until: new Date(Date.now() + 9e9).toISOString().slice(0, 10),
    };
    return { params: { reviewId: 'quarterly-2026-Q1' }, body: { items: [item] } };
  },
});

routeTests(reviewSettingsRoutes, handler, {
  settings: () => ({}),
  putSettings: async (companyId) => {
    await knows(aContext({ companyId }), 'ada');
    return { body: { weekly: { at: '07:30' }, recipients: { userIds: ['ada'], roles: ['manager'] } } };
  },
});

test.each([
  ['a running period', { kind: 'weekly', period: '2999-W01' }, 409, 'conflict'],
  ['an unknown kind', { kind: 'yearly', period: '2026-02' }, 400, 'validation-failed'],
  ['a period of another kind', { kind: 'weekly', period: '2026-02' }, 400, 'validation-failed'],
  ['a week that there is not', { kind: 'weekly', period: '2025-W53' }, 400, 'validation-failed'],
  ['what is no period at all', { kind: 'monthly', period: 'text' }, 400, 'validation-failed'],
  ['a month that there is not', { kind: 'monthly', period: '2026-13' }, 400, 'validation-failed'],
] as const)('%s is refused', async (_, body, status, code) => {
  expectProblem(await send(handler, reviewRoutes.routes.run, { companyId: aCompany(), body }), status, code);
});

test('a recipient whom the company does not know is 400 with its pointer', async () => {
  const body = { recipients: { userIds: ['nobody'] } };
  const answer = await send(handler, reviewSettingsRoutes.routes.putSettings, { companyId: aCompany(), body });
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toMatchObject([{ pointer: '#/recipients/userIds/0' }]);
});
