import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Alert } from '../../../shared/alert/alert.schema.ts';
import { dueAlerts } from '../../../shared/alert/alert.due.ts';
import { alertEvents } from '../../../shared/alert/alert.events.ts';
import { acknowledge, list, resolve } from '../../../shared/alert/alert.ts';
import { givenAlert } from '../../../shared/alert/testing/given.ts';
import { openSystemAlert } from '../../../shared/alert/system.ts';
import { putSettings } from '../../../shared/company/put-settings.ts';
import { settingsEvents } from '../../../shared/company/settings.events.ts';
import { PutSettings } from '../../../shared/company/settings.schema.ts';
import { predictionEvents } from '../../../shared/analytics/prediction.events.ts';
import { aModel } from '../../../shared/analytics/testing/prediction.ts';
import { reserveUnits } from '../../../shared/analysis/budget.ts';
import { budgetLevelEvents } from '../../../shared/analysis/budget-level.events.ts';
import { costOf } from '../../../shared/analysis/units.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { queued, type Told } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Role } from '../../../shared/kernel/roles.ts';
import { dispatch } from '../../../shared/kernel/due.ts';
import { systemDb } from '../../../shared/kernel/table.ts';
import { create as createRecord } from '../../../shared/kernel/change.ts';
import { followUpEvents } from '../../../shared/follow-up/follow-up.events.ts';
import { open as openFollowUp } from '../../../shared/follow-up/opening.ts';
import { loopMails, mailIdOf } from '../../../shared/initiative/loop.store.ts';
import { CreateInitiative } from '../../../shared/initiative/initiative.schema.ts';
import { create as createInitiative } from '../../../shared/initiative/initiative.ts';
import { recordStaffMailEvent } from '../../../shared/people/mail-state.ts';
import { personEvents } from '../../../shared/people/people.events.ts';
import { awayIs, knows } from '../../../shared/people/testing/given.ts';
import { mute } from '../../../shared/notification/notification.ts';
import { note } from '../../../shared/people/note.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { judge, recovered } from '../../../shared/webhook/failing.ts';
import { enable } from '../../../shared/webhook/switching.ts';
import { CreateWebhook, type StoredWebhook } from '../../../shared/webhook/webhook.schema.ts';
import { create as createWebhook, remove as removeWebhook } from '../../../shared/webhook/webhook.ts';
import { webhookEvents } from '../../../shared/webhook/webhook.events.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';

const ses = useSes();
useQueues();
beforeAll(() => {
  process.env['WEBHOOK_ALLOWED'] = '127.0.0.1:9';
  return ownTable();
});

const kinds = [
  alertEvents,
  webhookEvents,
  personEvents,
  followUpEvents,
  budgetLevelEvents,
  settingsEvents,
  predictionEvents,
];

/** The events that this subscriber hears of some work. */
async function toldOf(work: () => Promise<unknown>): Promise<Told[]> {
  const { items } = await watchTable(work);
  const events = items.flatMap((after) => {
    const kind = kinds.find((one) => one.kind === after['__edb_e__']);
    return kind?.eventsOf({ after }) ?? [];
  });
  return events.filter(({ type }) => trigger.on.includes(type));
}

/** Delivers what is told of some work, each twice, then what is told of that, and so on. */
async function happens(work: () => Promise<unknown>): Promise<Told[]> {
  const events = await toldOf(work);
  if (events.length === 0) return [];
  const followed = await happens(async () =>
    expect(await handler(queued([...events, ...events]))).toEqual({ batchItemFailures: [] }),
  );
  return [...events, ...followed];
}

const mailsOf = (ctx: Context) =>
  ses.sent.filter(({ Destination }) => Destination.ToAddresses[0]?.includes(ctx.companyId));
const toldTo = (ctx: Context) => mailsOf(ctx).map(({ Destination }) => Destination.ToAddresses[0]?.split('@')[0] ?? '');
const alertsOf = async (ctx: Context): Promise<Alert[]> => (await list(ctx, { limit: 100 })).items;

