import { describe, expect, test } from 'vitest';
import { worked, starting, uploaded } from '../../shared/import/testing/importing.ts';
import { feedbackImportRoutes, importRoutes } from '../../shared/import/import.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

useQueues();
const files = useFiles();
const { upload, preview, presets, start, errors } = importRoutes.routes;
const { importFeedback } = feedbackImportRoutes.routes;

const content = 'id,nps,comment\n1,9,Fine\n2,11,Too much\n';
const mapping = [
  { column: 'id', to: 'externalId' },
  { column: 'nps', to: 'score', metric: 'nps', scaleMin: 0, scaleMax: 10 },
  { column: 'comment', to: 'comments' },
];
const csv = { preset: 'csv', mapping, maxErrorShare: 1 };

async function anImport(companyId: string, body: object) {
  const ctx = aContext({ companyId });
  const { jobId } = await worked(ctx, await starting(ctx, content, body));
  return { jobId };
}
const anUpload = (companyId: string) => uploaded(aContext({ companyId }), content);

routeTests(importRoutes, handler, {
  upload: () => ({ body: {} }),
  preview: async (companyId) => ({ body: { uploadId: await anUpload(companyId), preset: 'csv', mapping } }),
  presets: () => ({}),
  start: async (companyId) => ({ body: { ...csv, uploadId: await anUpload(companyId) } }),
  apply: async (companyId) => ({ params: await anImport(companyId, { ...csv, dryRun: true }), body: {} }),
  rollback: async (companyId) => ({ params: await anImport(companyId, csv), body: { force: false } }),
  errors: async (companyId) => ({ params: await anImport(companyId, csv) }),
  rejected: async (companyId) => ({ params: await anImport(companyId, csv) }),
});
routeTests(feedbackImportRoutes, handler, { importFeedback: () => ({ body: { ...csv, content } }) });

describe('a file', () => {
  test('is sent by a form that takes one file of at most 100 MB under a name of its company', async () => {
    const companyId = aContext().companyId;
    const { body } = await send(handler, upload, { companyId, body: {} });
    const form = (more: Record<string, string> = {}) => {
      const data = new FormData();
      for (const [name, value] of Object.entries({ ...(body['fields'] as Record<string, string>), ...more }))
        data.set(name, value);
      data.set('file', new Blob([content]));
      return data;
    };
    const url = String(body['url']);
    const policy = JSON.parse(
      Buffer.from((body['fields'] as { policy: string }).policy, 'base64').toString(),
    ) as object;
    expect(policy).toMatchObject({
      conditions: expect.arrayContaining([['content-length-range', 1, 100 * 1024 * 1024]]),
    });
    expect((await fetch(url, { method: 'POST', body: form({ key: 'imports/other/x' }) })).status).toBe(403);
    expect((await fetch(url, { method: 'POST', body: form() })).status).toBe(204);
    const seen = await send(handler, preview, {
      companyId,
      body: { uploadId: body['uploadId'], preset: 'csv', mapping },
    });
    expect(seen.body).toMatchObject({
      preset: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      headerRows: 1,
      columns: [
        { header: 'id', type: 'number', suggestion: { field: 'externalId' } },
        { header: 'nps', suggestion: { field: 'score', metric: 'nps' } },
        { header: 'comment', sample: ['Fine', 'Too much'], suggestion: { field: 'comments' } },
      ],
      rows: [
        { line: 2, record: { comments: 'Fine' }, problems: [] },
        { line: 3, problems: [{ code: 'off_scale' }] },
      ],
    });
    expect([...files.stored.keys()].filter((key) => key.includes(companyId))).toEqual([
      `imports/${companyId}/${String(body['uploadId'])}`,
    ]);
  });

  test('in the body of a request that is too large leads to where it is to be sent', async () => {
    const answer = await send(handler, importFeedback, { body: { ...csv, content: 'x'.repeat(1_100_000) } });
    expectProblem(answer, 413, 'too-large');
    expect(answer.body['detail']).toContain('/imports/uploads');
  });

  test('that is broken is refused by its preview', async () => {
    const companyId = aContext().companyId;
    const uploadId = await uploaded(aContext({ companyId }), 'a,b\n1,"open');
    const answer = await send(handler, preview, { companyId, body: { uploadId } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([
      { pointer: '#/uploadId', detail: expect.stringContaining('unclosed_quote') },
    ]);
  });
});

describe('an import', () => {
  test.each([
    [{ preset: 'excel' }, '#/preset'],
    [{ mapping: [...mapping, { column: 'other', to: 'comments' }] }, '#/mapping/3/to'],
    [{ mapping: [...mapping, { column: 'id', to: 'data' }] }, '#/mapping/3/column'],
    [{ mapping: [{ column: 'mood', to: 'sentiment' }] }, '#/mapping/0/to'],
    [{ mapping: [{ column: 'nps', to: 'score' }] }, '#/mapping/0/metric'],
    [{ mapping: [{ column: 'nps', to: 'score', metric: 'nps', scaleMin: 10, scaleMax: 0 }] }, '#/mapping/0/scaleMax'],
    [{ zone: 'Mars/Olympus' }, '#/zone'],
    [{ source: 'telepathy' }, '#/source'],
    [{ analysis: 'keep' }, '#/analysis'],
    [{ mapping: [] }, '#/mapping'],
  ])('with %j is refused', async (wrong, pointer) => {
    const answer = await send(handler, importFeedback, { body: { ...csv, content, ...wrong } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });

  test('is for administrators and managers, not for analysts and agents', async () => {
    for (const role of ['admin', 'manager'] as const)
      expect((await send(handler, importFeedback, { role, body: { ...csv, content } })).status).toBe(202);
    for (const role of ['analyst', 'agent'] as const)
      expectProblem(await send(handler, importFeedback, { role, body: { ...csv, content } }), 403, 'forbidden');
  });

  test('tells what was refused by a link to a CSV file', async () => {
    const { companyId } = aContext();
    const answer = await send(handler, errors, { companyId, params: await anImport(companyId, csv) });
    expect(answer.status).toBe(302);
    const told = await (await fetch(String(answer.headers['location']))).text();
    expect(told).toBe('line,column,code,message,value\r\n3,,off_scale,must lie within 0 and 10,11\r\n');
  });

  test('knows its presets and what each asks for', async () => {
    const { body } = await send(handler, presets, {});
    expect(body['items']).toHaveLength(8 + 5);
    expect(body['items']).toContainEqual(expect.objectContaining({ preset: 'qualtrics', headerRows: 3 }));
  });

  test('of an upload that nobody has made is refused', async () => {
    const body = { ...csv, uploadId: 'upl_01m6b8te80fbv1ave12d1pmmz7' };
    expectProblem(await send(handler, start, { body }), 400, 'validation-failed');
  });
});
