import { describe, expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { analyse, type AnalysisSettings } from './analysis.ts';
import { reserveUnits, usedUnits } from './budget.ts';
import { unitsOf } from './findings.ts';
import { aPending, pendings, storedRow } from './testing/records.ts';
import { useStandIn } from './testing/stand-in.ts';
import { dueOf } from './waiting.ts';

const service = useStandIn();
const settings: AnalysisSettings = { enabled: true, defaultLanguage: 'en', topics: [] };
const nextMonth = (ctx: Context): Context => ({
  ...ctx,
  now: new Date(Date.UTC(ctx.now.getUTCFullYear(), ctx.now.getUTCMonth() + 1, 1, 0, 5)),
});

describe('the monthly budget', () => {
  test('pauses analysis, never intake: what it does not pay for stays pending and is analysed when it returns', async () => {
    const ctx = aContext();
    const text = 'The delivery was terribly late again';
    const each = unitsOf({ text, language: 'en' });
    const rows = await pendings(ctx, 10, () => ({ comments: text, language: 'en' }));
    const limited = { ...settings, monthlyBudgetUnits: each * 4 };
    const all = rows.map(({ feedbackId }) => feedbackId);
    expect(await analyse(ctx, limited, all)).toMatchObject({ done: 4, waiting: 6 });
    expect(await usedUnits(ctx)).toBe(each * 4);
    const statuses = await Promise.all(all.map(async (id) => (await storedRow(ctx, id)).analysisStatus));
    expect(statuses.filter((status) => status === 'pending')).toHaveLength(6);

    const due = await dueOf(nextMonth(ctx), 'budget', 100);
    expect(due).toHaveLength(6);
    const summary = await analyse(
      nextMonth(ctx),
      { ...limited, monthlyBudgetUnits: 1000 },
      due.map(({ feedbackId }) => feedbackId),
      new Map(due.map((row) => [row.feedbackId, row])),
    );
    expect(summary).toMatchObject({ done: 6, waiting: 0 });
    expect(await dueOf(nextMonth(ctx), 'budget', 100)).toHaveLength(0);
  });

  test('of nothing lets nothing be sent', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    expect(await analyse(ctx, { ...settings, monthlyBudgetUnits: 0 }, [row.feedbackId])).toMatchObject({
      done: 0,
      waiting: 1,
    });
    expect(service.allCalls()).toBe(0);
  });

  test('is not used up by a service that refuses every call', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, { language: 'en' });
    service.throttle();
    await analyse(ctx, { ...settings, monthlyBudgetUnits: 100 }, [row.feedbackId]);
    expect(await usedUnits(ctx)).toBe(0);
  });

  test('is never overdrawn by many at once', async () => {
    const ctx = aContext();
    const granted = await Promise.all(Array.from({ length: 8 }, () => reserveUnits(ctx, [3, 3, 3, 3, 3], 60)));
    expect(granted.reduce((sum, texts) => sum + texts, 0) * 3).toBe(await usedUnits(ctx));
    expect(await usedUnits(ctx)).toBeLessThanOrEqual(60);
  });

  test('counts a reservation once when the reply to it is lost', async () => {
    const ctx = aContext();
    let lost = 0;
    const stop = playFault('commitThenThrow', (command) => command.startsWith('TransactWrite') && ++lost < 3);
    try {
      expect(await reserveUnits(ctx, [9])).toBe(1);
    } finally {
      stop();
    }
    expect(lost).toBe(3);
    expect(await usedUnits(ctx)).toBe(9);
  });
});

describe('units', () => {
  test('are what the service bills: per call one for each 100 characters begun, three at least, a language call only where it is unknown', async () => {
    expect(unitsOf({ text: 'x'.repeat(250), language: 'de' })).toBe(6);
    expect(unitsOf({ text: 'x'.repeat(250), language: 'en' })).toBe(9);
    expect(unitsOf({ text: 'Very good', language: 'en' })).toBe(7);
    expect(unitsOf({ text: 'The parcel never arrived at my house' })).toBe(10);
    expect(unitsOf({ text: 'x'.repeat(550), language: 'en' })).toBe(18);
    expect(unitsOf({ text: 'Tere', language: 'et' })).toBe(0);
  });

  test('that were reserved for the dearest case are given back', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, { comments: 'Die Lieferung kam leider schon wieder viel zu spät bei uns an' });
    await analyse(ctx, settings, [row.feedbackId]);
    expect(await usedUnits(ctx)).toBe(9);
  });
});
