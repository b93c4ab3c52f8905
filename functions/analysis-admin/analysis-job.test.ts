import { expect, test } from 'vitest';
import { analysisJobRoutes } from '../../shared/analysis-job/analysis-job.routes.ts';
import { CreateEstimate } from '../../shared/analysis-job/estimate.schema.ts';
import { estimate } from '../../shared/analysis-job/estimate.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

useQueues();
const { estimate: estimating, startJob } = analysisJobRoutes.routes;
const body = { filter: { from: '2026-11-01', source: 'api' }, parts: ['urgency'] };
const estimated = async (companyId: string) => estimate(aContext({ companyId }), { body: CreateEstimate.parse(body) });

routeTests(analysisJobRoutes, handler, {
  estimate: () => ({ body }),
  startJob: async (companyId) => ({ body: { estimateId: (await estimated(companyId)).estimateId } }),
  usage: () => ({ query: { month: '2026-11' } }),
});

test('an estimate of no part, of one twice, in a language `xx`, or of days that end before they begin is refused', async () => {
  const refused = async (wrong: object, pointer: string) => {
    const answer = await send(handler, estimating, { body: { ...body, ...wrong } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  };
  await refused({ parts: [] }, '#/parts');
  await refused({ parts: ['urgency', 'urgency'] }, '#/parts');
  await refused({ parts: ['spelling'] }, '#/parts/0');
  await refused({ filter: { language: 'xx' } }, '#/filter/language');
  await refused({ filter: { from: '2026-11-02', to: '2026-11-01' } }, '#/filter/to');
});

test('a job takes its filter from its estimate, and one without an estimate is refused', async () => {
  const companyId = aContext().companyId;
  const { estimateId } = await estimated(companyId);
  const differs = await send(handler, startJob, { companyId, body: { estimateId, filter: { source: 'email' } } });
  expectProblem(differs, 400, 'validation-failed');
  expectProblem(await send(handler, startJob, { companyId, body: {} }), 400, 'validation-failed');
  expectProblem(await send(handler, startJob, { body: { estimateId } }), 409, 'conflict');
  expect(await send(handler, startJob, { companyId, body: { estimateId } })).toMatchObject({ status: 202 });
});

test('is for administrators and managers; analysts read what was used', async () => {
  for (const role of ['admin', 'manager'] as const)
    expect((await send(handler, estimating, { role, body })).status).toBe(200);
  expectProblem(await send(handler, estimating, { role: 'analyst', body }), 403, 'forbidden');
  expect((await send(handler, analysisJobRoutes.routes.usage, { role: 'analyst' })).status).toBe(200);
});
