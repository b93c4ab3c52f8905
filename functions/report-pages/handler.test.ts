import { describe, expect, test } from 'vitest';
import { again } from '../../shared/feedback/testing/given.ts';
import type { Route } from '../../shared/http/contract.ts';
import { reportPageRoutes } from '../../shared/report-delivery/report-page.routes.ts';
import { stopOf } from '../../shared/report-delivery/stops.ts';
import { queueRun } from '../../shared/report-run/occurrences.ts';
import { revokeRun } from '../../shared/report-run/run-verbs.ts';
import { call } from '../../shared/report-run/step.ts';
import { aScheduled, fakePrinters, works } from '../../shared/report-run/testing/worked.ts';
import { remove } from '../../shared/report/report.ts';
import { masterKeys } from '../../shared/kernel/secret.ts';
import { companyHash, sealLink } from '../../shared/survey-link/survey-link.ts';
import { send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

const queues = useQueues();
useFiles();
const ses = useSes();
const { routes } = reportPageRoutes;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const ONE_CLICK = 'List-Unsubscribe=One-Click';

/** The link of a mail that was sent. */
async function aLink(companyId?: string) {
  const ctx = aContext({ ...(companyId !== undefined && { companyId }), userId: 'ada' });
  const report = await aScheduled(ctx, { title: 'Weekly <numbers>', formats: ['csv'] });
  const run = await queueRun(again(ctx), report, { trigger: 'hand', dueAt: ctx.now.toISOString() });
  if (!run) throw new Error('no run');
  await call(ctx, run);
  await works(ctx, new Date(), { queues, printers: fakePrinters() });
  const email = `bob@${ctx.companyId}.example.com`;
  const mail = ses.sent.findLast(({ Destination }) => Destination.ToAddresses[0] === email);
  const token = /\/r\/([\w-]{76})/.exec(mail?.Content.Simple.Body.Text.Data ?? '')?.[1] ?? '';
  return { ctx, report, run, email, token };
}
const ask = (route: Route, token: string, body?: string, more: Record<string, string> = {}) =>
  send(handler, route, { params: { token, ...more }, headers: FORM, ...(body !== undefined && { body }) });
const example = async (companyId: string) => ({ params: { token: (await aLink(companyId)).token }, headers: FORM });

routeTests(reportPageRoutes, handler, {
  showReport: example,
  fetchReport: async (companyId) => {
    const { params, headers } = await example(companyId);
    return { params: { ...params, format: 'csv' }, headers };
  },
  showUnsubscribe: example,
  unsubscribe: async (companyId) => ({ ...(await example(companyId)), body: ONE_CLICK }),
});

describe('the link of a mailed report', () => {
  test('shows what was mailed and changes nothing, however often it is opened; a file is fetched for five minutes', async () => {
    const { token } = await aLink();
    const { result, items } = await watchTable(() => ask(routes.showReport, token));
    expect(result).toMatchObject({ status: 200, text: expect.stringContaining(`/r/${token}`) });
    expect(result.headers['content-security-policy']).toContain("default-src 'none'");
    const unasked = await watchTable(() => ask(routes.showUnsubscribe, token));
    expect([...items, ...unasked.items]).toEqual([]);
    expect(unasked.result.text).toContain('Weekly &lt;numbers>');
    const { status, headers } = await ask(routes.fetchReport, token, undefined, { format: 'csv' });
    expect([status, headers['location']]).toEqual([302, expect.stringContaining('X-Amz-Expires=300')]);
  });

  test('stops the report with one POST, done twice as once, and the page after it takes that back', async () => {
    const { ctx, report, email, token } = await aLink();
    for (let times = 0; times < 2; times++) {
      expect((await ask(routes.unsubscribe, token, ONE_CLICK)).status).toBe(200);
      expect(await stopOf(ctx, { reportId: report.reportId, email })).toMatchObject({
        why: 'unsubscribed',
        version: 1,
      });
    }
    expect((await ask(routes.unsubscribe, token, 'undo=1')).status).toBe(200);
    expect(await stopOf(ctx, { reportId: report.reportId, email })).toBeUndefined();
    expect((await ask(routes.unsubscribe, token, 'undo=0')).status).toBe(400);
  });

  test('of another purpose, altered, expired, revoked or of a deleted report is one identical 404', async () => {
    const [{ ctx, run, token }, other, old] = [await aLink(), await aLink(), await aLink()];
    await revokeRun(again(ctx), run);
    await remove(again(other.ctx), other.report);
    const sealed = async (more: object) =>
      sealLink(await masterKeys(), {
        purpose: 'report',
        flags: 0,
        company: companyHash(old.ctx.companyId),
        subject: '0'.repeat(32),
        expiresAt: new Date(Date.now() + 60_000),
        ...more,
      } as never);
    const bad = [
      token,
      other.token,
      `${old.token.slice(0, 40)}${old.token[40] === 'A' ? 'B' : 'A'}${old.token.slice(41)}`,
      await sealed({ purpose: 'mute' }),
      await sealed({ expiresAt: new Date(Date.now() - 1_000) }),
      await sealed({}),
      'x',
    ];
    const pages = await Promise.all(bad.map((one) => ask(routes.showReport, one)));
    expect(pages.map(({ status }) => status)).toEqual(bad.map(() => 404));
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
  });
});
