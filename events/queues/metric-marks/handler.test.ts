import { beforeAll, describe, expect, test } from 'vitest';
import { alerts } from '../../../shared/alert/alert.store.ts';
import { edit as editRule, get as getRule, remove } from '../../../shared/alert-rule/alert-rule.ts';
import { putSettings } from '../../../shared/company/put-settings.ts';
import { PutSettings } from '../../../shared/company/settings.schema.ts';
import { aSubmission, again, given, stored } from '../../../shared/feedback/testing/given.ts';
import { addDays, dayRange, localDay } from '../../../shared/kernel/calendar.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { dispatch } from '../../../shared/kernel/due.ts';
import { systemDb, tableName } from '../../../shared/kernel/table.ts';
import { dueMarks } from '../../../shared/metric-rule/due-marks.ts';
import { handOnMoved } from '../../../shared/metric-rule/handing-on.ts';
import { claimMark, mark, markId, readMark, settleMark } from '../../../shared/metric-rule/mark.store.ts';
import { states } from '../../../shared/metric-rule/metric-states.ts';
import {
  aMetricRule,
  countedBefore,
  countedDay,
  countedMonth,
  satisfied,
} from '../../../shared/metric-rule/testing/given.ts';
import { PutPerson } from '../../../shared/people/people.schema.ts';
import { put as putPerson } from '../../../shared/people/people.ts';
import { useBus } from '../../../shared/testing/bus.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { alertMail } from '../../../web/mail/alert-mail.tsx';
import { handler as changes } from '../../streams/changes/handler.ts';
import { handler } from './handler.ts';

useBus();
const queues = useQueues();
const ses = useSes();
beforeAll(ownTable);

const MINUTE = 60_000;
const inMinutes = (minutes: number, from = Date.now()): Date => new Date(from + minutes * MINUTE);
/** What the minute schedule does with rules on numbers at an instant, twice at once. */
const everyMinute = (now: Date) => {
  const run = () =>
    dispatch([dueMarks(alertMail)], { systemDb: systemDb(), now: () => now, deadline: inMinutes(1, now.getTime()) });
  return Promise.all([run(), run()]);
};
/** When the slot ends in which a rule's one number has moved. */
const slotEnd = async (ctx: Context, { ruleId }: { ruleId: string }): Promise<number> => {
  const found = await readMark(ctx, markId({ ruleId, key: 'all', slot: 0, periodic: false }));
  if (!found) throw new Error('no mark');
  return Date.parse(found.dueAt);
};
const deliver = async () => {
  const event = queues.take('metric-marks');
  expect(await Promise.all([handler(event), handler(event)])).toEqual([good, good]);
};
const good = { batchItemFailures: [] };
const knows = (ctx: Context) =>
  putPerson(again(ctx), {
    userId: 'ada',
    body: PutPerson.parse({ name: 'Ada', email: `ada@${ctx.companyId}.example.com` }),
  });
const mailsOf = (ctx: Context) =>
  ses.sent.filter(({ Destination }) => Destination.ToAddresses[0]?.includes(ctx.companyId));
const told = { notify: { userIds: ['ada'] } };
const threshold = { test: { kind: 'threshold', direction: 'below', warning: 85 }, minSample: 3 };

/** Unhappy answers, as the stream of the table tells of them. */
async function unhappy(ctx: Context, count: number) {
  const scores = [{ metric: 'csat' as const, value: 1, scaleMin: 1, scaleMax: 5 }];
  const records = await Promise.all(
    Array.from({ length: count }, async () => {
      const { feedbackId } = await given(again(ctx), aSubmission({ scores }));
      return stored(ctx, feedbackId);
    }),
  );
  return streamEventOf(records.map((after) => ({ after })));
}

