import { describe, expect, test } from 'vitest';
import { alertRoutes } from '../../shared/alert/alert.routes.ts';
import type { Alert } from '../../shared/alert/alert.schema.ts';
import { tell } from '../../shared/alert/notice.ts';
import { fire } from '../../shared/alert/firing.ts';
import { aBreach, aRule, givenAlert } from '../../shared/alert/testing/given.ts';
import { alertRuleRoutes } from '../../shared/alert-rule/alert-rule.routes.ts';
import type { Feedback } from '../../shared/feedback/feedback.schema.ts';
import { getMany } from '../../shared/feedback/feedback.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import type { Route } from '../../shared/http/contract.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { PutNotifications } from '../../shared/notification/notification.schema.ts';
import { put as putNotifications } from '../../shared/notification/notification.ts';
import { note } from '../../shared/people/note.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { alertMail } from '../../web/mail/alert-mail.tsx';
import { handler } from './handler.ts';

useSes();
const { routes } = alertRoutes;
const ME = 'agent-7';
const rule = { params: { ruleId: newId('alertRule') } };

/** A company that knows an agent, as their token names them. */
async function aCompanyWithMe(): Promise<Context> {
  const ctx = aContext();
  const { actor, ...mine } = aContext({ companyId: ctx.companyId, role: 'agent', userId: ME });
  await note({ ...mine, actor: { ...actor, profile: { email: `${ME}@example.com` } } });
  return ctx;
}

type Step = { step?: string; agentId?: string };
/** A step of an alert is told to the agent if they may read the record, which is one of theirs by default. */
async function isTold(ctx: Context, alert: Alert, { step = 'opened', agentId = ME }: Step = {}): Promise<void> {
  const record = { snapshot: { agentId } } as Feedback;
  await tell(again(ctx), { alert, step }, { notify: { userIds: [ME] }, record, render: alertMail });
}
async function told(ctx: Context, ...[breach, of]: [Parameters<typeof givenAlert>[1]?, Step?]): Promise<Alert> {
  const alert = await givenAlert(ctx, breach);
  await isTold(ctx, alert, of);
  return alert;
}

/** The agent asks. */
const ask = (route: Route, { companyId }: Context, more: object = {}): Promise<Answer> =>
  send(handler, route, { companyId, role: 'agent', userId: ME, ...more });
const one = ({ alertId }: Alert) => ({ params: { alertId } });
type Listed = { items: { alertId: string }[]; nextCursor: string | null; counts: Record<string, object> };
const listed = async (ctx: Context, query: Record<string, string> = {}): Promise<Listed> =>
  (await ask(routes.list, ctx, { query })).body as unknown as Listed;
const idsOf = async (ctx: Context, query: Record<string, string> = {}) =>
  (await listed(ctx, query)).items.map(({ alertId }) => alertId);

const acts = [
  ['acknowledge', routes.acknowledge, {}, 200],
  ['resolve', routes.resolve, { resolution: 'useful' }, 200],
  ['comment on', routes.comment, { text: 'I have called them.' }, 201],
] as const;

