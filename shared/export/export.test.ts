import { describe, expect, test } from 'vitest';
import { putSettings } from '../company/put-settings.ts';
import { PutSettings } from '../company/settings.schema.ts';
import { create as createCustomer } from '../customer/customer.ts';
import { CreateCustomer } from '../customer/customer.schema.ts';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { count } from '../feedback/feedback.list.ts';
import { exclude, get as getFeedback, remove } from '../feedback/feedback.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { again, aSubmission, given } from '../feedback/testing/given.ts';
import { cancel } from '../job/job.ts';
import { work } from '../job/run.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { record } from '../audit/audit.ts';
import { noteMonths } from '../company/months.ts';
import { Survey } from '../survey/survey.schema.ts';
import { aSurvey, storeSurvey } from '../survey/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { useFiles } from '../testing/files.ts';
import { useQueues } from '../testing/queues.ts';
import { namesIn } from './other-columns.ts';
import { exportJobOf } from './export.job.ts';
import { get, link } from './export.ts';
import type { ExportFormat, ExportJob } from './export.schema.ts';
import { done, filesIn, type Row, rowsIn, starting } from './testing/exporting.ts';

useQueues();
const files = useFiles();
const formats = ['csv', 'ndjson', 'parquet', 'xlsx'] as const;

/** Eight records: two excluded or without a text, one deleted, which is in no export. */
async function aCompanyWithFeedback(): Promise<Context> {
  const ctx = aContext();
  const items = Array.from({ length: 8 }, (_, index) => ({
    ...aSubmission({ comments: `=1+1 "é\n${index}`, externalId: `e-${index}`, data: { place: index } }),
    occurredAt: new Date(Date.UTC(2026, 8 + (index % 2), 1 + index)).toISOString(),
  }));
  const { results } = await submitMany(again(ctx), { items });
  const ids = results.flatMap(({ feedbackId }) => feedbackId ?? []) as [Id<'feedback'>, Id<'feedback'>];
  await exclude(again(ctx), { feedbackId: ids[0], reason: 'test' });
  await remove(again(ctx), { feedbackId: ids[1] });
  return ctx;
}

const started = (ctx: Context, format: ExportFormat, more: object = {}) =>
  starting(ctx, 'feedback', { format, mask: false, ...more });
const filesOf = (ctx: Context, job: ExportJob) => filesIn(files, ctx, job);
const rowsOf = (ctx: Context, job: ExportJob) => rowsIn(files, ctx, job);
const idOf = (row: Row): string => (row['feedback_id'] ?? row['feedbackId']) as string;