describe('rules on numbers', () => {
  test('see records that come: one alert and one mail, though everything comes twice and runs twice at once', async () => {
    const ctx = aContext();
    await knows(ctx);
    const rule = await aMetricRule(ctx, { ...threshold, ...told });
    const event = await unhappy(ctx, 4);
    await Promise.all([changes(event), changes(event)]);
    await deliver();
    // Not before the slot has ended.
    const end = await slotEnd(ctx, rule);
    await everyMinute(new Date(end - 1));
    expect(await alerts.every(ctx)).toEqual([]);
    await everyMinute(new Date(end));
    await everyMinute(inMinutes(1, end));
    expect(await alerts.every(ctx)).toMatchObject([
      { ruleId: rule.ruleId, key: 'all', severity: 'warning', count: 1, subject: { metric: { value: 0, n: 4 } } },
    ]);
    expect(mailsOf(ctx)).toHaveLength(1);
    expect(mailsOf(ctx)[0]?.Content.Simple.Body.Text.Data).toContain('is 0, from 4 answers or records');
  });

  test('are told of rows before these move, so that nothing moves unnoticed', async () => {
    const ctx = aContext();
    await aMetricRule(ctx, threshold);
    const event = await unhappy(ctx, 1);
    queues.accept(() => true);
    await expect(changes(event)).rejects.toThrow('no change was applied');
    expect((await states(ctx, { ruleId: (await aMetricRule(ctx)).ruleId, limit: 1 })).items).toEqual([]);
    queues.accept();
    await changes(event);
    expect(queues.take('metric-marks').Records).toHaveLength(1);
  });

  test('cost a company without any nothing: no message, and no rule is made for it', async () => {
    const ctx = aContext();
    await changes(await unhappy(ctx, 1));
    expect(queues.take('metric-marks').Records).toEqual([]);
  });

  test('are marked for what they watch, and not for other dimensions, keys or days', async () => {
    const ctx = aContext();
    const day = localDay(new Date(), 'UTC');
    await aMetricRule(ctx, { ...threshold, scope: { dimension: 'team', key: 'a' } });
    await handOnMoved(ctx, [
      { dimension: 'company', key: '-', day },
      { dimension: 'team', key: 'b', day },
      { dimension: 'team', key: 'a', day: '2020-01-01' },
    ]);
    expect(queues.take('metric-marks').Records).toEqual([]);
    await handOnMoved(ctx, [{ dimension: 'team', key: 'a', day }]);
    const { items } = await watchTable(deliver);
    const marks = items.filter(({ pk }) => String(pk).includes('arm#'));
    expect(new Set(marks.map(({ key }) => key))).toEqual(new Set(['a']));
  });

  test('on each key watch the 500 with the greatest n of this month and the last; the rule says that there are more', async () => {
    const day = localDay(new Date(), 'UTC');
    const [month, last] = [day.slice(0, 7), addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7)];
    const named = (index: number) => `t${String(index).padStart(3, '0')}`;
    const inMonth = (ctx: Context, key: string, n: number, in_ = month) =>
      countedMonth(ctx, satisfied(0, n), { month: in_, dimension: 'team', key });
    /** A company with a rule on each of 500 teams, of which one has fewer answers than the others. */
    const aCompany = async () => {
      const ctx = aContext();
      const rule = await aMetricRule(ctx, { ...threshold, scope: { dimension: 'team', each: true } });
      await Promise.all(Array.from({ length: 499 }, (_, index) => inMonth(ctx, named(index), 5)));
      await inMonth(ctx, 'few', 4);
      return { ctx, rule };
    };
    const marked = async (ctx: Context, ...keys: string[]) => {
      await handOnMoved(
        ctx,
        keys.map((key) => ({ dimension: 'team', key, day })),
      );
      const { items } = await watchTable(deliver);
      return new Set(items.filter(({ pk }) => String(pk).includes('arm#')).map(({ key }) => key));
    };

    const all = await aCompany();
    expect(await marked(all.ctx, 'few', named(0), 'new')).toEqual(new Set(['few', named(0), 'new']));
    expect((await getRule(all.ctx, all.rule)).status).toBeUndefined();

    const { ctx, rule } = await aCompany();
    await inMonth(ctx, 'many', 3);
    await inMonth(ctx, 'many', 9, last);
    expect(await marked(ctx, 'few', 'many', named(498), 'new')).toEqual(new Set(['many', named(498)]));
    expect(await getRule(ctx, rule)).toMatchObject({ status: 'too_many_keys', version: 1 });
    await editRule(again(ctx), { ruleId: rule.ruleId, body: { scope: { all: true } } });
    expect((await getRule(ctx, rule)).status).toBeUndefined();
  });

  test('do not wait for the next day of a key that is not watched, though nothing coming would be a change', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, {
      metric: 'volume',
      scope: { dimension: 'team', each: true },
      test: { kind: 'spike', direction: 'below' },
    });
    const today = localDay(new Date(), 'UTC');
    const yesterday = addDays(today, -1);
    for (let weeks = 0; weeks <= 8; weeks++)
      await countedDay(ctx, { volume: 20 }, { day: addDays(yesterday, -7 * weeks), dimension: 'team', key: 'seldom' });
    const slot = Date.parse(yesterday) / 86_400_000;
    const due = { ruleId: rule.ruleId, key: 'seldom', slot, periodic: true, dueAt: new Date().toISOString() };
    const waits = async () => readMark(ctx, markId({ ...due, slot: slot + 1 }));
    await mark(ctx, due);
    await everyMinute(inMinutes(1));
    expect(await waits()).toBeDefined();

    const more = Array.from({ length: 501 }, (_, index) => `t${index}`);
    await Promise.all(
      more.map((key) => countedMonth(ctx, { volume: 900 }, { month: today.slice(0, 7), dimension: 'team', key })),
    );
    const other = await aMetricRule(ctx, {
      metric: 'volume',
      scope: { dimension: 'team', each: true },
      test: { kind: 'spike', direction: 'below' },
    });
    await mark(ctx, { ...due, ruleId: other.ruleId });
    await everyMinute(inMinutes(2));
    expect(await readMark(ctx, markId({ ...due, ruleId: other.ruleId, slot: slot + 1 }))).toBeUndefined();
  });

  test('wait for their slots without a change of the number', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, { ...threshold, consecutive: 3 });
    await changes(await unhappy(ctx, 4));
    await deliver();
    const end = await slotEnd(ctx, rule);
    for (const minutes of [1, 6]) {
      await everyMinute(inMinutes(minutes, end));
      expect(await alerts.every(ctx)).toEqual([]);
    }
    await everyMinute(inMinutes(11, end));
    expect(await alerts.every(ctx)).toMatchObject([{ status: 'open' }]);
  });

  test('that are switched off or deleted meanwhile do nothing', async () => {
    const ctx = aContext();
    const rule = await aMetricRule(ctx, threshold);
    await changes(await unhappy(ctx, 4));
    await deliver();
    await remove(again(ctx), { ruleId: rule.ruleId });
    await everyMinute(inMinutes(6));
    await everyMinute(inMinutes(60));
    expect(await alerts.every(ctx)).toEqual([]);
  });
});

