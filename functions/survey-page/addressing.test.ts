import { describe, expect, test } from 'vitest';
import type { Route } from '../../shared/http/contract.ts';
import { addressPageRoutes } from '../../shared/outside-address/address-page.routes.ts';
import { addressUrlOf, openAddressLink } from '../../shared/outside-address/address-link.ts';
import { outsideAddresses } from '../../shared/outside-address/outside-address.store.ts';
import { remove } from '../../shared/outside-address/outside-address.ts';
import { aNamed, anAgreed } from '../../shared/outside-address/testing/given.ts';
import { masterKeys } from '../../shared/kernel/secret.ts';
import { companyHash, sealLink, subjectOfId } from '../../shared/survey-link/survey-link.ts';
import { aDeliveredSurvey } from '../../shared/survey/testing/given.ts';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const { routes } = addressPageRoutes;
const ORIGIN = 'https://feedback.example.com';
const EMAIL = 'on-call@example.com';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const ONE_CLICK = 'List-Unsubscribe=One-Click';

async function aLink(companyId?: string, named = aNamed, days = 30) {
  const ctx = aContext(companyId === undefined ? {} : { companyId });
  const addressId = await named(ctx, EMAIL);
  const url = await addressUrlOf(ctx, ORIGIN, { addressId, days });
  return { ctx, addressId, url, token: url.slice(`${ORIGIN}/c/`.length) };
}
const ask = (route: Route, token: string, body?: string, headers: Record<string, string> = {}) =>
  send(handler, route, { params: { token }, headers: { ...FORM, ...headers }, ...(body !== undefined && { body }) });
const example = async (companyId: string) => ({ params: { token: (await aLink(companyId)).token }, headers: FORM });
const stateOf = async ({ ctx, addressId }: Awaited<ReturnType<typeof aLink>>) =>
  (await outsideAddresses.find(ctx, addressId))?.state;

routeTests(addressPageRoutes, handler, {
  showAddress: example,
  setAddress: async (companyId) => ({ ...(await example(companyId)), body: 'confirm=1' }),
});

describe('the link of the mail that asks an outside address', () => {
  test('opened shows a page and changes nothing, however often it is opened', async () => {
    const link = await aLink();
    for (const method of ['GET', 'GET', 'HEAD']) {
      const { result, items } = await watchTable(() =>
        send(handler, { ...routes.showAddress, method: method as 'GET' }, { params: { token: link.token } }),
      );
      expect([result.status, items]).toEqual([200, []]);
    }
    const { text } = await ask(routes.showAddress, link.token);
    expect(text).toContain('send you mails?');
    expect(text).toContain('o…@example.com');
    expect(text).not.toContain(EMAIL);
    expect(await stateOf(link)).toBe('pending');
  });

  test.each(surveyLanguages)(
    'asks in %s where the browser reads that, and keeps it as the language of mails',
    async (lang) => {
      const link = await aLink();
      const { text } = await ask(routes.showAddress, link.token, undefined, { 'accept-language': lang });
      expect(text).toContain(`<html lang="${lang}"`);
      expect(text).not.toMatch(/\{\w+\}|undefined/);
      const { text: after } = await ask(routes.setAddress, link.token, 'confirm=1', { 'accept-language': lang });
      expect(after).not.toMatch(/\{\w+\}|undefined/);
      expect(await outsideAddresses.find(link.ctx, link.addressId)).toMatchObject({
        state: 'confirmed',
        language: lang,
      });
    },
  );

  test('agrees with one POST, done twice as once', async () => {
    const link = await aLink();
    for (let times = 0; times < 2; times++)
      expect((await ask(routes.setAddress, link.token, 'confirm=1')).status).toBe(200);
    expect(await outsideAddresses.find(link.ctx, link.addressId)).toMatchObject({ state: 'confirmed', version: 2 });
  });

  test('stops all mail with one click (RFC 8058), and the page after it takes that back', async () => {
    const link = await aLink(undefined, anAgreed, 400);
    expect((await ask(routes.showAddress, link.token)).text).toContain('Stop all mails');
    const { status, text } = await ask(routes.setAddress, link.token, ONE_CLICK);
    expect([status, text.includes('You will get no mails')]).toEqual([200, true]);
    expect(await stateOf(link)).toBe('stopped');
    await ask(routes.setAddress, link.token, 'undo=1');
    expect(await stateOf(link)).toBe('confirmed');
  });

  test('a POST that says neither is refused with a page, and agrees to nothing', async () => {
    const link = await aLink();
    for (const body of ['', 'confirm=0', 'List-Unsubscribe=maybe']) {
      const { status, headers } = await ask(routes.setAddress, link.token, body);
      expect({ status, type: headers['content-type'] }).toEqual({ status: 400, type: 'text/html; charset=utf-8' });
    }
    expect(await stateOf(link)).toBe('pending');
  });

  test('holds until it expires, and not any longer', async () => {
    const { ctx, token } = await aLink(undefined, aNamed, 30);
    const at = (days: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + days * 86_400_000) });
    expect(await openAddressLink(at(29.9), token)).toMatchObject({ address: { email: EMAIL } });
    expect(await openAddressLink(at(30), token)).toBeUndefined();
  });

  test('that is made up, expired, of something else or of an address that is removed gets the page of every bad link', async () => {
    const { ctx, token, addressId } = await aLink();
    const { tokens } = await aDeliveredSurvey(ctx);
    const sealed = async (more: object) =>
      sealLink(await masterKeys(), {
        purpose: 'address',
        flags: 0,
        company: companyHash(ctx.companyId),
        subject: subjectOfId(addressId),
        expiresAt: new Date(Date.now() + 60_000),
        ...more,
      });
    const gone = await aLink();
    await remove(again(gone.ctx), { addressId: gone.addressId });
    const bad = [
      tokens.unsubscribe,
      await sealed({ subject: '0'.repeat(32) }),
      await sealed({ company: companyHash(aContext().companyId) }),
      await sealed({ purpose: 'mute' }),
      await sealed({ expiresAt: new Date(Date.now() - 1_000) }),
      gone.token,
      `${token}A`,
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      'x',
    ];
    const pages = await Promise.all(bad.map((one) => ask(routes.setAddress, one, 'confirm=1')));
    expect(pages.map(({ status }) => status)).toEqual(bad.map(() => 404));
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    expect((await outsideAddresses.find(ctx, addressId))?.state).toBe('pending');
  });
});