describe('an export', () => {
  test.each(formats)('as %s has as many rows as the list counts, in the order of the ids', async (format) => {
    const ctx = await aCompanyWithFeedback();
    const job = await done(ctx, await started(ctx, format));
    const rows = await rowsOf(ctx, job);
    expect(rows).toHaveLength((await count(ctx, {})).count);
    const ids = rows.map(idOf);
    expect(ids).toEqual(ids.toSorted((one, other) => (one < other ? -1 : 1)));
    expect(job.result).toMatchObject({ rows: 7, format });
    expect(job.result?.files.at(-1)?.name).toBe('manifest.json');
  });

  test.each(formats)('as %s comes to the same bytes when its workers are killed five times', async (format) => {
    const ctx = await aCompanyWithFeedback();
    const input = await started(ctx, format);
    const undisturbed = filesOf(ctx, await done(ctx, input));
    const killed = await done(ctx, await started(ctx, format), (part) => part % 2 === 0 && part < 10);
    expect(filesOf(ctx, killed)).toEqual(undisturbed);
    expect(undisturbed.size).toBe(format === 'parquet' ? 2 : 1);
  });

  test.each(formats)('of no records as %s has a file with a header', async (format) => {
    const ctx = aContext();
    const job = await done(ctx, await started(ctx, format));
    expect(job.result).toMatchObject({ rows: 0 });
    const [bytes = Buffer.alloc(0)] = filesOf(ctx, job).values();
    expect(await rowsOf(ctx, job)).toEqual([]);
    if (format === 'csv') expect(bytes.toString()).toBe(`\uFEFF${namesIn('feedback').join(',')}\r\n`);
    expect(bytes.length).toBeGreaterThan(0);
  });

  test('tells of each record what the API tells', async () => {
    const ctx = await aCompanyWithFeedback();
    const rows = await rowsOf(ctx, await done(ctx, await started(ctx, 'ndjson')));
    for (const row of rows)
      expect(Feedback.parse(row)).toEqual(await getFeedback(ctx, { feedbackId: row['feedbackId'] as Id<'feedback'> }));
    expect(rows.filter(({ excluded }) => excluded)).toMatchObject([{ excluded: { reason: 'test' } }]);
  });

  test('says in typed columns what it says in lines', async () => {
    const ctx = await aCompanyWithFeedback();
    const [lines, columns] = await Promise.all(
      (['csv', 'parquet'] as const).map(async (format) => rowsOf(ctx, await done(ctx, await started(ctx, format)))),
    );
    const told = (columns ?? []).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value instanceof Date ? value.toISOString() : String((value as string | number | boolean | null) ?? ''),
        ]),
      ),
    );
    const unguarded = (lines ?? []).map((row) => ({ ...row, comments: String(row['comments']).replace(/^'/, '') }));
    expect(told).toEqual(unguarded);
    expect(columns?.[0]).toMatchObject({ csat: 2, first_contact_resolved: true, version: 2, excluded: 'test' });
    expect(columns?.[0]?.['occurred_at']).toBeInstanceOf(Date);
  });

  test('guards a cell `=1+1` in CSV, and leaves it in NDJSON and Parquet', async () => {
    const ctx = await aCompanyWithFeedback();
    const first = async (format: ExportFormat) =>
      (await rowsOf(ctx, await done(ctx, await started(ctx, format))))[0]?.['comments'];
    expect(await first('csv')).toBe('\'=1+1 "é\n0');
    expect(await first('ndjson')).toBe('=1+1 "é\n0');
    expect(await first('parquet')).toBe('=1+1 "é\n0');
    expect(await first('xlsx')).toBe('=1+1 "é\n0');
  });

  test('of one person holds what they said under each of their names, as the list does', async () => {
    const ctx = aContext();
    await given(ctx, { customerId: 'C-1', comments: 'Under the id of the company.' });
    await given(ctx, { contact: { email: 'Ada@work.example' }, comments: 'Under an address.' });
    await given(ctx, { customerId: 'C-2', comments: 'Of somebody else.' });
    const emails = [{ address: 'ada@work.example' }];
    const body = CreateCustomer.parse({ type: 'individual', lastName: 'L', emails, externalIds: [{ id: 'C-1' }] });
    const { customerId } = await createCustomer(ctx, { body });
    for (const filter of [{ customerId }, { customerId: 'C-1' }, { email: 'ada@work.example' }]) {
      const rows = await rowsOf(ctx, await done(ctx, await started(ctx, 'ndjson', { filter })));
      expect(rows).toHaveLength((await count(ctx, filter)).count);
      expect(rows).toHaveLength(2);
    }
  });

  test('holds what its filter and columns name, and nothing that came after it began', async () => {
    const ctx = await aCompanyWithFeedback();
    const filter = { from: '2026-10-01', to: '2026-10-31', excluded: false };
    const job = await started(ctx, 'csv', { filter, columns: ['external_id', 'category'] });
    await given({ ...ctx, now: new Date(Date.now() + 1_000) }, { occurredAt: '2026-10-05T00:00:00.000Z' });
    const rows = await rowsOf(ctx, await done(ctx, job));
    expect(rows.map((row) => Object.entries(row))).toEqual(
      ['e-3', 'e-5', 'e-7'].map((id) => [
        ['external_id', id],
        ['category', 'billing'],
      ]),
    );
  });
});

describe('personal data', () => {
  const text = { comments: 'Call me: ada@example.com', contact: { name: 'Ada', email: 'ada@example.com' } };

  test.each(formats)('is masked in %s unless the company decides otherwise, contacts too', async (format) => {
    const ctx = aContext();
    await given(ctx, text);
    const job = await done(ctx, await started(ctx, format, { mask: undefined }));
    const shown = JSON.stringify(await rowsOf(ctx, job));
    expect(shown).not.toMatch(/ada@example|Ada/);
    expect(shown).toContain('Call me: [EMAIL]');
    await putSettings(again(ctx), PutSettings.parse({ privacy: { maskPii: { exports: false } } }));
    const open = await done(ctx, await started(ctx, format, { mask: undefined }));
    expect(JSON.stringify(await rowsOf(ctx, open))).toContain('ada@example.com');
  });

  test('is given out against the setting only to those who may answer people about their data', async () => {
    const ctx = aContext();
    await expect(started(aContext({ companyId: ctx.companyId, role: 'manager' }), 'csv')).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await started(ctx, 'csv')).toMatchObject({ status: 'queued' });
  });
});

