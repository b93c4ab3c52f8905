import { describe, expect, test } from 'vitest';
import { again } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { queueRun } from '../../shared/report-run/occurrences.ts';
import { pause, resume } from '../../shared/report/report.ts';
import { reportRunRoutes } from '../../shared/report-run/run.routes.ts';
import { call } from '../../shared/report-run/step.ts';
import { aPerson, aScheduled, fakePrinters, works } from '../../shared/report-run/testing/worked.ts';
import { aContext } from '../../shared/testing/context.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { handler } from './handler.ts';

const queues = useQueues();
useFiles();
useSes();
const { routes } = reportRunRoutes;

const aReportOf = async (companyId: string) => {
  const ctx = aContext({ companyId, userId: 'ada' });
  const report = await aScheduled(ctx, { formats: ['csv'] });
  for (const id of ['user-1', 'machine-1', 'client-1']) await aPerson(ctx, id, ['admin']);
  return { ctx, report };
};
const ofReport = async (companyId: string) => {
  const { report } = await aReportOf(companyId);
  return { params: { reportId: report.reportId } };
};

/** A run, computed and sent where that is wanted. */
async function aRun(companyId: string, isDone: boolean) {
  const { ctx, report } = await aReportOf(companyId);
  const run = await queueRun(again(ctx), report, { trigger: 'hand', dueAt: ctx.now.toISOString() });
  if (!run) throw new Error('no run');
  if (isDone) await sent(ctx, run);
  return { params: { reportId: report.reportId, runId: run.runId } };
}
async function sent(ctx: Context, run: Parameters<typeof call>[1]) {
  await call(ctx, run);
  await works(ctx, new Date(), { queues, printers: fakePrinters() });
}
const done = (companyId: string) => aRun(companyId, true);

routeTests(reportRunRoutes, handler, {
  run: async (companyId) => ({ ...(await ofReport(companyId)), body: {} }),
  test: async (companyId) => ({ ...(await ofReport(companyId)), body: {} }),
  list: async (companyId) => {
    const { params } = await done(companyId);
    return { params: { reportId: params.reportId } };
  },
  get: done,
  file: async (companyId) => {
    const { params } = await done(companyId);
    return { params: { ...params, format: 'csv' } };
  },
  deliveries: done,
  resend: async (companyId) => ({
    ...(await done(companyId)),
    body: { recipients: [`bob@${companyId}.example.com`] },
  }),
  cancel: (companyId) => aRun(companyId, false),
  revoke: done,
});

describe('a run', () => {
  test('shows a link to its snapshot and one to each file, for five minutes', async () => {
    const { companyId } = aContext();
    const { params } = await done(companyId);
    const { body } = await send(handler, routes.get, { companyId, params });
    expect(body).toMatchObject({ status: 'done', snapshot: { url: expect.stringContaining('X-Amz-Expires=300') } });
    const { status, headers } = await send(handler, routes.file, { companyId, params: { ...params, format: 'csv' } });
    expect([status, headers['location']]).toEqual([302, expect.stringContaining('/report.csv?X-Amz-Expires=300')]);
    const none = await send(handler, routes.file, { companyId, params: { ...params, format: 'pdf' } });
    expectProblem(none, 404, 'not-found');
  });

  test('is not made by hand while the report is paused; a test of it is', async () => {
    const { companyId } = aContext();
    const { ctx, report } = await aReportOf(companyId);
    const params = { reportId: report.reportId };
    await pause(again(ctx), report);
    expectProblem(await send(handler, routes.run, { companyId, params, body: {} }), 409, 'report-paused');
    expect((await send(handler, routes.test, { companyId, params, body: {} })).status).toBe(202);
    await resume(again(ctx), report);
    expect((await send(handler, routes.run, { companyId, params, body: {} })).status).toBe(202);
  });

  test('is one of its own report alone', async () => {
    const { companyId } = aContext();
    const { params } = await done(companyId);
    const other = await ofReport(companyId);
    const answer = await send(handler, routes.get, { companyId, params: { ...params, ...other.params } });
    expectProblem(answer, 404, 'not-found');
  });
});
