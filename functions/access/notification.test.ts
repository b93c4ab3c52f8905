import { describe, expect, test } from 'vitest';
import { CreateAlertRule } from '../../shared/alert-rule/alert-rule.schema.ts';
import { create as createRule, remove as removeRule } from '../../shared/alert-rule/alert-rule.ts';
import { notificationRoutes } from '../../shared/notification/notification.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { handler } from './handler.ts';

const { routes } = notificationRoutes;
const body = { digest: 'daily', dailyAt: '07:30', quietHours: { start: '22:00', end: '07:00' }, language: 'de' };
const put = (companyId: string, said: object, more: object = {}) =>
  send(handler, routes.put, { companyId, body: said, ...more });
const read = async (companyId: string, more: object = {}) =>
  (await send(handler, routes.get, { companyId, ...more })).body;
const aRule = async (ctx: ReturnType<typeof aContext>) =>
  (
    await createRule(again(ctx), {
      body: CreateAlertRule.parse({ name: 'Gold', severity: 'info', match: { all: { tier: 'gold' } } }),
    })
  ).ruleId;

routeTests(notificationRoutes, handler, {
  get: async (companyId) => {
    await put(companyId, body);
    return {};
  },
  put: async (companyId) => {
    await put(companyId, {});
    return { body };
  },
});

describe('how somebody is told', () => {
  test('has a default for everything, and is nobody else’s', async () => {
    const companyId = aCompany();
    const fresh = { digest: 'at_once', dailyAt: '08:00', criticalBypasses: true, mutedRules: [], version: 0 };
    expect(await read(companyId)).toEqual(fresh);
    expect((await put(companyId, body)).body).toMatchObject({ ...body, criticalBypasses: true, version: 1 });
    expect(await read(companyId)).toMatchObject(body);
    expect(await read(companyId, { userId: 'somebody-else' })).toEqual(fresh);
  });

  test('is set by anybody, whatever their role, and replaced whole: what is left out takes its default', async () => {
    const companyId = aCompany();
    const agent = { role: 'agent' as const };
    await put(companyId, body, agent);
    expect((await put(companyId, { digest: 'hourly' }, agent)).body).toMatchObject({ digest: 'hourly', version: 2 });
    const now = await read(companyId, agent);
    expect(now).not.toHaveProperty('quietHours');
    expect(now).not.toHaveProperty('language');
  });

  test('names rules that the company has, and keeps those that are gone since', async () => {
    const [ctx, other] = [aContext(), aContext()];
    const [own, foreign] = [await aRule(ctx), await aRule(other)];
    const { companyId } = ctx;
    const refused = await put(companyId, { mutedRules: [own, foreign] });
    expectProblem(refused, 400, 'validation-failed');
    expect(refused.body['errors']).toMatchObject([{ pointer: '#/mutedRules/1' }]);
    await put(companyId, { mutedRules: [own] });
    await removeRule(again(ctx), { ruleId: own });
    expect((await put(companyId, { mutedRules: [own], digest: 'daily' })).body).toMatchObject({ mutedRules: [own] });
  });
});

describe('bad input', () => {
  const ruleId = 'ar_01jd3k5w8z9x7v6t5s4r3q2p1n';
  test.each<[title: string, said: object, pointer: string]>([
    ['an unknown digest', { digest: 'weekly' }, '#/digest'],
    ['a time that is none', { dailyAt: '24:00' }, '#/dailyAt'],
    ['quiet hours without an end', { quietHours: { start: '22:00' } }, '#/quietHours/end'],
    ['quiet hours that end when they begin', { quietHours: { start: '22:00', end: '22:00' } }, '#/quietHours/end'],
    ['a rule that is muted twice', { mutedRules: [ruleId, ruleId] }, '#/mutedRules'],
    ['what is no id of a rule', { mutedRules: ['al_01jd3k5w8z9x7v6t5s4r3q2p1n'] }, '#/mutedRules/0'],
    ['a rule that nobody has', { mutedRules: [ruleId] }, '#/mutedRules/0'],
    ['no language', { language: 'Klingon' }, '#/language'],
    ['somebody else', { userId: 'boss' }, '#/userId'],
  ])('%s is refused, and where is said', async (_, said, pointer) => {
    const answer = await put(aCompany(), said);
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });
});