describe('day tests', () => {
  test('are evaluated 15 minutes past the company’s midnight, not before', async () => {
    const ctx = aContext();
    const zone = { timeZone: 'Pacific/Auckland', dayBoundary: '04:00' };
    await putSettings(again(ctx), PutSettings.parse(zone));
    const day = localDay(new Date(), zone.timeZone, zone.dayBoundary);
    const rule = await aMetricRule(ctx, { test: { kind: 'control' } });
    await countedBefore(ctx, day, 50, () => satisfied(8, 10));
    await countedDay(ctx, satisfied(0, 9), { day });
    await handOnMoved(ctx, [{ dimension: 'company', key: '-', day }]);
    await deliver();
    const { end } = dayRange(day, zone.timeZone, zone.dayBoundary);
    await everyMinute(inMinutes(14.9, end.getTime()));
    expect((await states(ctx, { ruleId: rule.ruleId, limit: 1 })).items).toEqual([]);
    await everyMinute(inMinutes(15, end.getTime()));
    expect(await alerts.every(ctx)).toMatchObject([
      { severity: 'critical', subject: { metric: { n: 9, window: day } } },
    ]);
  });

  test('on a drop come again by themselves: a day on which nothing comes is one, too', async () => {
    const ctx = aContext();
    const day = localDay(new Date(), 'UTC');
    await aMetricRule(ctx, { metric: 'volume', test: { kind: 'spike', direction: 'below' } });
    await countedBefore(ctx, day, 60, () => ({ volume: 50 }));
    await countedDay(ctx, { volume: 48 }, { day });
    await handOnMoved(ctx, [{ dimension: 'company', key: '-', day }]);
    await deliver();
    const midnight = dayRange(day, 'UTC').end.getTime();
    await everyMinute(inMinutes(16, midnight));
    expect(await alerts.every(ctx)).toEqual([]);
    await everyMinute(inMinutes(24 * 60 + 16, midnight));
    expect(await alerts.every(ctx)).toMatchObject([{ severity: 'critical', subject: { metric: { n: 0, value: 0 } } }]);
  });

  test('on a window of days look again at midnight while an alert is open', async () => {
    const ctx = aContext();
    const day = localDay(new Date(), 'UTC');
    const test_ = { kind: 'threshold', window: '7d', direction: 'above', critical: 100 };
    await aMetricRule(ctx, { metric: 'volume', test: test_, recoverAfter: 1 });
    await countedBefore(ctx, day, 6, (ago) => ({ volume: ago === 6 ? 90 : 2 }));
    await countedDay(ctx, { volume: 1 }, { day });
    await handOnMoved(ctx, [{ dimension: 'company', key: '-', day }]);
    await deliver();
    await everyMinute(inMinutes(6));
    expect(await alerts.every(ctx)).toMatchObject([{ status: 'open', subject: { metric: { value: 101 } } }]);
    await everyMinute(inMinutes(16, dayRange(day, 'UTC').end.getTime()));
    expect(await alerts.every(ctx)).toMatchObject([{ status: 'auto_resolved', reason: 'recovered' }]);
  });
});

