import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { read } from '../../../shared/metrics/metrics.ts';
import { hasPoppler, poppler } from '../../../web/report/testing/poppler.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { queueRun } from '../../../shared/report-run/occurrences.ts';
import { runs } from '../../../shared/report-run/run.store.ts';
import { call } from '../../../shared/report-run/step.ts';
import { answersOn, counted } from '../../../shared/report-run/testing/given.ts';
import { aScheduled } from '../../../shared/report-run/testing/worked.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useFiles } from '../../../shared/testing/files.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { handler as send } from '../send-report/handler.ts';
import { handler } from './handler.ts';

const queues = useQueues();
useFiles();
const ses = useSes();
const good = { batchItemFailures: [] };

describe('a run that messages name, each of them twice', () => {
  test('is printed and mailed once, with the same figures in mail, PDF, workbook and CSV as the API gives', async () => {
    process.env['MAIL_RATE'] = '100000';
    const ctx = aContext({ now: new Date('2026-11-24T06:00:00.000Z'), userId: 'ada' });
    await counted(ctx, answersOn('2026-11-23', 1, { scores: [2, 4, 5] }));
    const sections = [
      { sectionId: 'scores', kind: 'kpi_row' as const, metrics: ['csat_avg' as const, 'volume' as const] },
    ];
    const report = await aScheduled(ctx, { sections, formats: ['pdf', 'xlsx', 'csv'] });
    const run = await queueRun(ctx, report, { trigger: 'hand', dueAt: ctx.now.toISOString() });
    if (!run) throw new Error('no run');
    const twice = async (lane: string, worker: typeof handler) => {
      await call(systemContext(ctx.companyId, 'test'), {
        ...run,
        status: lane === 'send-report' ? 'sending' : 'queued',
      });
      const event = queues.take(lane, 100);
      expect(await worker(event)).toEqual(good);
      expect(await worker(event)).toEqual(good);
    };
    await twice('render-report', handler);
    await twice('send-report', send);
    const mails = ses.sent.filter(
      ({ Destination }) => Destination.ToAddresses[0] === `bob@${ctx.companyId}.example.com`,
    );
    expect(mails).toHaveLength(1);
    const { Body, Subject, Attachments = [] } = mails[0]?.Content.Simple ?? {};
    const { total } = await read(ctx, { name: 'csat_avg', from: '2026-11-23', to: '2026-11-23', grain: 'total' });
    const { value, n, marginOfError = 0 } = total;
    expect({ value, n }).toEqual({ value: 11 / 3, n: 3 });
    expect(Subject?.Data).toContain('3.67');
    for (const printed of ['3.67', marginOfError.toFixed(2), 'n 3', 'https://feedback.example.com/r/'])
      for (const part of [Body?.Text.Data, Body?.Html.Data]) expect(part).toContain(printed);
    const bytesOf = (type: string) =>
      Buffer.from(Attachments.find(({ FileName }) => FileName.endsWith(type))?.RawContent ?? '', 'base64');
    const rows = parse(bytesOf('.csv'), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.find(({ metric }) => metric === 'csat_avg')).toMatchObject({
      value: String(value),
      n: '3',
      margin_of_error: String(marginOfError),
    });
    const cells = (await readXlsx(bytesOf('.xlsx'))).sheets.flatMap((sheet) => sheet.rows.flat());
    expect(cells).toEqual(expect.arrayContaining([value, n, marginOfError]));
    expect(bytesOf('.pdf').subarray(0, 5).toString()).toBe('%PDF-');
    if (hasPoppler) expect(poppler('pdftotext', bytesOf('.pdf'), ['-layout'])).toMatch(/3\.67.*±/s);
    expect(await runs.find(ctx, run.runId)).toMatchObject({ status: 'done', counts: { recipients: 1, sent: 1 } });
  });
});