/** A company with an admin, a manager and an agent. */
async function aStaff(): Promise<Context> {
  const ctx = aContext();
  const roles = { ada: 'admin', max: 'manager', eve: 'agent' } satisfies Record<string, Role>;
  for (const [userId, role] of Object.entries(roles)) {
    const caller = aContext({ companyId: ctx.companyId, userId, role });
    const profile = { name: userId, email: `${userId}@${ctx.companyId}.example.com` };
    await note({ ...caller, actor: { ...caller.actor, profile } });
  }
  return ctx;
}

const stuck = (ctx: Context, occurrence: string, more: { key?: string; severity?: 'warning' | 'critical' } = {}) =>
  openSystemAlert(again(ctx), {
    kind: 'loop_mails_stuck',
    key: 'ini_1',
    severity: 'warning',
    facts: { initiativeId: 'ini_1', stage: 'planned', unresolved: 2 },
    occurrence,
    ...more,
  });

describe('an alert about the product itself', () => {
  test('is one per kind and key however often it happens, told once to admins and managers, counted by occurrence', async () => {
    const ctx = await aStaff();
    await happens(async () => {
      await Promise.all(['a', 'a', 'b'].map((one) => stuck(ctx, one)));
      for (const one of ['b', 'c']) await stuck(ctx, one);
    });
    expect(await alertsOf(ctx)).toMatchObject([
      {
        source: 'system',
        ruleId: 'system-loop_mails_stuck',
        key: 'ini_1',
        status: 'open',
        count: 3,
        subject: { feedbackIds: [], system: { kind: 'loop_mails_stuck', facts: { unresolved: 2 } } },
      },
    ]);
    expect(toldTo(ctx).toSorted()).toEqual(['ada', 'max']);
    expect((await list(ctx, { source: 'system', limit: 10 })).items).toHaveLength(1);
    expect((await list(ctx, { source: 'feedback', limit: 10 })).items).toEqual([]);
  });

  test('that becomes critical is told once more, also to who has acknowledged it; after it was closed, what comes is a new one', async () => {
    const ctx = await aStaff();
    await happens(() => stuck(ctx, 'a'));
    const [{ alertId } = {} as Alert] = await alertsOf(ctx);
    await acknowledge(again(ctx), { alertId });
    await happens(() => stuck(ctx, 'b', { severity: 'critical' }));
    await happens(() => stuck(ctx, 'c'));
    expect(await alertsOf(ctx)).toMatchObject([{ severity: 'critical', status: 'acknowledged', count: 3 }]);
    expect(mailsOf(ctx)).toHaveLength(4);
    await resolve(again(ctx), { alertId, body: { resolution: 'useful' } });
    await happens(() => stuck(ctx, 'd'));
    expect(await alertsOf(ctx)).toMatchObject([{ status: 'open', count: 1, previousAlertId: alertId }, { alertId }]);
    expect(mailsOf(ctx)).toHaveLength(6);
  });

  test('is not told to who has muted its kind, and of an alert of a rule nobody is told here', async () => {
    const ctx = await aStaff();
    await mute(again(ctx), { userId: 'ada', ruleId: 'system-loop_mails_stuck', muted: true });
    await happens(() => stuck(ctx, 'a'));
    const events = await happens(() => givenAlert(ctx));
    expect(events.map(({ type }) => type)).toEqual(['AlertOpened']);
    expect(toldTo(ctx)).toEqual(['max']);
  });

  test('of one company neither joins nor shows in another', async () => {
    const [ctx, other] = [await aStaff(), await aStaff()];
    await happens(() => stuck(ctx, 'a'));
    expect(await alertsOf(other)).toEqual([]);
    expect(mailsOf(other)).toEqual([]);
  });
});

