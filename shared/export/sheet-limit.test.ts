import { describe, expect, test } from 'vitest';
import { noteMonths } from '../company/months.ts';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { again, aSubmission } from '../feedback/testing/given.ts';
import { work } from '../job/run.ts';
import type { Context } from '../kernel/context.ts';
import { commit } from '../kernel/write.ts';
import { COMPANY_KEY } from '../metrics/counted-kind.ts';
import { countedFeedback } from '../metrics/feedback.counted.ts';
import { rowUpdate } from '../metrics/rollup.ts';
import { aContext } from '../testing/context.ts';
import { useFiles } from '../testing/files.ts';
import { useQueues } from '../testing/queues.ts';
import { exportJobOf } from './export.job.ts';
import { get } from './export.ts';
import type { ExportJob } from './export.schema.ts';
import { SHEET_ROWS } from './sheet-limit.ts';
import { filesIn, starting } from './testing/exporting.ts';

useQueues();
const files = useFiles();

/** A company whose counters say that on 10 September so many records were said, and so many were left out. */
async function counted(volume: number, spam: number): Promise<Context> {
  const ctx = aContext();
  const deltas = new Map([
    ['volume', volume],
    ['x:volume:spam', spam],
  ]);
  await commit(
    ctx,
    (['2026-09-10', '2026-09'] as const).map((period) =>
      rowUpdate(ctx.companyId, countedFeedback, {
        dimension: 'company',
        grain: period.length === 10 ? 'day' : 'month',
        period,
        key: COMPANY_KEY,
        deltas,
      }),
    ),
  );
  await noteMonths(ctx, ['2026-09']);
  return ctx;
}
const asked = (ctx: Context, filter: object, format = 'xlsx') => starting(ctx, 'feedback', { format, filter });
const refusal = {
  code: 'validation-failed',
  errors: [
    { pointer: '#/format', detail: expect.stringMatching(/100001 records.* 100000 rows.* csv, ndjson or parquet/) },
  ],
};

describe('XLSX of 100 001 rows', () => {
  test.each([{}, { from: '2026-09-10', to: '2026-09-10' }, { from: '2000-01-01' }, { to: '2030-12-31' }])(
    'of feedback %j is refused when it is asked for, naming CSV',
    async (filter) => {
      const ctx = await counted(SHEET_ROWS - 9, 10);
      await expect(asked(ctx, filter)).rejects.toMatchObject(refusal);
      expect(await asked(ctx, filter, 'csv')).toMatchObject({ status: 'queued' });
    },
  );

  test.each([
    { excluded: false },
    { from: '2026-09-11' },
    { to: '2026-09-09' },
    { category: 'billing' },
    { excluded: true },
  ])('is not what %j asks for, as far as counters know', async (filter) => {
    expect(await asked(await counted(SHEET_ROWS - 9, 10), filter)).toMatchObject({ status: 'queued' });
  });

  test('100 000 rows are not', async () => {
    expect(await asked(await counted(SHEET_ROWS - 10, 10), {})).toMatchObject({ status: 'queued' });
  });

  test('which only the records show end the export, naming the limit and the other formats; nothing half written stays', async () => {
    const ctx = aContext();
    const items = Array.from({ length: 9 }, (_, at) => aSubmission({ externalId: `e-${at}`, category: 'billing' }));
    await submitMany(again(ctx), { items });
    const failed = async (job: ExportJob): Promise<ExportJob> => {
      const definitions = [exportJobOf({ chunk: 2, parquetRows: 4, sheetRows: 6 })];
      await work(again(ctx), job.jobId, { now: () => new Date(), definitions });
      return get(ctx, { exportId: job.jobId });
    };
    const job = await failed(await asked(ctx, { category: 'billing' }));
    expect(job).toMatchObject({
      status: 'failed',
      errors: [{ code: 'validation-failed', detail: expect.stringMatching(/at most 6 rows.* csv, ndjson or parquet/) }],
    });
    expect(job.result).toBeUndefined();
    expect([...filesIn(files, ctx, job)]).toEqual([]);
    // Its place is free for another one.
    for (let count = 0; count < 3; count++) expect(await asked(ctx, {}, 'csv')).toMatchObject({ status: 'queued' });
  });
});
