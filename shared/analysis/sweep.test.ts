import { describe, expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { aContext } from '../testing/context.ts';
import { analyse, type AnalysisSettings } from './analysis.ts';
import { noteDone, noteHandedOn } from '../kernel/backlog.ts';
import { ANALYSIS_QUEUE } from './lanes.ts';
import { sweepAnalysis } from './sweep.ts';
import { aPending, pendings, storedRow } from './testing/records.ts';
import { useStandIn } from './testing/stand-in.ts';
import type { Id } from '../kernel/id-kinds.ts';

const service = useStandIn();
const settings: AnalysisSettings = { enabled: true, defaultLanguage: 'en', topics: [] };
const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});
const none = () => Promise.resolve([]);
const statusOf = async (ctx: Context, { feedbackId }: { feedbackId: string }) =>
  (await storedRow(ctx, feedbackId)).analysisStatus;
const ids = (rows: readonly { feedbackId: Id<'feedback'> }[]) => rows.map(({ feedbackId }) => feedbackId);

describe('the sweep', () => {
  test('leaves nothing pending after the service has refused every call for a while', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 130);
    service.throttle();
    await analyse(ctx, settings, ids(rows));
    const refused = await sweepAnalysis(later(ctx, 5), settings, none);
    expect(refused).toMatchObject({ settled: 0, complete: false });
    expect(refused.oldestSeconds).toBe(300);
    service.recover();
    expect(await sweepAnalysis(later(ctx, 30), settings, none)).toMatchObject({ settled: 130, complete: true });
    expect(new Set(await Promise.all(rows.map((row) => statusOf(ctx, row))))).toEqual(new Set(['done']));
    expect(await sweepAnalysis(later(ctx, 60), settings, none)).toMatchObject({ settled: 0, oldestSeconds: 0 });
  }, 60_000);

  test('finds a record that the stream reader never saw, but leaves it two minutes to try', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    await sweepAnalysis(later(ctx, 1), settings, none);
    expect(await statusOf(ctx, row)).toBe('pending');
    await sweepAnalysis(later(ctx, 6), settings, none);
    expect(await statusOf(ctx, row)).toBe('done');
  });

  test('finds an old one on the day’s walk through all months, which is made once a day', async () => {
    const ctx = aContext({ now: new Date('2026-11-21T10:00:00.000Z') });
    const old = new Date('2024-02-03T00:00:00.000Z');
    const place = () => ({ feedbackId: newId('feedback', old), occurredAt: old.toISOString() });
    const row = await aPending(ctx, place());
    const months = () => Promise.resolve(['2024-02', '2026-11']);
    await sweepAnalysis(later(ctx, 6), settings, months);
    expect(await statusOf(ctx, row)).toBe('done');
    const second = await aPending(ctx, place());
    await sweepAnalysis(later(ctx, 12), settings, months);
    expect(await statusOf(ctx, second)).toBe('pending');
    await sweepAnalysis(later(ctx, 24 * 60), settings, months);
    expect(await statusOf(ctx, second)).toBe('done');
  });

  test('reads nothing and sends nothing of what waits for the budget until the budget returns', async () => {
    const ctx = aContext({ now: new Date('2026-11-30T23:40:00.000Z') });
    const broke = { ...settings, monthlyBudgetUnits: 45 };
    const rows = await pendings(ctx, 12, () => ({ language: 'en', comments: 'Late again' }));
    await analyse(ctx, broke, ids(rows));
    const calls = service.allCalls();
    expect(await sweepAnalysis(later(ctx, 10), broke, none)).toMatchObject({ settled: 0, complete: true });
    expect(service.allCalls()).toBe(calls);
    const left = (await Promise.all(rows.map((row) => statusOf(ctx, row)))).filter(
      (status) => status === 'pending',
    ).length;
    expect(left).toBe(6);
    await sweepAnalysis(later(ctx, 30), { ...broke, monthlyBudgetUnits: 500 }, none);
    expect(new Set(await Promise.all(rows.map((row) => statusOf(ctx, row))))).toEqual(new Set(['done']));
  });

  test('forgets a record that was deleted while it waited', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    service.throttle();
    await analyse(ctx, settings, [row.feedbackId]);
    service.recover();
    await aPending(ctx, { ...row, revision: 2, deletedAt: ctx.now.toISOString() });
    expect(await sweepAnalysis(later(ctx, 10), settings, none)).toMatchObject({ settled: 0, complete: true });
    expect(service.calls('BatchDetectSentiment')).toBe(0);
    expect(await sweepAnalysis(later(ctx, 60), settings, none)).toMatchObject({ oldestSeconds: 0 });
  });

  test('leaves alone what waits in the backlog lane, takes what was forgotten beside it, and both once the lane is done', async () => {
    const ctx = aContext();
    const inLane = await aPending(ctx, { lastRequestId: 'request#1' });
    const forgotten = await aPending(ctx);
    const handedOn = ctx.now.toISOString();
    await noteHandedOn(ctx, ANALYSIS_QUEUE, handedOn);
    await sweepAnalysis(later(ctx, 6), settings, none);
    expect([await statusOf(ctx, inLane), await statusOf(ctx, forgotten)]).toEqual(['pending', 'done']);
    await noteDone(ctx, ANALYSIS_QUEUE, handedOn);
    await sweepAnalysis(later(ctx, 12), settings, none);
    expect(await statusOf(ctx, inLane)).toBe('done');
  });

  test('on the next day’s walk waits no longer for a lane that has stood still', async () => {
    const ctx = aContext({ now: new Date('2026-11-21T10:00:00.000Z') });
    const row = await aPending(ctx, { lastRequestId: 'request#1' });
    await noteHandedOn(ctx, ANALYSIS_QUEUE, ctx.now.toISOString());
    const month = () => Promise.resolve([ctx.now.toISOString().slice(0, 7)]);
    await sweepAnalysis(later(ctx, 30), settings, none);
    expect(await statusOf(ctx, row)).toBe('pending');
    await sweepAnalysis(later(ctx, 24 * 60), settings, month);
    expect(await statusOf(ctx, row)).toBe('done');
  });

  test('stops when its time is over', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 3);
    const sweep = await sweepAnalysis(later(ctx, 6), settings, none, { deadline: new Date(Date.now() - 1) });
    expect(sweep).toMatchObject({ complete: false, settled: 0 });
    expect(await statusOf(ctx, rows[0] ?? { feedbackId: '' })).toBe('pending');
  });
});
