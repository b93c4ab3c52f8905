import { expect, test } from 'vitest';
import { countedKinds } from '../counted-kinds.ts';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { MetricName } from '../metrics/definitions.ts';
import { read, type ReadInput } from '../metrics/metrics.ts';
import { reconcileAll } from '../metrics/reconcile.ts';
import { sweep } from '../metrics/sweep.ts';
import { aContext } from '../testing/context.ts';
import { dueAlerts } from './alert.due.ts';
import { alerts } from './alert.store.ts';
import { acknowledge, resolve } from './alert.ts';
import { endAll } from './firing.ts';
import { aRule, givenAlert } from './testing/given.ts';

const november = { from: '2026-11-01', to: '2026-11-30' };
const at = (ctx: Context, instant: string): Context => ({ ...again(ctx), now: new Date(instant) });
const noon = '2026-11-10T12:00:00.000Z';
const { ruleId } = aRule();

async function counted(ctx: Context): Promise<void> {
  for (const kind of countedKinds) await sweep(ctx, kind);
}
const numberOf = async (ctx: Context, name: MetricName, more: Partial<ReadInput> = {}) =>
  (await read(ctx, { name, grain: 'total', ...november, ...more })).total;

test('alerts are counted by rule and severity, with how long they waited and whether they were of use', async () => {
  const ctx = at(aContext(), '2026-11-20T12:00:00.000Z');
  const opened = at(ctx, noon);
  const useful = await givenAlert(opened, { at: noon });
  const useless = await givenAlert(opened, { at: noon, severity: 'warning' });
  const over = await givenAlert(opened, { at: noon, severity: 'warning' });
  const [one, other] = [useful, useless].map(({ alertId }) => ({ alertId })) as [typeof useful, typeof useless];
  await acknowledge(at(ctx, '2026-11-10T12:07:59.000Z'), one);
  await resolve(at(ctx, '2026-11-11T09:00:00.000Z'), { ...one, body: { resolution: 'useful' } });
  await resolve(at(ctx, '2026-11-11T09:00:00.000Z'), { ...other, body: { resolution: 'false_alarm' } });
  await endAll(at(ctx, '2026-11-12T09:00:00.000Z'), { ruleId, at: '2026-11-12T09:00:00.000Z' });
  expect((await alerts.find(ctx, over.alertId))?.status).toBe('auto_resolved');
  await counted(ctx);
  expect(await numberOf(ctx, 'alert_opened')).toMatchObject({ value: 3 });
  expect(await numberOf(ctx, 'alert_opened', { by: 'rule', key: ruleId })).toMatchObject({ value: 3 });
  expect(await numberOf(ctx, 'alert_opened', { by: 'severity', key: 'warning' })).toMatchObject({ value: 2 });
  expect(await numberOf(ctx, 'alert_ack_median')).toMatchObject({ value: 7, n: 1, excluded: { unacknowledged: 2 } });
  expect(await numberOf(ctx, 'alert_useful_share')).toMatchObject({
    value: 0.5,
    n: 2,
    breakdown: { useful: 1, false_alarm: 1, known: 0, other: 0 },
    excluded: { rule_deleted: 1 },
  });
  expect(await reconcileAll(ctx, countedKinds)).toMatchObject({ drift: 0, checked: 3 });
});

test('an alert that is held back counts once it opens, and waits for its acknowledgement from then on', async () => {
  const ctx = at(aContext(), '2026-11-20T12:00:00.000Z');
  const muted = { mutedUntil: '2026-11-10T14:00:00.000Z' };
  await expect(givenAlert(at(ctx, noon), { at: noon }, muted)).rejects.toThrow('nothing opened');
  await counted(ctx);
  expect(await numberOf(ctx, 'alert_opened')).toMatchObject({ value: null, n: 0, excluded: { mute: 1 } });
  const [held] = await alerts.every(ctx);
  if (!held) throw new Error('it waits');
  const later = at(ctx, '2026-11-10T14:00:00.000Z');
  const stored = await alerts.find(later, held.alertId);
  if (stored) await dueAlerts(() => Promise.resolve()).run(later, stored);
  await acknowledge(at(ctx, '2026-11-10T14:05:00.000Z'), { alertId: held.alertId });
  await counted(ctx);
  expect(await numberOf(ctx, 'alert_opened')).toMatchObject({ value: 1, n: 1, excluded: {} });
  expect(await numberOf(ctx, 'alert_ack_median')).toMatchObject({ value: 5, n: 1 });
});

test('an alert that was over before it opened is none, and says what held it back', async () => {
  const ctx = at(aContext(), '2026-11-20T12:00:00.000Z');
  const muted = { mutedUntil: '2026-11-10T14:00:00.000Z' };
  await expect(givenAlert(at(ctx, noon), { at: noon }, muted)).rejects.toThrow('nothing opened');
  await endAll(at(ctx, noon), { ruleId, at: noon });
  await counted(ctx);
  expect(await numberOf(ctx, 'alert_opened')).toMatchObject({ n: 0, excluded: { mute: 1 } });
  expect(await numberOf(ctx, 'alert_useful_share')).toMatchObject({ n: 0, excluded: {} });
});

test('the numbers of alerts are no person’s own, so agents read none', async () => {
  const ctx = aContext({ role: 'agent' });
  await expect(numberOf(ctx, 'alert_opened')).rejects.toMatchObject({ code: 'forbidden' });
});
