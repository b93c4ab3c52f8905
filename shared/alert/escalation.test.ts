import { beforeAll, describe, expect, test } from 'vitest';
import { alertMail } from '../../web/mail/alert-mail.tsx';
import { CreateAlertRule } from '../alert-rule/alert-rule.schema.ts';
import { create as createRule, edit as editRule } from '../alert-rule/alert-rule.ts';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import { dispatch } from '../kernel/due.ts';
import { systemDb } from '../kernel/table.ts';
import { put as putPerson } from '../people/people.ts';
import { PutPerson } from '../people/people.schema.ts';
import { aContext } from '../testing/context.ts';
import { ownTable } from '../testing/own-table.ts';
import { useSes } from '../testing/ses.ts';
import { acknowledge, resolve, snooze } from './alert.ts';
import { dueAlerts } from './alert.due.ts';
import { alertEvents } from './alert.events.ts';
import { alerts } from './alert.store.ts';
import { fire } from './firing.ts';
import { aBreach, givenAlert } from './testing/given.ts';
import { tellLater } from './watch.ts';

const ses = useSes();
beforeAll(() => ownTable());

const START = Date.now();
const after = (minutes: number): Date => new Date(START + minutes * 60_000);
const atMinute = (ctx: Context, minutes: number): Context => ({ ...again(ctx), now: after(minutes) });
const to = (ctx: Context, name: string): string => `${name}@${ctx.companyId}.example.com`;
/** Names of those who were mailed, in order. */
const mailed = (ctx: Context): string[] =>
  ses.sent.flatMap(({ Destination: { ToAddresses } }) =>
    ToAddresses[0]?.endsWith(`@${ctx.companyId}.example.com`) ? [ToAddresses[0].split('@')[0] ?? ''] : [],
  );

const runAt = (minutes: number) => {
  const parts = { systemDb: systemDb(), now: () => after(minutes), deadline: after(minutes + 1) };
  const kinds = [dueAlerts((ctx, step) => tellLater(ctx, step, alertMail))];
  return Promise.all([dispatch(kinds, parts), dispatch(kinds, parts)]);
};

const steps = [
  { afterMinutes: 15, notify: { userIds: ['bob'] } },
  { afterMinutes: 20, notify: { userIds: ['eve'] } },
];
/** An open alert of a rule with these steps, since minute 0. */
async function anAlert(escalation: object = steps, severity: 'warning' | 'critical' = 'warning') {
  const ctx = aContext({ now: after(0) });
  for (const userId of ['bob', 'eve'])
    await putPerson(again(ctx), { userId, body: PutPerson.parse({ name: userId, email: to(ctx, userId) }) });
  const body = CreateAlertRule.parse({ name: 'Gold', severity, match: { all: { tier: 'gold' } }, escalation });
  const rule = await createRule(again(ctx), { body });
  const { alertId } = await givenAlert(ctx, { at: after(0).toISOString(), severity }, rule);
  const now = async () => alerts.find(ctx, alertId);
  return { ctx, rule, alertId, now };
}

