import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { read } from '../../shared/metrics/metrics.ts';
import { reportPreviewRoutes } from '../../shared/report-run/preview.routes.ts';
import { answersOn, counted } from '../../shared/report-run/testing/given.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const { preview } = reportPreviewRoutes.routes;
const scores = { sectionId: 'scores', kind: 'kpi_row', metrics: ['csat_avg', 'volume'] };
const trend = { sectionId: 'trend', kind: 'trend', metric: 'csat_avg', grain: 'day' };
const report = { title: 'Weekly report', period: '2026-11-02..2026-11-08', sections: [scores, trend] };

routeTests(reportPreviewRoutes, handler, { preview: () => ({ body: { report, format: 'csv' } }) });

/** A company whose customers answered 2, 4 and 5 on each day of a week. */
async function aWeek(): Promise<string> {
  const companyId = aCompany();
  await counted(aContext({ companyId }), answersOn('2026-11-02', 7, { scores: [2, 4, 5] }));
  return companyId;
}
const previewed = async (companyId: string, body: object) => {
  const answer = await send(handler, preview, { companyId, body: { report, ...body } });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as { fileName: string; contentType: string; encoding: 'utf8' | 'base64'; content: string };
};

describe('a preview', () => {
  test('shows the numbers of the metrics API in every format, and stores nothing', async () => {
    const companyId = await aWeek();
    const days = { from: '2026-11-02', to: '2026-11-08', grain: 'total' as const };
    const { total } = await read(aContext({ companyId }), { name: 'csat_avg', ...days });
    expect(total).toMatchObject({ value: 11 / 3, n: 21 });
    const { result: page, written } = await watchTable(() => previewed(companyId, {}));
    expect([...written]).toEqual([]);
    expect(page).toMatchObject({ fileName: 'preview.html', encoding: 'utf8' });
    for (const printed of ['3.67', 'n 21', 'data:image/png;base64,']) expect(page.content).toContain(printed);
    const bytesOf = async (format: string) => Buffer.from((await previewed(companyId, { format })).content, 'base64');
    expect((await bytesOf('pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await bytesOf('csv')).includes(`csat_avg`)).toBe(true);
    const cells = (await readXlsx(await bytesOf('xlsx'))).sheets.flatMap(({ rows }) => rows.flat());
    expect(cells).toEqual(expect.arrayContaining([11 / 3, 21]));
  }, 60_000);

  test('shows one section alone', async () => {
    const { content } = await previewed(await aWeek(), { sectionId: 'scores', format: 'html' });
    expect(content).toContain('3.67');
    expect(content).not.toContain('data:image/png');
  });

  test('explains every fault of its sections, and a section that is not there', async () => {
    const wrong = { ...report, sections: [{ ...trend, by: 'category', metric: 'response_rate' }, scores] };
    const companyId = aCompany();
    const answer = await send(handler, preview, { companyId, body: { report: wrong } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer: '#/report/sections/0/by' }]);
    for (const body of [{ report, sectionId: 'none' }, { report: { title: 'R', status: 'draft' } }])
      expectProblem(await send(handler, preview, { companyId, body }), 400, 'validation-failed');
    const pie = { ...report, sections: [{ ...scores, kind: 'pie' }] };
    expectProblem(await send(handler, preview, { companyId, body: { report: pie } }), 400, 'validation-failed');
  });
});
