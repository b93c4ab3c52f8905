import { beforeAll, describe, expect, test } from 'vitest';
import { digestMail } from '../../web/mail/digest-mail.tsx';
import { alertMail } from '../../web/mail/alert-mail.tsx';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import { dispatch } from '../kernel/due.ts';
import { systemDb } from '../kernel/table.ts';
import { mute, put as putNotifications } from '../notification/notification.ts';
import { PutNotifications } from '../notification/notification.schema.ts';
import { put as putPerson } from '../people/people.ts';
import { PutPerson } from '../people/people.schema.ts';
import { aContext } from '../testing/context.ts';
import { ownTable } from '../testing/own-table.ts';
import { useSes } from '../testing/ses.ts';
import { acknowledge, resolve, snooze } from './alert.ts';
import type { Alert } from './alert.schema.ts';
import { dueDigests } from './digest.ts';
import { digests } from './digest.store.ts';
import { fire, type Step } from './firing.ts';
import { tell } from './notice.ts';
import { noticesOf } from './notice.store.ts';
import { aBreach, aRule, givenAlert } from './testing/given.ts';

const ses = useSes();
beforeAll(() => ownTable());

const at = (time: string, day = '2026-11-30'): Date => new Date(`${day}T${time}:00.000Z`);
const atTime = (ctx: Context, now: Date): Context => ({ ...again(ctx), now });
const addressOf = (ctx: Context): string => `ada@${ctx.companyId}.example.com`;
const mailsOf = (ctx: Context) => ses.sent.filter(({ Destination }) => Destination.ToAddresses[0] === addressOf(ctx));
const subjectsOf = (ctx: Context) => mailsOf(ctx).map(({ Content }) => Content.Simple.Subject.Data);
const textOf = (ctx: Context, index = 0) => mailsOf(ctx)[index]?.Content.Simple.Body.Text.Data ?? '';

/** Ada, who wants to be told like this. */
async function aPerson(habits: object, more: object = {}): Promise<Context> {
  const ctx = aContext({ userId: 'ada' });
  const body = PutPerson.parse({ name: 'Ada', email: addressOf(ctx), timeZone: 'UTC', ...more });
  await putPerson(again(ctx), { userId: 'ada', body });
  await putNotifications(again(ctx), { body: PutNotifications.parse(habits) });
  return ctx;
}

/** An alert opens, and is told, as often as its event comes. */
async function opens(ctx: Context, now: Date, severity: Alert['severity'] = 'warning', rule: object = {}) {
  const alert = await givenAlert(atTime(ctx, now), { at: now.toISOString(), severity }, rule);
  await toldOf(ctx, now, alert);
  return alert;
}
const toldOf = async (ctx: Context, now: Date, alert: Alert, step = 'opened') => {
  const telling = { notify: { userIds: ['ada'] }, record: undefined, render: alertMail };
  await Promise.all([1, 2].map(() => tell(atTime(ctx, now), { alert, step }, telling)));
};

/** Two schedulers in the same minute. */
const runAt = (now: Date) => {
  const parts = { systemDb: systemDb(), now: () => now, deadline: new Date(now.getTime() + 60_000) };
  return Promise.all([1, 2].map(() => dispatch([dueDigests(digestMail)], parts)));
};
/** A scheduler that runs every minute of a while. */
async function runFrom(from: Date, minutes: number): Promise<void> {
  for (let minute = 0; minute <= minutes; minute++) await runAt(new Date(from.getTime() + minute * 60_000));
}