describe('an alert that nobody acknowledges', () => {
  test('escalation after 15 minutes under two schedulers and a 30-minute outage → once', async () => {
    const { ctx, now } = await anAlert([steps[0]]);
    await runAt(14);
    expect(mailed(ctx)).toEqual([]);
    // The scheduler was away from minute 14 to minute 44.
    for (const minute of [44, 45, 46]) await runAt(minute);
    expect(mailed(ctx)).toEqual(['bob']);
    const stored = await now();
    expect(stored).toMatchObject({ status: 'open', escalated: 1 });
    expect(stored).not.toHaveProperty('escalatesAt');
  });

  test('is told to the people of each step in its time, and each step is an event', async () => {
    const { ctx, now } = await anAlert();
    const events: unknown[] = [];
    for (const minute of [14, 15, 19, 20, 60]) {
      const before = await now();
      await runAt(minute);
      events.push(...alertEvents.eventsOf({ before, after: await now() }).map(({ type }) => type));
    }
    expect(mailed(ctx)).toEqual(['bob', 'eve']);
    expect(events).toEqual(['AlertEscalated', 'AlertEscalated']);
  });

  test('leaves a minute between two steps that an outage has made due together', async () => {
    const { ctx } = await anAlert();
    await runAt(50);
    expect(mailed(ctx)).toEqual(['bob']);
    await runAt(51);
    await runAt(52);
    expect(mailed(ctx)).toEqual(['bob', 'eve']);
  });

  test.each([
    ['acknowledged', (ctx: Context, one: Parameters<typeof acknowledge>[1]) => acknowledge(ctx, one)],
    [
      'resolved',
      (ctx: Context, one: Parameters<typeof acknowledge>[1]) => resolve(ctx, { ...one, body: { resolution: 'known' } }),
    ],
  ])('is told to no further people once somebody has %s it', async (_, act) => {
    const { ctx, alertId, now } = await anAlert();
    await runAt(15);
    await act(atMinute(ctx, 16), { alertId });
    expect(await now()).not.toHaveProperty('escalatesAt');
    for (const minute of [20, 21, 60]) await runAt(minute);
    expect(mailed(ctx)).toEqual(['bob']);
  });

  test('is told when its snooze is over, and not before', async () => {
    const { ctx, alertId } = await anAlert([steps[0]]);
    await snooze(atMinute(ctx, 5), { alertId, body: { until: after(40).toISOString() } });
    for (const minute of [15, 39]) await runAt(minute);
    expect(mailed(ctx)).toEqual([]);
    await runAt(40);
    expect(mailed(ctx)).toEqual(['bob']);
  });

  test('is told at once after a rise in severity, which ends its snooze', async () => {
    const { ctx, rule, alertId, now } = await anAlert([steps[0]]);
    await snooze(atMinute(ctx, 5), { alertId, body: { until: after(600).toISOString() } });
    const key = (await now())?.key ?? '';
    const breach = aBreach({ at: after(20).toISOString(), key, severity: 'critical' });
    await fire(atMinute(ctx, 20), rule, breach);
    expect(await now()).not.toHaveProperty('snoozedUntil');
    await runAt(21);
    expect(mailed(ctx)).toEqual(['bob']);
  });

  test('is told as its rule says by then: steps that it has no more are not told', async () => {
    const { ctx, rule, now } = await anAlert();
    await runAt(15);
    await editRule(again(ctx), { ruleId: rule.ruleId, body: { escalation: null } });
    for (const minute of [20, 21]) await runAt(minute);
    expect(mailed(ctx)).toEqual(['bob']);
    expect(await now()).not.toHaveProperty('escalatesAt');
  });

  test('of a run that died over its mail is told by the next one', async () => {
    const { ctx, now } = await anAlert([steps[0]]);
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    await runAt(15);
    ses.refusal = undefined;
    expect(await now()).not.toHaveProperty('escalated');
    for (const minute of [18, 19]) await runAt(minute);
    expect(mailed(ctx)).toEqual(['bob']);
  });
});

test('what opens later, because its rule was muted, counts from then', async () => {
  const ctx = aContext({ now: after(0) });
  const escalation = [{ afterMinutes: 15, notify: { roles: ['admin'] } }];
  const body = CreateAlertRule.parse({ name: 'Gold', severity: 'info', match: { all: { tier: 'gold' } }, escalation });
  const rule = await createRule(again(ctx), { body });
  const mutedUntil = after(30).toISOString();
  await fire(again(ctx), { ...rule, mutedUntil }, aBreach({ at: after(0).toISOString() }));
  const [held] = await alerts.every(ctx);
  expect(held).not.toHaveProperty('escalatesAt');
  await runAt(31);
  expect(await alerts.every(ctx)).toMatchObject([{ status: 'open', escalatesAt: after(46).toISOString() }]);
});