describe('a webhook', () => {
  const aWebhook = (ctx: Context) =>
    createWebhook(again(ctx), {
      body: CreateWebhook.parse({ url: 'http://127.0.0.1:9/secret-path', events: ['NumbersDrifted'] }),
    }) as Promise<StoredWebhook>;
  const failed = (ctx: Context, endpoint: StoredWebhook, hours: number) => {
    const failingSince = new Date(ctx.now.getTime() - hours * 3_600_000).toISOString();
    return judge(again(ctx), endpoint, { failingSince, failedRequests: 20 } as never, false);
  };

  test('that fails is a warning, disabled it is critical, and enabled again it is over', async () => {
    const ctx = await aStaff();
    const endpoint = await aWebhook(ctx);
    await happens(() => failed(ctx, endpoint, 2));
    expect(await alertsOf(ctx)).toMatchObject([{ severity: 'warning', key: endpoint.endpointId, status: 'open' }]);
    expect(JSON.stringify(await alertsOf(ctx))).not.toContain('secret-path');
    await happens(() => failed(ctx, endpoint, 121));
    expect(await alertsOf(ctx)).toMatchObject([
      { severity: 'critical', count: 2, subject: { system: { facts: { state: 'disabled' } } } },
    ]);
    expect(mailsOf(ctx)).toHaveLength(4);
    await happens(() => enable(again(ctx), { endpointId: endpoint.endpointId, body: { replaySinceDisabled: false } }));
    expect(await alertsOf(ctx)).toMatchObject([{ status: 'auto_resolved', reason: 'recovered' }]);
    expect(mailsOf(ctx)).toHaveLength(4);
  });

  test('that answers again, or is deleted, is over, and what comes late opens nothing', async () => {
    const ctx = await aStaff();
    const [one, other] = [await aWebhook(ctx), await aWebhook(ctx)];
    const late = await happens(async () => {
      await failed(ctx, one, 2);
      await failed(ctx, other, 25);
    });
    expect((await alertsOf(ctx)).map(({ status }) => status)).toEqual(['open', 'open']);
    await happens(() => recovered(again(ctx), one.endpointId));
    await happens(() => removeWebhook(again(ctx), { endpointId: other.endpointId }));
    expect((await alertsOf(ctx)).map(({ reason }) => reason)).toEqual(['recovered', 'recovered']);
    expect(await handler(queued(late))).toEqual({ batchItemFailures: [] });
    expect(await alertsOf(ctx)).toHaveLength(2);
  });
});

test('mail to a colleague that comes back is told to those whom mail reaches, and over once an admin enters them again', async () => {
  const ctx = await aStaff();
  const emailAddress = `max@${ctx.companyId}.example.com`;
  const timestamp = new Date(Date.now() + 1_000).toISOString();
  const bounce = { bounceType: 'Permanent', timestamp, bouncedRecipients: [{ emailAddress }] };
  await happens(() => recordStaffMailEvent(again(ctx), { bounce } as never));
  expect(await alertsOf(ctx)).toMatchObject([
    { ruleId: 'system-address_bounced', key: 'max', subject: { system: { facts: { userId: 'max' } } } },
  ]);
  expect(JSON.stringify(await alertsOf(ctx))).not.toContain(emailAddress);
  expect(toldTo(ctx)).toEqual(['ada']);
  await happens(() => knows(ctx, 'max'));
  expect(await alertsOf(ctx)).toMatchObject([{ status: 'auto_resolved', reason: 'recovered' }]);
});

