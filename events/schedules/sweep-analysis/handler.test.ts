import { beforeAll, expect, test } from 'vitest';
import { aPending, storedRow } from '../../../shared/analysis/testing/records.ts';
import { useStandIn } from '../../../shared/analysis/testing/stand-in.ts';
import { enlist } from '../../../shared/kernel/companies.ts';
import { PutSettings } from '../../../shared/company/settings.schema.ts';
import { putSettings } from '../../../shared/company/put-settings.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { handler } from './handler.ts';

// A sweep goes through every company there is.
beforeAll(ownTable);

const service = useStandIn();
const lambda = { getRemainingTimeInMillis: () => 120_000 };
const fiveMinutesAgo = () => new Date(Date.now() - 5 * 60_000);

test('run twice at the same time, the sweep finishes what was forgotten of every company, once', async () => {
  const companies = [aContext({ now: fiveMinutesAgo() }), aContext({ now: fiveMinutesAgo() })];
  const rows = await Promise.all(
    companies.map(async (ctx) => {
      await enlist(ctx);
      return aPending(ctx, { comments: 'The invoice for my order was wrong again' });
    }),
  );
  await Promise.all([handler({}, lambda), handler({}, lambda)]);
  for (const [index, ctx] of companies.entries()) {
    expect(await storedRow(ctx, rows[index]?.feedbackId ?? '')).toMatchObject({ revision: 2, analysisStatus: 'done' });
  }
});

test('a company’s settings hold: its taxonomy names the topics, its switch stops analysis', async () => {
  const [named, off] = [aContext({ now: fiveMinutesAgo() }), aContext({ now: fiveMinutesAgo() })];
  await putSettings(
    named,
    PutSettings.parse({ taxonomy: { categories: [{ name: 'Billing', keywords: ['invoice'] }] } }),
  );
  await putSettings(off, PutSettings.parse({ analysis: { enabled: false } }));
  const rows = [await aPending(named, { comments: 'The invoices were wrong' }), await aPending(off)];
  await handler({}, lambda);
  expect((await storedRow(named, rows[0]?.feedbackId ?? '')).analysis.keyTopics).toContain('Billing');
  expect((await storedRow(off, rows[1]?.feedbackId ?? '')).analysis).toMatchObject({
    status: 'skipped',
    reason: 'disabled',
  });
});

test('with no time left nothing is begun', async () => {
  const ctx = aContext({ now: fiveMinutesAgo() });
  await enlist(ctx);
  const row = await aPending(ctx);
  await handler({}, { getRemainingTimeInMillis: () => 10_000 });
  expect((await storedRow(ctx, row.feedbackId)).analysisStatus).toBe('pending');
  expect(service.allCalls()).toBe(0);
});

test('one company’s trouble is logged without what the error says, and the run fails', async () => {
  const ctx = aContext({ now: fiveMinutesAgo() });
  await enlist(ctx);
  // A fault that the SDK does not try again.
  const stop = playFault('conflict', (command) => command === 'GetItemCommand');
  try {
    const lines = await logged(() => expect(handler({}, lambda)).rejects.toThrow(/^sweep-analysis failed for/));
    expect(lines.find(({ company }) => company === ctx.companyId)).toMatchObject({
      name: 'TransactionCanceledException',
    });
    expect(JSON.stringify(lines)).not.toContain('injected');
  } finally {
    stop();
  }
});
