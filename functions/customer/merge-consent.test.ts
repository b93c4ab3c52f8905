import { beforeAll, describe, expect, test } from 'vitest';
import { agree } from '../../shared/consent/agree.ts';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { readQuestion } from '../../shared/consent/question-rows.ts';
import { erase } from '../../shared/customer/erase.ts';
import { gate } from '../../shared/gate/gate.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { handler } from './handler.ts';
import { annaBody, made, merge, merged, undone, pair } from './testing/merging.ts';

useQueues();
// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);

describe('consent', () => {
  const say = (companyId: string, customerId: string, body: object) =>
    send(handler, consentRoutes.routes.create, {
      companyId,
      params: { customerId },
      body: { purpose: 'marketing', channel: 'email', basis: 'consent', source: 'web form', textVersion: '1', ...body },
    });
  const may = async (companyId: string, customerId: string, query: object = {}) =>
    (
      await send(handler, consentRoutes.routes.mayContact, {
        companyId,
        params: { customerId },
        query: { channel: 'email', purpose: 'marketing', ...query },
      })
    ).body;
  const ask = (companyId: string, email: string) =>
    gate(aContext({ companyId, now: new Date() }), { email, purpose: 'marketing', channel: 'email' });

  test.each(['survivor', 'merged'])(
    'A opted out of marketing by mail, B granted: merged record refuses the mail with `opted_out`; A is the %s',
    async (role) => {
      const companyId = aCompany();
      const [one, other] = await pair(companyId);
      await say(companyId, one, { state: 'withdrawn' });
      await say(companyId, other, { state: 'granted' });
      const [survivor, gone] = role === 'survivor' ? [one, other] : [other, one];
      // With the first word that the two are one, also before the job has run.
      await merge(companyId, survivor, [gone]);
      for (const email of ['anna@example.com', 'a.huber@firm.example'])
        expect(await ask(companyId, email)).toMatchObject({ reason: 'opted_out' });
      expect(await may(companyId, survivor)).toMatchObject({ allowed: false, reason: 'opted_out' });
      expect(await may(companyId, gone)).toMatchObject({ allowed: false, reason: 'opted_out' });
    },
  );

  test('a yes that one of them alone has said stands, and goes again with an undo; a no stays on both', async () => {
    const companyId = aCompany();
    const one = await made(companyId, annaBody);
    const other = await made(companyId, { lastName: 'Huber', emails: [{ address: 'other@example.com' }] });
    await say(companyId, other, { state: 'granted' });
    await say(companyId, one, { state: 'denied', purpose: 'survey' });
    const mergeId = await merged(companyId, one, [other]);
    expect(await may(companyId, one)).toMatchObject({ allowed: true });
    await undone(companyId, mergeId);
    expect(await may(companyId, one)).toMatchObject({ allowed: false, reason: 'no_consent' });
    expect(await may(companyId, other)).toMatchObject({ allowed: true });
    expect(await may(companyId, other, { purpose: 'survey' })).toMatchObject({ allowed: false, reason: 'opted_out' });
    expect(await may(companyId, one, { purpose: 'survey' })).toMatchObject({ allowed: false, reason: 'opted_out' });
  });

  test('a question that one of them was asked is no consent of the other; its link grants to who they are then', async () => {
    const companyId = aCompany();
    const one = await made(companyId, annaBody);
    const other = await made(companyId, { lastName: 'Huber', emails: [{ address: 'other@example.com' }] });
    const question = async (customerId: string) => {
      const body = { channel: 'email', purpose: 'marketing', address: 'other@example.com' };
      const asked = await send(handler, consentRoutes.routes.ask, { companyId, params: { customerId }, body });
      expect(asked.status).toBe(202);
      return String(asked.body['consentId']) as Id<'consent'>;
    };
    const consentId = await question(other);
    await say(companyId, one, { state: 'granted' });
    const mergeId = await merged(companyId, one, [other]);
    // What one of them has said stands; that the other was asked takes nothing back.
    expect(await may(companyId, one)).toMatchObject({ allowed: true });
    await say(companyId, one, { state: 'withdrawn' });
    const then = () => aContext({ companyId, now: new Date() });
    expect(await agree(then(), consentId)).toBeUndefined();
    const again = await question(one);
    expect(await agree(then(), again)).toMatchObject({ customer: { customerId: one } });
    expect(await may(companyId, one)).toMatchObject({ allowed: true });
    await undone(companyId, mergeId);
    expect(await may(companyId, other)).toMatchObject({ allowed: false });
  });

  test('a link that was mailed before a merge leads to the survivor, and erasing takes it away', async () => {
    const companyId = aCompany();
    const one = await made(companyId, annaBody);
    const other = await made(companyId, { lastName: 'Huber', emails: [{ address: 'other@example.com' }] });
    const body = { channel: 'email', purpose: 'marketing', address: 'other@example.com' };
    const asked = await send(handler, consentRoutes.routes.ask, { companyId, params: { customerId: other }, body });
    const consentId = String(asked.body['consentId']) as Id<'consent'>;
    await merged(companyId, one, [other]);
    const then = () => aContext({ companyId, now: new Date() });
    expect(await agree(then(), consentId)).toMatchObject({ customer: { customerId: one } });
    expect(await may(companyId, one)).toMatchObject({ allowed: true });
    await erase(then(), { customerId: one as Id<'customer'> });
    expect(await readQuestion(then(), consentId)).toBeUndefined();
  });

  test('a no to all numbers holds over a yes to one', async () => {
    const companyId = aCompany();
    const [one, other] = await pair(companyId);
    await say(companyId, one, { state: 'withdrawn', channel: 'phone' });
    await say(companyId, other, { state: 'granted', channel: 'phone', number: '+436649999999' });
    await merged(companyId, one, [other]);
    const query = { channel: 'phone', number: '+436649999999' };
    expect(await may(companyId, one, query)).toMatchObject({ allowed: false, reason: 'opted_out' });
  });

  test('do-not-contact of one stops all addresses, and those of who did not want it are free after an undo', async () => {
    const companyId = aCompany();
    const one = await made(companyId, { lastName: 'Huber', emails: [{ address: 'one@example.com' }] });
    const other = await made(companyId, {
      lastName: 'Huber',
      emails: [{ address: 'other@example.com' }],
      doNotContact: { value: true },
    });
    const asked = (email: string) =>
      gate(aContext({ companyId, now: new Date() }), { email, purpose: 'service', channel: 'email' });
    const mergeId = await merged(companyId, one, [other]);
    for (const email of ['one@example.com', 'other@example.com'])
      expect(await asked(email)).toMatchObject({ reason: 'do_not_contact' });
    await undone(companyId, mergeId);
    expect(await asked('one@example.com')).toBeUndefined();
    expect(await asked('other@example.com')).toMatchObject({ reason: 'do_not_contact' });
  });
});