test('mail that comes back is over once the token of the person names another address, and not with the old one', async () => {
  const ctx = await aStaff();
  const calls = (email: string) => {
    const caller = aContext({ companyId: ctx.companyId, userId: 'max', role: 'manager' });
    return happens(() => note({ ...caller, actor: { ...caller.actor, profile: { name: 'max', email } } }));
  };
  const old = `max@${ctx.companyId}.example.com`;
  const timestamp = new Date(Date.now() + 1_000).toISOString();
  const bounce = { bounceType: 'Permanent', timestamp, bouncedRecipients: [{ emailAddress: old }] };
  await happens(() => recordStaffMailEvent(again(ctx), { bounce } as never));
  expect(await calls(old)).toEqual([]);
  expect(await alertsOf(ctx)).toMatchObject([{ status: 'open' }]);
  const told = await calls(`maximilian@${ctx.companyId}.example.com`);
  expect(told.map(({ type }) => type)).toContain('PersonReaddressed');
  expect(JSON.stringify(told)).not.toContain('maximilian@');
  expect(await alertsOf(ctx)).toMatchObject([{ status: 'auto_resolved', reason: 'recovered' }]);
  expect(await calls(`m@${ctx.companyId}.example.com`)).toEqual([]);
});

test('a pool with nobody there is one alert however many follow-ups wait, and over when somebody gets one', async () => {
  const ctx = await aStaff();
  const away = '2099-01-01T00:00:00.000Z';
  await awayIs(ctx, 'eve', away);
  const opens = (of: string) =>
    happens(async () =>
      openFollowUp(again(ctx), {
        feedbackId: (await given(ctx)).feedbackId,
        body: { assign: { auto: { mode: 'round_robin', ...(of === 'eve' ? { userIds: ['eve'] } : { teamId: of }) } } },
      }),
    );
  await opens('eve');
  await opens('eve');
  await opens('nobody-is-in-it');
  expect(await alertsOf(ctx)).toMatchObject([
    {
      count: 1,
      key: 'team-nobody-is-in-it',
      subject: { system: { facts: { people: 0, members: 'nobody-is-in-it' } } },
    },
    { count: 2, ruleId: 'system-nobody_present', subject: { system: { facts: { people: 1, members: 'eve' } } } },
  ]);
  await knows(ctx, 'eve');
  await opens('eve');
  expect((await alertsOf(ctx)).map(({ status }) => status)).toEqual(['open', 'auto_resolved']);
});

test('mails about an initiative in doubt are one alert of its stage, once all are settled', async () => {
  const ctx = await aStaff();
  const { initiativeId } = await createInitiative(again(ctx), { body: CreateInitiative.parse({ title: 'Faster' }) });
  const stage = 'update' as const;
  const completed = () => ({ type: 'LoopCompleted', detail: { companyId: ctx.companyId, initiativeId, stage } });
  expect(await handler(queued([completed()]))).toEqual({ batchItemFailures: [] });
  expect(await alertsOf(ctx)).toEqual([]);
  for (const person of ['a', 'b']) {
    const mail = { mailId: mailIdOf({ initiativeId, stage, person }), initiativeId, stage, person };
    const at = ctx.now.toISOString();
    const says = { ...mail, state: 'unresolved', notBefore: at, at } as const;
    await createRecord(again(ctx), loopMails, says, { action: 'doubt' });
  }
  expect(await handler(queued([completed(), completed()]))).toEqual({ batchItemFailures: [] });
  expect(await alertsOf(ctx)).toMatchObject([
    { count: 1, ruleId: 'system-loop_mails_stuck', subject: { system: { facts: { unresolved: 2 } } } },
  ]);
});

/** Sets the budget of text analysis; what is told of that is delivered. */
const budgetIs = (ctx: Context, monthlyBudgetUnits: number | undefined) =>
  happens(() => putSettings(again(ctx), PutSettings.parse({ analysis: { monthlyBudgetUnits } })));

test('the budget of text analysis is a warning from 80 %, critical once texts wait, in whatever order that is told', async () => {
  const ctx = await aStaff();
  const text = costOf({ text: 'Sehr gut', language: 'de' });
  await budgetIs(ctx, 7);
  const eighty = await happens(() => reserveUnits(ctx, [text], { budget: 7 }));
  expect(await alertsOf(ctx)).toMatchObject([
    { severity: 'warning', ruleId: 'system-analysis_budget', subject: { system: { facts: { percent: 80 } } } },
  ]);
  await happens(() => reserveUnits(ctx, [text], { budget: 7 }));
  expect(await handler(queued(eighty.filter(({ type }) => type === 'AnalysisBudgetReached')))).toMatchObject({});
  expect(await alertsOf(ctx)).toMatchObject([
    { severity: 'critical', count: 2, subject: { system: { facts: { percent: 100 } } } },
  ]);
});