describe('an agent', () => {
  test.each(acts)('may %s an alert told to them', async (_, route, body, status) => {
    const ctx = await aCompanyWithMe();
    const alert = await told(ctx);
    expect((await ask(routes.get, ctx, one(alert))).body).toMatchObject({
      alertId: alert.alertId,
      notified: [{ step: 'opened', userId: ME, state: 'sent' }],
    });
    expect((await ask(route, ctx, { ...one(alert), body })).status).toBe(status);
  });

  test.each(acts)('may %s an alert that was given to them, whether they were told of it or not', async (...act) => {
    const [, route, body, status] = act;
    const ctx = await aCompanyWithMe();
    const alert = await givenAlert(ctx, {}, { ownerId: ME });
    expect((await ask(routes.get, ctx, one(alert))).body).toMatchObject({ ownerId: ME, notified: [] });
    expect((await ask(route, ctx, { ...one(alert), body })).status).toBe(status);
  });

  test.each(acts)('cannot %s an alert of others: 404, whatever version they name', async (_, route, body) => {
    const ctx = await aCompanyWithMe();
    const alert = await told(ctx, {}, { agentId: 'agent-8' });
    const unknown = { ...alert, alertId: newId('alert') };
    for (const other of [alert, unknown]) {
      expectProblem(await ask(routes.get, ctx, one(other)), 404, 'not-found');
      for (const headers of [{}, { 'if-match': '"1"' }, { 'if-match': '"9"' }])
        expectProblem(await ask(route, ctx, { ...one(other), body, headers }), 404, 'not-found');
    }
    expect((await send(handler, routes.get, { companyId: ctx.companyId, ...one(alert) })).body).toMatchObject({
      status: 'open',
      version: 1,
      comments: [],
    });
  });

  test('who acknowledges an alert told to them owns it, and another one who was told of it is refused (412)', async () => {
    const ctx = await aCompanyWithMe();
    const alert = await told(ctx);
    const { body } = await ask(routes.acknowledge, ctx, { ...one(alert), body: {} });
    expect(body).toMatchObject({ status: 'acknowledged', ownerId: ME, ackBy: { kind: 'user', id: ME } });
    const taken = await told(ctx);
    await send(handler, routes.acknowledge, { companyId: ctx.companyId, ...one(taken), body: {} });
    expectProblem(await ask(routes.acknowledge, ctx, { ...one(taken), body: {} }), 412, 'version-conflict');
  });

  test('sees of the records of an alert those that they may read', async () => {
    const ctx = await aCompanyWithMe();
    const mine = await given(again(ctx), { snapshot: { agentId: ME } });
    const other = await given(again(ctx), { snapshot: { agentId: 'agent-8' } });
    const alert = await givenAlert(ctx, { feedbackId: mine.feedbackId, key: 'team-1' });
    const [record] = await getMany(ctx, [mine.feedbackId]);
    await tell(again(ctx), { alert, step: 'opened' }, { notify: { userIds: [ME] }, record, render: alertMail });
    await fire(again(ctx), aRule(), aBreach({ feedbackId: other.feedbackId, key: 'team-1' }));
    const { body } = await ask(routes.get, ctx, one(alert));
    expect(body).toMatchObject({ count: 2, records: [{ feedbackId: mine.feedbackId }] });
    const assigned = await givenAlert(
      ctx,
      { feedbackId: other.feedbackId, key: 'team-2' },
      { ruleId: 'ar_2', ownerId: ME },
    );
    expect((await ask(routes.get, ctx, one(assigned))).body).toMatchObject({ count: 1, records: [] });
  });

  test.each([
    ['snooze', routes.snooze, { params: { alertId: newId('alert') }, body: { until: '2099-01-01T00:00:00Z' } }],
    ['assign', routes.assign, { params: { alertId: newId('alert') }, body: { ownerId: ME } }],
    ['bulk', routes.bulk, { body: { action: 'acknowledge', alertIds: [newId('alert')] } }],
    ['list rules', alertRuleRoutes.routes.list, {}],
    ['read a rule', alertRuleRoutes.routes.get, rule],
    ['delete a rule', alertRuleRoutes.routes.remove, rule],
    ['see how a rule stands', alertRuleRoutes.routes.states, rule],
    ['mute a rule', alertRuleRoutes.routes.mute, { ...rule, body: { until: '2099-01-01T00:00:00Z' } }],
    ['replay a rule', alertRuleRoutes.routes.replay, { body: { ...rule.params, days: 7 } }],
  ] as const)('is refused to %s (403)', async (_, route, request) => {
    expectProblem(await ask(route, await aCompanyWithMe(), request), 403, 'forbidden');
  });
});

test('who may read all alerts and change their own alone is refused to change one of others (403)', async () => {
  const ctx = await aCompanyWithMe();
  const [alert, mine] = [await givenAlert(ctx), await givenAlert(ctx, {}, { ownerId: ME })];
  const caller = { companyId: ctx.companyId, userId: ME, scope: 'alerts:read alerts:own' };
  expect((await send(handler, routes.get, { ...caller, ...one(alert) })).status).toBe(200);
  expectProblem(await send(handler, routes.acknowledge, { ...caller, ...one(alert), body: {} }), 403, 'forbidden');
  expect((await send(handler, routes.acknowledge, { ...caller, ...one(mine), body: {} })).status).toBe(200);
});

