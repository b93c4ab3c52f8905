import { describe, expect, test } from 'vitest';
import { start } from '../../shared/export/export.ts';
import { exportRoutes } from '../../shared/export/export.routes.ts';
import { CreateExport } from '../../shared/export/export.schema.ts';
import { work } from '../../shared/job/run.ts';
import { jobDefinitions } from '../../shared/jobs.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

useQueues();
useFiles();
const { start: starting, get, link } = exportRoutes.routes;
const body = { format: 'csv', filter: { source: 'api' }, columns: ['feedback_id', 'nps'], mask: true };

async function anExport(companyId: string): Promise<{ export: string }> {
  const ctx = aContext({ companyId });
  const { jobId } = await start(ctx, { resource: 'feedback', body: CreateExport.parse(body) });
  await work(ctx, jobId, { now: () => new Date(), definitions: jobDefinitions });
  return { export: jobId };
}

routeTests(exportRoutes, handler, {
  start: () => ({ params: { export: 'feedback' }, body }),
  get: async (companyId) => ({ params: await anExport(companyId) }),
  link: async (companyId) => ({ params: await anExport(companyId), body: { file: 'feedback.csv' } }),
});

describe('an export', () => {
  test.each([
    [{ format: 'xls' }, '#/format'],
    [{ columns: ['shoe_size'] }, '#/columns/0'],
    [{ columns: ['nps', 'nps'] }, '#/columns'],
    [{ columns: [] }, '#/columns'],
    [{ format: 'ndjson', columns: ['nps'] }, '#/columns'],
    [{ format: 'ndjson', zone: 'Europe/Berlin' }, '#/zone'],
    [{ zone: 'Mars/Olympus' }, '#/zone'],
    [{ columns: ['changed_keys'] }, '#/columns/0'],
    [{ filter: { from: '2026-11-02', to: '2026-11-01' } }, '#/filter/to'],
    [{ filter: { colour: 'red' } }, '#/filter/colour'],
  ])('with %j is refused', async (wrong, pointer) => {
    const answer = await send(handler, starting, { params: { export: 'feedback' }, body: { format: 'csv', ...wrong } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });

  test('of an unknown kind of records is not found', async () => {
    expectProblem(await send(handler, starting, { params: { export: 'shoes' }, body }), 404, 'not-found');
  });

  test('is for administrators, managers and analysts, not for agents', async () => {
    for (const role of ['admin', 'manager', 'analyst'] as const)
      expect((await send(handler, starting, { role, params: { export: 'feedback' }, body })).status).toBe(202);
    expectProblem(
      await send(handler, starting, { role: 'agent', params: { export: 'feedback' }, body }),
      403,
      'forbidden',
    );
  });

  test('of the audit trail needs `audit:read`, which managers have and analysts do not', async () => {
    // A company of its own: three exports at a time are the most.
    const { companyId } = aContext();
    const asked = { companyId, params: { export: 'audit' }, body: { format: 'csv' } };
    expect((await send(handler, starting, { role: 'manager', ...asked })).status).toBe(202);
    expectProblem(await send(handler, starting, { role: 'analyst', ...asked }), 403, 'forbidden');
  });

  test('that is done leads to a link to its file', async () => {
    const { companyId } = aContext();
    const params = await anExport(companyId);
    const told = await send(handler, get, { companyId, params });
    expect(told.body).toMatchObject({
      status: 'done',
      result: { files: [{ name: 'feedback.csv' }, { name: 'manifest.json' }] },
    });
    const linked = await send(handler, link, { companyId, params, body: { file: 'feedback.csv' } });
    expect(String(linked.body['url'])).toMatch(/^http.+X-Amz-Signature=/);
  });
});