test('the alert about the budget is over when the month ends, and what comes late of that month opens nothing', async () => {
  const ctx = await aStaff();
  await budgetIs(ctx, 7);
  const uses = () => reserveUnits(ctx, [costOf({ text: 'Sehr gut', language: 'de' })], { budget: 7 });
  await happens(uses);
  const late = await toldOf(uses);
  expect(late).toMatchObject([{ type: 'AnalysisBudgetReached', detail: { percent: 100 } }]);
  const { now } = ctx;
  const ends = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  expect(await alertsOf(ctx)).toMatchObject([{ status: 'open', recoversAt: ends.toISOString() }]);
  const runAt = (at: Date) => {
    const parts = { systemDb: systemDb(), now: () => at, deadline: new Date(at.getTime() + 60_000) };
    return dispatch([dueAlerts(async () => undefined)], parts);
  };
  await runAt(new Date(ends.getTime() - 60_000));
  expect(await alertsOf(ctx)).toMatchObject([{ status: 'open' }]);
  await runAt(ends);
  expect(await alertsOf(ctx)).toMatchObject([{ status: 'auto_resolved', reason: 'recovered' }]);
  vi.useFakeTimers({ now: ends, toFake: ['Date'] });
  expect(await handler(queued(late))).toEqual({ batchItemFailures: [] });
  vi.useRealTimers();
  expect(await alertsOf(ctx)).toHaveLength(1);
});

test('a budget that is raised ends the alert; taken back it is told again, and other settings change nothing', async () => {
  const ctx = await aStaff();
  await budgetIs(ctx, 7);
  const late = await happens(() => reserveUnits(ctx, [costOf({ text: 'Sehr gut', language: 'de' })], { budget: 7 }));
  await happens(() =>
    putSettings(again(ctx), PutSettings.parse({ timeZone: 'Europe/Berlin', analysis: { monthlyBudgetUnits: 7 } })),
  );
  expect((await alertsOf(ctx)).map(({ status }) => status)).toEqual(['open']);
  await budgetIs(ctx, 700);
  expect(await handler(queued(late))).toEqual({ batchItemFailures: [] });
  expect((await alertsOf(ctx)).map(({ reason }) => reason)).toEqual(['recovered']);
  await budgetIs(ctx, 7);
  expect((await alertsOf(ctx)).map(({ status }) => status)).toEqual(['open', 'auto_resolved']);
  await budgetIs(ctx, undefined);
  expect((await alertsOf(ctx)).map(({ status }) => status)).toEqual(['auto_resolved', 'auto_resolved']);
});

test('a prediction that was turned off is a warning until it is used again, and each model counts once', async () => {
  const ctx = await aStaff();
  const live = { n: 60, auc: 0.4, brier: 0.3, base: 0.2, skill: -0.5, nights: 7 };
  const night = (day: number) => ({ ...again(ctx), now: new Date(ctx.now.getTime() + day * 86_400_000) });
  await happens(() => aModel(night(0), { state: 'off', live }));
  expect(await alertsOf(ctx)).toMatchObject([
    { severity: 'warning', ruleId: 'system-prediction_off', count: 1, subject: { system: { facts: { nights: 7 } } } },
  ]);
  await happens(() => aModel(night(1), { state: 'off', live: { ...live, nights: 8 } }));
  expect(await alertsOf(ctx)).toMatchObject([{ count: 2, subject: { system: { facts: { nights: 8 } } } }]);
  await happens(() => aModel(night(2)));
  expect(await alertsOf(ctx)).toMatchObject([{ status: 'auto_resolved' }]);
});