describe('a digest', () => {
  test('hourly digest over 3 alerts at 10:05, 10:20, 10:59 → one mail at 11:00', async () => {
    const ctx = await aPerson({ digest: 'hourly' });
    const opened = [
      await opens(ctx, at('10:05'), 'info'),
      await opens(ctx, at('10:20'), 'warning'),
      await opens(ctx, at('10:59'), 'warning'),
    ];
    await runAt(at('10:59'));
    expect(subjectsOf(ctx)).toEqual([]);
    await runFrom(at('11:00'), 3);
    expect(subjectsOf(ctx)).toEqual([`Alerts of ${ctx.companyId}: 3`]);
    const [info, early, late] = opened.map(({ alertId }) => textOf(ctx).indexOf(`/alerts/${alertId}`));
    expect([late, early, info].toSorted((one, other) => Number(one) - Number(other))).toEqual([late, early, info]);
    for (const { alertId } of opened)
      expect(await noticesOf(ctx, alertId)).toMatchObject([
        { step: 'opened', userId: 'ada', state: 'sent', dueAt: at('11:00').toISOString() },
      ]);
    // The event that comes again after the mail tells nothing more.
    for (const alert of opened) await toldOf(ctx, at('11:30'), alert);
    await runFrom(at('12:00'), 1);
    expect(mailsOf(ctx)).toHaveLength(1);
  });

  test('daily comes at 08:00 of the person’s own clock, also over the night in which that changes', async () => {
    const ctx = await aPerson({ digest: 'daily' }, { timeZone: 'Europe/Berlin', language: 'de' });
    await opens(ctx, at('12:00', '2026-10-24'));
    await runAt(at('06:59', '2026-10-25'));
    expect(subjectsOf(ctx)).toEqual([]);
    await runAt(at('07:00', '2026-10-25'));
    expect(subjectsOf(ctx)).toEqual([`Alarme von ${ctx.companyId}: 1`]);
    await runFrom(at('06:59', '2026-10-26'), 2);
    expect(mailsOf(ctx)).toHaveLength(1);
  });

  test('23:30 in quiet hours until 07:00 → 07:00, a critical one at 23:30', async () => {
    const ctx = await aPerson({ quietHours: { start: '22:00', end: '07:00' } });
    await opens(ctx, at('23:30'), 'warning');
    await runAt(at('23:31'));
    expect(subjectsOf(ctx)).toEqual([]);
    await opens(ctx, at('23:30'), 'critical');
    expect(subjectsOf(ctx)).toEqual(['Critical: Critical message']);
    await runAt(at('06:59', '2026-12-01'));
    expect(mailsOf(ctx)).toHaveLength(1);
    await runAt(at('07:00', '2026-12-01'));
    expect(subjectsOf(ctx)).toEqual(['Critical: Critical message', `Alerts of ${ctx.companyId}: 1`]);
  });

  test('is not sent with nothing in it: what is closed, or of a muted rule, has fallen out by then', async () => {
    const ctx = await aPerson({ digest: 'hourly' });
    const closed = await opens(ctx, at('10:05'));
    const muted = await opens(ctx, at('10:06'));
    await resolve(atTime(ctx, at('10:30')), { alertId: closed.alertId, body: { resolution: 'useful' } });
    await mute(again(ctx), {
      userId: 'ada',
      ruleId: muted.ruleId as Parameters<typeof mute>[1]['ruleId'],
      muted: true,
    });
    await runFrom(at('11:00'), 1);
    expect(mailsOf(ctx)).toEqual([]);
    for (const { alertId } of [closed, muted])
      expect(await noticesOf(ctx, alertId)).toMatchObject([{ state: 'dropped' }]);
  });

  test('critical on an acknowledged warning → one more mail, also to whoever wants a daily digest', async () => {
    const ctx = await aPerson({ digest: 'daily' });
    const rule = aRule();
    const breach = (severity: Alert['severity'], time: string) =>
      fire(atTime(ctx, at(time)), rule, aBreach({ key: 'gold', severity, at: at(time).toISOString() }));
    const tellAll = async (time: string, steps: Step[]) => {
      for (const { alert, step } of steps) await toldOf(ctx, at(time), alert, step);
      return steps[0]?.alert.alertId;
    };
    const alertId = await tellAll('10:05', await breach('warning', '10:05'));
    await acknowledge(atTime(ctx, at('10:10')), { alertId: alertId as Alert['alertId'] });
    expect(mailsOf(ctx)).toEqual([]);
    await tellAll('10:20', await breach('critical', '10:20'));
    await tellAll('10:25', await breach('critical', '10:25'));
    expect(subjectsOf(ctx)).toEqual(['Critical: Critical message']);
    expect(await noticesOf(ctx, alertId as Alert['alertId'])).toMatchObject([
      { step: 'opened', state: 'waiting' },
      { step: 'raised-critical', state: 'sent' },
    ]);
  });

  test('an alert of a muted rule is told to nobody who muted it, however severe', async () => {
    const ctx = await aPerson({});
    const { ruleId } = await givenAlert(ctx);
    await mute(again(ctx), { userId: 'ada', ruleId: ruleId as Parameters<typeof mute>[1]['ruleId'], muted: true });
    await opens(ctx, at('10:05'), 'critical');
    expect(mailsOf(ctx)).toEqual([]);
  });

  test('says nothing of a snoozed alert until its snooze is over, and then says it once', async () => {
    const ctx = await aPerson({ digest: 'hourly' });
    const alert = await opens(ctx, at('10:05'));
    await snooze(atTime(ctx, at('10:30')), { alertId: alert.alertId, body: { until: at('13:20').toISOString() } });
    await runFrom(at('11:00'), 1);
    await runAt(at('13:30'));
    expect(mailsOf(ctx)).toEqual([]);
    await runFrom(at('14:00'), 1);
    await runAt(at('15:00'));
    expect(mailsOf(ctx)).toHaveLength(1);
  });

  test('after an outage of three hours is one mail with all that was due', async () => {
    const ctx = await aPerson({ digest: 'hourly' });
    for (const time of ['10:05', '11:05', '12:05']) await opens(ctx, at(time));
    await runFrom(at('14:10'), 1);
    expect(subjectsOf(ctx)).toEqual([`Alerts of ${ctx.companyId}: 3`]);
  });

  test('names two steps of one alert in one line', async () => {
    const ctx = await aPerson({ digest: 'hourly' });
    const alert = await opens(ctx, at('10:05'), 'info');
    await toldOf(ctx, at('10:20'), { ...alert, severity: 'warning' }, 'raised-warning');
    await runAt(at('11:00'));
    expect(subjectsOf(ctx)).toEqual([`Alerts of ${ctx.companyId}: 1`]);
    expect(await noticesOf(ctx, alert.alertId)).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  });

  test('of which SES refused the rate is sent later; one that it refused for good is not', async () => {
    const ctx = await aPerson({ digest: 'hourly' });
    const alert = await opens(ctx, at('10:05'));
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    await runAt(at('11:00'));
    ses.refusal = undefined;
    await opens(ctx, at('11:00'));
    await runFrom(at('11:01'), 2);
    expect(subjectsOf(ctx)).toEqual([`Alerts of ${ctx.companyId}: 1`]);
    expect(textOf(ctx)).toContain(alert.alertId);
    ses.refusal = { status: 400, type: 'MessageRejected' };
    await runAt(at('12:00'));
    ses.refusal = undefined;
    await runFrom(at('12:01'), 1);
    await runAt(at('13:00'));
    expect(mailsOf(ctx)).toHaveLength(1);
  });

  test('of which nobody knows whether it went out is not sent again, and later ones come as usual', async () => {
    const ctx = await aPerson({ digest: 'hourly' });
    const alert = await opens(ctx, at('10:05'));
    ses.refusal = { status: 500, type: 'InternalFailure' };
    await runAt(at('11:00'));
    ses.refusal = undefined;
    const next = await opens(ctx, at('11:10'));
    await runFrom(at('11:59'), 2);
    expect(subjectsOf(ctx)).toEqual([`Alerts of ${ctx.companyId}: 1`]);
    expect(textOf(ctx)).toContain(next.alertId);
    expect(await noticesOf(ctx, alert.alertId)).toMatchObject([{ state: 'unresolved' }]);
  });

  test('whose sender died over it is in doubt, and not sent again', async () => {
    const ctx = await aPerson({ digest: 'hourly' });
    const alert = await opens(ctx, at('10:05'));
    const died = () => {
      throw new Error('died');
    };
    const parts = { systemDb: systemDb(), now: () => at('11:00'), deadline: at('11:01') };
    await dispatch([dueDigests(died)], parts);
    await runFrom(at('11:01'), 5);
    expect(mailsOf(ctx)).toEqual([]);
    expect(await noticesOf(ctx, alert.alertId)).toMatchObject([{ state: 'unresolved' }]);
    expect(await digests.find(ctx, 'ada')).toMatchObject({ dues: [] });
  });

  test('loses nothing that is added while it is being sent', async () => {
    const ctx = await aPerson({ digest: 'hourly' });
    await opens(ctx, at('10:05'));
    const around = (index: number): Date => new Date(at('10:59').getTime() + index * 20_000);
    const rule = (index: number) => ({ ruleId: `ar_01jd3k5w8z9x7v6t5s4r3q2p${String(index).padStart(2, '0')}` });
    const all = Array.from({ length: 6 }, (_, index) => opens(ctx, around(index), 'warning', rule(index)));
    await Promise.all([runAt(at('11:00')), ...all]);
    await runFrom(at('11:01'), 2);
    await runAt(at('12:00'));
    const counts = subjectsOf(ctx).map((subject) => Number(/\d+$/.exec(subject)?.[0]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(7);
  });
});