describe('the files', () => {
  test('are fetched by a link for ten minutes, which the audit trail knows of', async () => {
    const ctx = await aCompanyWithFeedback();
    const { jobId: exportId } = await done(ctx, await started(ctx, 'csv'));
    const { url, expiresAt } = await link(again(ctx), { exportId, file: 'feedback.csv' });
    const fetched = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect([...filesOf(ctx, await get(ctx, { exportId })).values()]).toEqual([fetched]);
    expect(new URL(url).searchParams.get('response-content-disposition')).toBe('attachment; filename="feedback.csv"');
    expect(Date.parse(expiresAt) - ctx.now.getTime()).toBe(600_000);
    expect(await get(ctx, { exportId })).toMatchObject({ fetchedAt: expect.any(String) });
  });

  test('are not there of an export that is cancelled half way, and not before it is done', async () => {
    const ctx = await aCompanyWithFeedback();
    const job = await started(ctx, 'csv');
    const file = 'feedback.csv';
    await expect(link(ctx, { exportId: job.jobId, file })).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      done(ctx, job, async (part) => {
        if (part === 1) await cancel(again(ctx), job);
        return part === 1;
      }),
    ).rejects.toThrow('did not end');
    expect(filesOf(ctx, job).size).toBe(0);
    await expect(link(ctx, { exportId: job.jobId, file })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('are gone after seven days, unknown under other names, and another company’s to nobody', async () => {
    const ctx = await aCompanyWithFeedback();
    const { jobId: exportId } = await done(ctx, await started(ctx, 'csv'));
    const refused = async (who: Context, file: string) =>
      expect(await link(who, { exportId, file }).catch((error: unknown) => error)).toMatchObject({ code: 'not-found' });
    await refused(again(ctx), 'other.csv');
    await refused(aContext(), 'feedback.csv');
    await refused({ ...again(ctx), now: new Date(Date.now() + 7 * 86_400_000 + 1_000) }, 'feedback.csv');
  });

  test('wait for S3 when it is down, and lose nothing', async () => {
    const ctx = await aCompanyWithFeedback();
    const job = await started(ctx, 'csv');
    files.refusal = 400;
    await work(again(ctx), job.jobId, {
      now: () => new Date(),
      definitions: [exportJobOf({ chunk: 2, parquetRows: 4, sheetRows: 100 })],
    });
    files.refusal = undefined;
    expect(await rowsOf(ctx, await done(ctx, job))).toHaveLength(7);
  });
});

test('no empty Parquet file follows a full one', async () => {
  const ctx = aContext();
  const items = Array.from({ length: 4 }, (_, index) => aSubmission({ externalId: `e-${index}` }));
  await submitMany(again(ctx), { items });
  const job = await done(ctx, await started(ctx, 'parquet'));
  expect(job.result?.files).toMatchObject([{ name: 'part-00001.parquet', rows: 4 }, { name: 'manifest.json' }]);
});

test('a fourth export at a time is refused', async () => {
  const ctx = aContext();
  for (const format of formats.slice(0, 3)) await started(ctx, format);
  await expect(started(ctx, 'csv')).rejects.toMatchObject({ code: 'conflict' });
});

test('a file above the smallest part of S3 is put together from parts', async () => {
  const ctx = aContext();
  const item = aSubmission({ comments: 'ü'.repeat(10_000), context: 'ü'.repeat(10_000) });
  for (const hundred of [0, 1, 2])
    await submitMany(again(ctx), {
      items: Array.from({ length: 100 }, (_, index) => ({ ...item, externalId: `e-${hundred}-${index}` })),
    });
  const job = await done(ctx, await started(ctx, 'csv'), undefined, { chunk: 50, parquetRows: 50, sheetRows: 50 });
  expect(job.result?.bytes).toBeGreaterThan(2 * 5 * 1024 * 1024);
  expect(await rowsOf(ctx, job)).toHaveLength(300);
});

test('a workbook holds what the lines say, as texts, numbers and times', async () => {
  const ctx = await aCompanyWithFeedback();
  const [row] = await rowsOf(ctx, await done(ctx, await started(ctx, 'xlsx', { zone: 'Europe/Berlin' })));
  expect(row).toMatchObject({
    csat: 2,
    first_contact_resolved: true,
    version: 2,
    excluded: 'test',
    category: 'billing',
  });
  // A workbook knows no zones: 00:00 UTC is 2 o'clock in Berlin.
  expect(row?.['occurred_at']).toEqual(new Date('2026-09-01T02:00:00.000Z'));
});

test('instants are written on the clocks of the zone that is asked for', async () => {
  const ctx = await aCompanyWithFeedback();
  const columns = ['occurred_at'];
  const rows = await rowsOf(ctx, await done(ctx, await started(ctx, 'csv', { zone: 'Europe/Berlin', columns })));
  expect(rows[0]).toEqual({ occurred_at: '2026-09-01T02:00:00.000+02:00' });
});

describe('other records', () => {
  const asked = (ctx: Context, resource: 'surveys' | 'audit', more: object = {}) =>
    starting(ctx, resource, { format: 'ndjson', mask: false, ...more });
  const surveyed = async () => {
    const ctx = aContext();
    const at = (day: number) => new Date(Date.UTC(2026, 8, day)).toISOString();
    for (const day of [3, 1, 40])
      await storeSurvey(
        ctx,
        aSurvey(ctx, 'ada@example.com', { surveyId: newId('survey', new Date(at(day))), createdAt: at(day) }),
      );
    await noteMonths(ctx, ['2026-09', '2026-10'], 'sv');
    return ctx;
  };

  test('are surveys in the order in which they were made, with whom one has asked, and nothing of the machinery', async () => {
    const ctx = await surveyed();
    const rows = await rowsOf(ctx, await done(ctx, await asked(ctx, 'surveys')));
    expect(rows.map((row) => Survey.parse(row).createdAt.slice(0, 10))).toEqual([
      '2026-09-01',
      '2026-09-03',
      '2026-10-10',
    ]);
    expect(rows[0]).toMatchObject({ contact: { email: 'ada@example.com' }, status: 'scheduled' });
    expect(rows[0]).not.toHaveProperty('messageIds');
    const masked = await rowsOf(
      ctx,
      await done(ctx, await asked(ctx, 'surveys', { mask: true, filter: { from: '2026-10-01' } })),
    );
    expect(masked).toMatchObject([{ contact: { email: '[EMAIL]' } }]);
    const [line] = await rowsOf(ctx, await done(ctx, await asked(ctx, 'surveys', { format: 'csv' })));
    expect(line).toMatchObject({ contact_email: 'ada@example.com', created_at: '2026-09-01T00:00:00.000Z' });
  });

  test('are the audit trail, oldest first, for those who may read it', async () => {
    const ctx = aContext();
    const actor = { kind: 'user', id: 'user-1' } as const;
    const entries = Array.from({ length: 7 }, (_, at) => ({
      recordId: `fb_${at % 3}`,
      version: at + 1,
      revision: at + 1,
      at: new Date(Date.UTC(2026, 8 + (at % 2), 1 + at)).toISOString(),
      actor,
      action: 'FeedbackEdited',
      changedKeys: ['category'],
      requestId: 'r',
    }));
    await record(ctx, entries);
    const wanted = entries
      .map((entry) => ({ ...entry, revision: undefined }))
      .toSorted((one, other) => (one.at < other.at ? -1 : 1));
    expect(await rowsOf(ctx, await done(ctx, await asked(ctx, 'audit', { filter: { to: '2026-10-31' } })))).toEqual(
      wanted,
    );
    const october = await rowsOf(
      ctx,
      await done(ctx, await asked(ctx, 'audit', { filter: { from: '2026-10-01', to: '2026-10-31' }, format: 'csv' })),
    );
    expect(october.map((row) => row['at'])).toEqual(wanted.slice(4).map(({ at }) => at));
    const analyst = aContext({ companyId: ctx.companyId, role: 'analyst' });
    await expect(asked(analyst, 'audit', { mask: undefined })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('have columns and filters of their own', async () => {
    const ctx = aContext();
    const refusal = (pointer: string) => ({ code: 'validation-failed', errors: [{ pointer }] });
    await expect(asked(ctx, 'audit', { format: 'csv', columns: ['nps'] })).rejects.toMatchObject(
      refusal('#/columns/0'),
    );
    await expect(asked(ctx, 'surveys', { filter: { source: 'api' } })).rejects.toMatchObject(
      refusal('#/filter/source'),
    );
  });
});
