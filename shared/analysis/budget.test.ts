import { describe, expect, test } from 'vitest';
import { list } from '../alert/alert.ts';
import { watch } from '../alert/watch.ts';
import { CreateAlertRule } from '../alert-rule/alert-rule.schema.ts';
import { create as createRule } from '../alert-rule/alert-rule.ts';
import { feedbackEventsOf } from '../feedback/feedback.events.ts';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { findAll } from '../feedback/feedback.walk.ts';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { read } from '../metrics/metrics.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { analyse, type AnalysisSettings } from './analysis.ts';
import { reserveUnits } from './budget.ts';
import { budgetLevels } from './budget-level.ts';
import { roomForJobs, usageOf, usedUnits } from './usage.ts';
import { type Cost, costOf, unitsOf } from './units.ts';
import { aPending, pendings, storedRow } from './testing/records.ts';
import { useStandIn } from './testing/stand-in.ts';
import { dueOf, wait, waitingNow } from './waiting.ts';

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
    const five = Array.from({ length: 5 }, () =>
      costOf({ text: 'Sehr gut', language: 'de' }, 'de', new Set(['sentiment'])),
    );
    const granted = await Promise.all(Array.from({ length: 8 }, () => reserveUnits(ctx, five, { budget: 60 })));
    expect(granted.reduce((sum, texts) => sum + texts, 0) * 3).toBe(await usedUnits(ctx));
    expect(await usedUnits(ctx)).toBeLessThanOrEqual(60);
  });

  test('counts a reservation once when the reply to it is lost', async () => {
    const ctx = aContext();
    let lost = 0;
    const stop = playFault('commitThenThrow', (command) => command.startsWith('TransactWrite') && ++lost < 3);
    try {
      expect(await reserveUnits(ctx, [costOf({ text: 'x'.repeat(250), language: 'en' })])).toBe(1);
    } finally {
      stop();
    }
    expect(lost).toBe(3);
    expect(await usedUnits(ctx)).toBe(9);
  });
});

describe('a budget that runs out', () => {
  const levelsOf = async (ctx: Context) =>
    (await budgetLevels.every(ctx)).map(({ percent, budgetUnits }) => `${percent} % of ${budgetUnits}`).toSorted();
  const one = costOf({ text: 'Sehr gut', language: 'de' }, 'de', new Set(['sentiment']));

  test('is told at 80 % and when a text has to wait, once each, and anew where it was raised', async () => {
    const ctx = aContext();
    await reserveUnits(ctx, [one, one], { budget: 10 });
    expect(await levelsOf(ctx)).toEqual([]);
    await Promise.all([reserveUnits(ctx, [one], { budget: 10 }), reserveUnits(ctx, [one], { budget: 10 })]);
    await reserveUnits(ctx, [one, one], { budget: 10 });
    expect(await levelsOf(ctx)).toEqual(['100 % of 10', '80 % of 10']);
    expect(await usageOf(ctx)).toMatchObject({ units: 9, told100: 10, pausedSince: ctx.now.toISOString() });
    await reserveUnits(ctx, [one], { budget: 20 });
    await reserveUnits(ctx, [one, one], { budget: 20 });
    expect(await levelsOf(ctx)).toEqual(['100 % of 10', '80 % of 10', '80 % of 20']);
  });

  test('lets jobs take what is left minus mean daily use × days left', async () => {
    const now = new Date('2026-11-11T00:00:00.000Z');
    const ctx = aContext({ now });
    await reserveUnits(ctx, Array<Cost>(10).fill(one));
    await reserveUnits(ctx, Array<Cost>(10).fill(one), { job: true });
    // 30 units in ten days are three a day, and twenty days are left; what jobs have used is used.
    expect(await roomForJobs(ctx, 200)).toBe(200 - 60 - 3 * 20);
    expect(await roomForJobs(ctx, 100)).toBe(0);
    expect(await roomForJobs(ctx, undefined)).toBe(Infinity);
    // On the first day of a month the month before tells more.
    expect(await roomForJobs({ ...ctx, now: new Date('2026-12-01T00:00:00.000Z') }, 200)).toBe(200 - 31);
    expect(await usageOf(ctx)).toMatchObject({ units: 60, jobUnits: 30, byPart: { sentiment: 60, pii: 0 } });
  });

  test('lets texts wait of which those of the last 24 hours come first, newest first, then the oldest', async () => {
    const ctx = aContext();
    const ids: Id<'feedback'>[] = [];
    for (const hours of [1, 2, 23, 25, 48, 1_000]) {
      const feedbackId = newId('feedback', new Date(ctx.now.getTime() - hours * 3_600_000));
      await wait(ctx, feedbackId, 'budget');
      ids.push(feedbackId);
    }
    const [one, two, almost, above, days, weeks] = ids;
    const due = (await dueOf(ctx, 'budget', 100)).map(({ feedbackId }) => feedbackId);
    expect(due).toEqual([one, two, almost, weeks, days, above]);
    expect(await waitingNow(ctx)).toEqual({ service: 0, budget: 6, oldest: ctx.now.toISOString() });
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 90_000) };
    const age = await read(later, { name: 'analysis_pending_age', grain: 'total' });
    expect(age.total).toMatchObject({ value: 90, n: 6 });
    const spent = await read(ctx, { name: 'analysis_units', grain: 'total' });
    expect(spent.total).toMatchObject({ value: 0 });
  });

  test('spent at noon: 1 000 posts are stored, none is sent to the service, and the critical ones are alerted', async () => {
    const ctx = aContext();
    const { ruleId } = await createRule(again(ctx), {
      body: CreateAlertRule.parse({
        name: 'Told at once',
        severity: 'critical',
        match: { all: { urgency: 'critical' } },
      }),
    });
    const text = (index: number) => (index % 200 ? 'The parcel was late' : 'This is dangerous, my battery caught fire');
    const ids: Id<'feedback'>[] = [];
    for (const half of [0, 500]) {
      const items = Array.from({ length: 500 }, (_, at) => ({
        source: 'api',
        comments: `${text(half + at)} ${half + at}`,
      }));
      ids.push(...(await submitMany(again(ctx), { items })).results.flatMap(({ feedbackId }) => feedbackId ?? []));
    }
    expect(new Set(ids).size).toBe(1_000);
    const before = await findAll(ctx, ids);
    expect(await analyse(ctx, { ...settings, monthlyBudgetUnits: 0 }, ids)).toMatchObject({ waiting: 1_000, done: 0 });
    expect(service.allCalls()).toBe(0);
    const after = new Map((await findAll(ctx, ids, { ConsistentRead: true })).map((row) => [row.feedbackId, row]));
    expect([...after.values()].filter(({ analysisStatus }) => analysisStatus === 'pending')).toHaveLength(1_000);
    for (const row of before)
      for (const { type, detail } of feedbackEventsOf({ before: row, after: after.get(row.feedbackId) }))
        await watch(ctx, type, detail, () => ({ subject: '', html: '', text: '' }));
    expect((await list(ctx, { ruleId, limit: 200 })).items).toHaveLength(5);
    expect(await levelsOf(ctx)).toEqual(['100 % of 0']);
  }, 120_000);
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
