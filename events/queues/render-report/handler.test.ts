import { describe, expect, test } from 'vitest';
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
  test('is printed and mailed once, with every figure in the text part', async () => {
    process.env['MAIL_RATE'] = '100000';
    const ctx = aContext({ now: new Date('2026-11-24T06:00:00.000Z'), userId: 'ada' });
    await counted(ctx, answersOn('2026-11-23', 1, { scores: [3, 4, 5] }));
    const sections = [
      { sectionId: 'scores', kind: 'kpi_row' as const, metrics: ['csat_avg' as const, 'volume' as const] },
    ];
    const report = await aScheduled(ctx, { sections });
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
    const text = mails[0]?.Content.Simple.Body.Text.Data ?? '';
    for (const printed of ['4.00', '3', 'n 3', 'https://feedback.example.com/r/']) expect(text).toContain(printed);
    expect(await runs.find(ctx, run.runId)).toMatchObject({ status: 'done', counts: { recipients: 1, sent: 1 } });
  });
});
