import { describe, expect, test } from 'vitest';
import type { Route } from '../../shared/http/contract.ts';
import { masterKeys } from '../../shared/kernel/secret.ts';
import { mutePageRoutes } from '../../shared/notification/mute-page.routes.ts';
import { muteUrlOf } from '../../shared/notification/mute-link.ts';
import { notificationsOf, put } from '../../shared/notification/notification.ts';
import { PutNotifications } from '../../shared/notification/notification.schema.ts';
import { companyHash, openLink, sealLink } from '../../shared/survey-link/survey-link.ts';
import { aDeliveredSurvey } from '../../shared/survey/testing/given.ts';
import { send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const { routes } = mutePageRoutes;
const ORIGIN = 'https://feedback.example.com';
const ruleId = 'ar_01jd3k5w8z9x7v6t5s4r3q2p1n';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const ONE_CLICK = 'List-Unsubscribe=One-Click';

async function aLink(companyId?: string) {
  const ctx = aContext({ userId: 'ada', ...(companyId !== undefined && { companyId }) });
  const url = await muteUrlOf(ctx, ORIGIN, { userId: 'ada', ruleId, ruleName: 'Angry <gold> customers' });
  return { ctx, url, token: url.slice(`${ORIGIN}/n/`.length) };
}
const ask = (route: Route, token: string, body?: string) =>
  send(handler, route, { params: { token }, headers: FORM, ...(body !== undefined && { body }) });
const example = async (companyId: string) => ({ params: { token: (await aLink(companyId)).token }, headers: FORM });

routeTests(mutePageRoutes, handler, {
  showMute: example,
  mute: async (companyId) => ({ ...(await example(companyId)), body: ONE_CLICK }),
});

describe('the link of a mail that mutes its rule', () => {
  test('shows what it would do, and changes nothing, however often it is opened', async () => {
    const { ctx, token } = await aLink();
    const { result, items } = await watchTable(() => ask(routes.showMute, token));
    expect(result.status).toBe(200);
    expect(result.text).toContain('Angry &lt;gold> customers');
    expect(items).toEqual([]);
    expect(await notificationsOf(ctx, 'ada')).toMatchObject({ mutedRules: [], version: 0 });
  });

  test('mutes with one POST, done twice as once, and the page after it takes that back', async () => {
    const { ctx, token } = await aLink();
    await put(ctx, { body: PutNotifications.parse({ digest: 'daily', language: 'de' }) });
    for (let times = 0; times < 2; times++) {
      const { status, text } = await ask(routes.mute, token, ONE_CLICK);
      expect({ status, de: text.includes('Die Regel ist für Sie stummgeschaltet') }).toEqual({ status: 200, de: true });
      expect(await notificationsOf(ctx, 'ada')).toMatchObject({ mutedRules: [ruleId], digest: 'daily', version: 2 });
    }
    expect((await ask(routes.mute, token, 'undo=1')).status).toBe(200);
    expect(await notificationsOf(ctx, 'ada')).toMatchObject({ mutedRules: [], digest: 'daily', version: 3 });
  });

  test('a POST that says neither is refused with a page, and mutes nothing', async () => {
    const { ctx, token } = await aLink();
    for (const body of ['', 'List-Unsubscribe=maybe', 'undo=0']) {
      const { status, headers } = await ask(routes.mute, token, body);
      expect({ status, type: headers['content-type'] }).toEqual({ status: 400, type: 'text/html; charset=utf-8' });
    }
    expect(await notificationsOf(ctx, 'ada')).toMatchObject({ mutedRules: [] });
  });

  test('names neither person nor rule: who guesses both cannot tell that it is theirs', async () => {
    const { token, ctx } = await aLink();
    const decoded = Buffer.from(token, 'base64url');
    for (const text of ['ada', ruleId, ctx.companyId]) expect(decoded.includes(text)).toBe(false);
    const subject = openLink(await masterKeys(), token, ['mute'], new Date())?.subject;
    const elsewhere = await aLink();
    expect(openLink(await masterKeys(), elsewhere.token, ['mute'], new Date())?.subject).not.toBe(subject);
  });

  test('cannot be made up, nor made of a link for something else: all get the page of every bad link', async () => {
    const { ctx, token } = await aLink();
    const { tokens } = await aDeliveredSurvey(ctx);
    const unknown = sealLink(await masterKeys(), {
      purpose: 'mute',
      flags: 0,
      company: companyHash(ctx.companyId),
      subject: '0'.repeat(32),
      expiresAt: new Date(Date.now() + 60_000),
    });
    const bad = [tokens.unsubscribe, unknown, `${token}A`, token.toLowerCase(), 'x'];
    const pages = await Promise.all(bad.map((one) => ask(routes.mute, one, ONE_CLICK)));
    expect(pages.map(({ status }) => status)).toEqual(bad.map(() => 404));
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
  });
});
