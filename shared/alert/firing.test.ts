import { describe, expect, test } from 'vitest';
import { again } from '../feedback/testing/given.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { aContext } from '../testing/context.ts';
import { watchTable } from '../testing/watch-table.ts';
import type { Breach } from './alert.life.ts';
import type { Alert } from './alert.schema.ts';
import { alerts } from './alert.store.ts';
import { resolve } from './alert.ts';
import { fire, recover } from './firing.ts';
import { aBreach, aRule, givenAlert } from './testing/given.ts';

const all = (ctx: Context): Promise<Alert[]> => alerts.every(ctx);
const many = (count: number, overrides: Partial<Breach> = {}): Breach[] =>
  Array.from({ length: count }, () => aBreach(overrides));
/** As many at a time as there are workers; what had no turn comes again, as messages of a queue do. */
async function fireAll(ctx: Context, breaches: readonly Breach[], workers = 4, rule = aRule()) {
  const steps: Awaited<ReturnType<typeof fire>> = [];
  const queue = [...breaches];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        steps.push(...(await fire(again(ctx), rule, next)));
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'unavailable') throw error;
        queue.push(next);
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return steps;
}

describe('a rule and a key', () => {
  test('50 breaches, four at a time, are one alert with count 50, and people are told of one step', async () => {
    const ctx = aContext();
    const steps = await fireAll(ctx, many(50, { key: 'team-1' }));
    expect(await all(ctx)).toMatchObject([{ key: 'team-1', status: 'open', count: 50, version: 1 }]);
    expect(steps.map(({ step }) => step)).toEqual(['opened']);
  });

  test('a record that comes again, also in parallel, counts once, and tells the same step', async () => {
    const ctx = aContext();
    const breach = aBreach({ key: 'team-1' });
    await Promise.all([fire(again(ctx), aRule(), breach), fire(again(ctx), aRule(), breach)]);
    const steps = await fire(again(ctx), aRule(), breach);
    expect(steps).toMatchObject([{ step: 'opened', alert: { count: 1 } }]);
    expect(await all(ctx)).toMatchObject([{ count: 1 }]);
  });

  test('a record fires a rule again once the rule waits for something else', async () => {
    const ctx = aContext();
    const breach = aBreach({ key: 'team-1' });
    await fire(again(ctx), aRule(), breach);
    await fire(again(ctx), aRule({ epoch: 2 }), breach);
    expect(await all(ctx)).toMatchObject([{ count: 2 }]);
  });

  test('critical on an acknowledged warning raises it, and people are told once more', async () => {
    const ctx = aContext();
    const { alertId } = await givenAlert(ctx, { key: 'team-1', severity: 'warning' });
    const critical = aBreach({ key: 'team-1', severity: 'critical' });
    const steps = [...(await fire(again(ctx), aRule(), critical)), ...(await fireAll(ctx, many(3, { key: 'team-1' })))];
    expect(steps.map(({ step }) => step)).toEqual(['raised-critical']);
    expect(await alerts.find(ctx, alertId)).toMatchObject({ severity: 'critical', count: 5, version: 1 });
  });

  test('a breach after the alert was closed is a new alert that names the one before it, after the cool-down', async () => {
    const ctx = aContext();
    const { alertId } = await givenAlert(ctx, { key: 'team-1' });
    await resolve(again(ctx), { alertId, body: { resolution: 'useful' } });
    const at = new Date(Date.now() + 3_700_000).toISOString();
    await fire(again(ctx), aRule(), aBreach({ key: 'team-1' }));
    expect(await all(ctx)).toMatchObject([
      { status: 'suppressed', suppressedBy: 'cooldown', previousAlertId: alertId },
      { status: 'resolved', count: 1 },
    ]);
    const other = await givenAlert(ctx, { key: 'team-2' });
    await resolve(again(ctx), { alertId: other.alertId, body: { resolution: 'useful' } });
    const later = await givenAlert(ctx, { key: 'team-2', at });
    expect(later).toMatchObject({ status: 'open', previousAlertId: other.alertId });
  });

  test('that is called storm has alerts of its own', async () => {
    const ctx = aContext();
    const rule = aRule({ stormAfter: 5 });
    await fireAll(ctx, many(1, { key: 'storm' }), 1, rule);
    await fireAll(ctx, many(6), 1, rule);
    const found = (await all(ctx)).filter(({ key }) => key === 'storm');
    expect(found.map(({ subject }) => String(subject.keys !== undefined)).toSorted()).toEqual(['false', 'true']);
  });

  test('means nothing to another company', async () => {
    const [ctx, other] = [aContext(), aContext()];
    const breach = aBreach({ key: 'team-1' });
    const [mine] = await fire(ctx, aRule(), breach);
    await fire(other, aRule(), breach);
    if (mine) await resolve(again(ctx), { alertId: mine.alert.alertId, body: { resolution: 'known' } });
    expect(await all(other)).toMatchObject([{ status: 'open', count: 1 }]);
  });
});

test('60 matching records within 10 minutes, four at a time, are 20 alerts and one storm alert with count 40', async () => {
  const ctx = aContext();
  const start = Date.parse('2026-11-21T10:00:00.000Z');
  const breaches = Array.from({ length: 60 }, (_, index) =>
    aBreach({ at: new Date(start + index * 10_000).toISOString() }),
  );
  await fireAll(ctx, [...breaches, ...breaches.slice(10, 30)]);
  const found = await all(ctx);
  const storms = found.filter(({ key }) => key === 'storm');
  expect(storms).toMatchObject([{ status: 'open', count: 40 }]);
  expect(found.length - storms.length).toBe(20);
});

test('an alert of a record ends where it no longer stands, and those of other keys and rules stay', async () => {
  const ctx = aContext();
  const feedbackId = newId('feedback');
  const at = new Date().toISOString();
  const own = await givenAlert(ctx, { feedbackId, key: feedbackId });
  const stays = await givenAlert(ctx, { feedbackId, key: feedbackId }, { ruleId: 'ar_2' });
  await givenAlert(ctx, { feedbackId, key: 'team-1' }, { ruleId: 'ar_3' });
  await recover(ctx, { feedbackId, at }, ({ ruleId }) => ruleId === stays.ruleId);
  await recover(ctx, { feedbackId, at }, ({ ruleId }) => ruleId === stays.ruleId);
  const closed = (await all(ctx)).filter(({ status }) => status !== 'open');
  expect(closed).toMatchObject([{ alertId: own.alertId, status: 'auto_resolved', reason: 'no_longer_matches' }]);
});

test('a breach costs as many reads whatever has happened before', async () => {
  const ctx = aContext();
  const partitions = async () => (await watchTable(() => givenAlert(ctx, { key: 'team-1' }))).partitions.size;
  const first = await partitions();
  await fireAll(ctx, many(30, { key: 'team-1' }));
  const { partitions: then } = await watchTable(() => fire(again(ctx), aRule(), aBreach({ key: 'team-1' })));
  expect(then.size).toBeLessThanOrEqual(first + 1);
});