describe('the list of alerts of an agent', () => {
  const at = (hour: number) => ({ at: `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z` });

  test('holds what they own and what they were told of, each once, the newest first', async () => {
    const ctx = await aCompanyWithMe();
    const first = await told(ctx, at(8));
    const assigned = await givenAlert(ctx, { ...at(9), severity: 'info' }, { ownerId: ME });
    await told(ctx, at(10), { agentId: 'agent-8' });
    await givenAlert(ctx, at(11), { ownerId: 'agent-8' });
    const both = await told(ctx, at(12));
    for (const step of ['raised-critical', 'escalation-1']) await isTold(ctx, both, { step });
    await ask(routes.acknowledge, ctx, { ...one(both), body: {} });
    const ids = [both, assigned, first].map(({ alertId }) => alertId);
    expect(await idsOf(ctx)).toEqual(ids);
    const { items } = (await send(handler, routes.list, { companyId: ctx.companyId })).body as unknown as Listed;
    expect(items).toHaveLength(5);
    expect(await idsOf(ctx, { status: 'acknowledged' })).toEqual([both.alertId]);
    expect(await idsOf(ctx, { severity: 'info' })).toEqual([assigned.alertId]);
    expect(await idsOf(ctx, { mine: 'true' })).toEqual([both.alertId, assigned.alertId]);
    expect(await idsOf(ctx, { ownerId: 'agent-8' })).toEqual([]);
  });

  test('holds what waits for their digest', async () => {
    const ctx = await aCompanyWithMe();
    const mine = aContext({ companyId: ctx.companyId, role: 'agent', userId: ME });
    await putNotifications(mine, { body: PutNotifications.parse({ digest: 'daily' }) });
    const alert = await told(ctx, { severity: 'warning' });
    expect((await ask(routes.get, ctx, one(alert))).body).toMatchObject({ notified: [{ state: 'waiting' }] });
    expect(await idsOf(ctx)).toEqual([alert.alertId]);
  });

  test('counts theirs alone', async () => {
    const ctx = await aCompanyWithMe();
    const critical = await told(ctx);
    await told(ctx, { severity: 'warning' });
    await givenAlert(ctx, { severity: 'info' }, { ownerId: ME });
    await told(ctx, {}, { agentId: 'agent-8' });
    await ask(routes.acknowledge, ctx, { ...one(critical), body: {} });
    expect((await listed(ctx, { limit: '1' })).counts).toEqual({
      open: { critical: 0, warning: 1, info: 1 },
      acknowledged: { critical: 1, warning: 0, info: 0 },
    });
  });

  test.each(['1', '2', '3'])('is the same in pages of %s', async (limit) => {
    const ctx = await aCompanyWithMe();
    const made: string[] = [];
    for (const hour of [1, 2, 3, 4, 5, 6, 7]) {
      const alert = await givenAlert(ctx, at(hour), hour % 3 === 0 ? { ownerId: ME } : {});
      if (hour % 3 !== 0 || hour === 6)
        for (const step of ['opened', 'raised-critical', 'resolved']) await isTold(ctx, alert, { step });
      made.unshift(alert.alertId);
    }
    const found: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listed(ctx, { limit, ...(cursor && { cursor }) });
      found.push(...page.items.map(({ alertId }) => alertId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toEqual(made);
  });

  test('holds nothing of another company, where somebody has the same id', async () => {
    const [ctx, other] = [await aCompanyWithMe(), await aCompanyWithMe()];
    const alert = await told(other);
    expect(await listed(ctx)).toMatchObject({ items: [], counts: { open: { critical: 0 } } });
    expectProblem(await ask(routes.get, ctx, one(alert)), 404, 'not-found');
  });
});
