import { expect, test } from 'vitest';
import { jobRoutes } from '../../shared/job/job.routes.ts';
import { pause, start } from '../../shared/job/job.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = jobRoutes;
const queues = useQueues();

async function aJob(companyId: string) {
  const how = { permission: 'webhooks:write', places: { of: 'test', most: 99 } } as const;
  const { jobId } = await start(aContext({ companyId }), 'webhookReplay', {}, how);
  return { params: { jobId }, body: {} };
}
async function aPausedJob(companyId: string) {
  const example = await aJob(companyId);
  await pause(aContext({ companyId }), example.params);
  return example;
}

routeTests(jobRoutes, handler, {
  list: async (companyId) => {
    await aJob(companyId);
    return {};
  },
  get: async (companyId) => ({ params: (await aJob(companyId)).params }),
  pause: aJob,
  resume: aPausedJob,
  cancel: aJob,
});

test('one that has ended cannot be paused, resumed or cancelled', async () => {
  const companyId = aCompany();
  const example = { companyId, ...(await aJob(companyId)) };
  expect(await send(handler, routes.cancel, example)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  for (const route of [routes.pause, routes.resume, routes.cancel])
    expectProblem(await send(handler, route, example), 409, 'conflict');
});

test('one that is resumed is worked on', async () => {
  const companyId = aCompany();
  const example = { companyId, ...(await aPausedJob(companyId)) };
  queues.take('jobs');
  expect(await send(handler, routes.resume, example)).toMatchObject({ status: 200, body: { status: 'queued' } });
  expect(queues.sent('jobs')).toHaveLength(1);
});