describe('a mark', () => {
  const wanted = { ruleId: 'ar_1', key: 'team-1', slot: 7, periodic: false, dueAt: '2026-11-30T10:05:00.000Z' };
  const found = (ctx: Context) => readMark(ctx, markId(wanted));

  test('is put once a slot, may be due sooner, and not later', async () => {
    const ctx = aContext();
    await mark(ctx, wanted);
    const first = await found(ctx);
    await mark(ctx, { ...wanted, slot: 8, dueAt: '2026-11-30T10:10:00.000Z' });
    expect(await found(ctx)).toEqual(first);
    await mark(ctx, { ...wanted, slot: 6, dueAt: '2026-11-30T10:00:00.000Z' });
    expect(await found(ctx)).toMatchObject({ slot: 6 });
  });

  test('is taken by one of two, and put anew while it is evaluated outlives that', async () => {
    const ctx = aContext();
    await mark(ctx, wanted);
    const seen = await found(ctx);
    if (!seen) throw new Error('no mark');
    const taken = await Promise.allSettled([claimMark(ctx, seen, MINUTE), claimMark(ctx, seen, MINUTE)]);
    const [ours] = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(taken.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await mark(ctx, { ...wanted, slot: 8, dueAt: '2026-11-30T10:10:00.000Z' });
    if (ours) await settleMark(ctx, ours);
    expect(await found(ctx)).toMatchObject({ slot: 8 });
    expect(await found(ctx)).not.toHaveProperty('claimedUntil');
  });

  test('whose run died is evaluated when its claim ends', async () => {
    const ctx = aContext();
    await aMetricRule(ctx, threshold);
    await changes(await unhappy(ctx, 4));
    await deliver();
    const kind = dueMarks(alertMail);
    const died = { ...kind, run: () => Promise.reject(new Error('process died')) };
    const parts = (now: Date) => ({ systemDb: systemDb(), now: () => now, deadline: inMinutes(99) });
    await dispatch([died], parts(inMinutes(6)));
    expect(await alerts.every(ctx)).toEqual([]);
    await dispatch([kind], parts(inMinutes(9)));
    expect(await alerts.every(ctx)).toMatchObject([{ status: 'open' }]);
  });

  test('nobody can read is given back alone', async () => {
    const ctx = aContext();
    await aMetricRule(ctx, threshold);
    await handOnMoved(ctx, [{ dimension: 'company', key: '-', day: localDay(new Date(), 'UTC') }]);
    const { Records } = queues.take('metric-marks');
    const broken = Records.map((record) => ({ ...record, messageId: 'broken', body: '{"companyId":1}' }));
    expect(await handler({ Records: [...broken, ...Records] })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'broken' }],
    });
    expect(tableName()).toMatch(/^own-/);
  });
});
