import { beforeAll, describe, expect, test } from 'vitest';
import { setContactPreferences } from '../../shared/consent/address-news.ts';
import { CreateCustomer } from '../../shared/customer/customer.schema.ts';
import { create as createCustomer, putDoNotContact } from '../../shared/customer/customer.ts';
import { documentRoutes } from '../../shared/document/document.routes.ts';
import { documents } from '../../shared/document/document.store.ts';
import { dueDocuments } from '../../shared/document/due-documents.ts';
import { openShareLink } from '../../shared/document/share-link.ts';
import { aKept, aVersion, pdfOf, shared, tokenOf } from '../../shared/document/testing/kept.ts';
import { announcing } from '../../shared/document/testing/files.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { decisions } from '../../shared/survey/survey.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { merged, undone } from '../customer/testing/merging.ts';
import { handler } from './handler.ts';

beforeAll(ownTable);
useFiles();
useQueues();

const { routes } = documentRoutes;
const DAY = 86_400_000;
const email = 'ana@example.com';

const share = (ctx: Context, documentId: string, body: object, headers: Record<string, string> = {}) =>
  send(handler, routes.share, { companyId: ctx.companyId, params: { documentId }, body, headers });
const read = async (ctx: Context, documentId: string): Promise<Answer['body']> =>
  (await send(handler, routes.get, { companyId: ctx.companyId, params: { documentId } })).body;
const errorsIn = ({ body }: Answer) => body['errors'] as { pointer?: string; detail: string }[];
/** Whether a link opens its document at an instant. */
const opens = async (ctx: Context, one: Parameters<typeof tokenOf>[1], now = new Date()): Promise<boolean> =>
  (await openShareLink({ ...ctx, now }, await tokenOf(ctx, one))) !== undefined;

describe('sharing a document', () => {
  test('says with whom, until when and what became of the mail, with the document and with its owner', async () => {
    const ctx = aContext();
    const { documentId, customerId } = await aKept(ctx);
    expect(await read(ctx, documentId)).toMatchObject({ sharedWithCustomer: false, shares: [], version: 2 });
    const { status, body } = await share(ctx, documentId, { customerId });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { to: { type: 'customer', id: customerId }, mail: 'queued' },
    });
    expect(Date.parse(String(body['until'])) - Date.parse(String(body['at']))).toBe(14 * DAY);
    expect(await read(ctx, documentId)).toMatchObject({ sharedWithCustomer: true, shares: [body], version: 3 });
    const { body: listed } = await send(handler, routes.list, {
      companyId: ctx.companyId,
      query: { owner: `customer:${customerId}` },
    });
    expect(listed['items']).toMatchObject([{ sharedWithCustomer: true, shares: [body] }]);
  });

  test('anew gives a new link, and the one before ends; stopping ends it, once', async () => {
    const ctx = aContext();
    const kept = await aKept(ctx);
    const [first, second] = [await shared(ctx, kept), await shared(ctx, kept)];
    expect([await opens(ctx, first), await opens(ctx, second)]).toEqual([false, true]);
    const stop = (linkId: string) =>
      send(handler, routes.unshare, { companyId: ctx.companyId, params: { documentId: kept.documentId, linkId } });
    expectProblem(await stop(first.linkId), 404, 'not-found');
    expect((await stop(second.linkId)).status).toBe(204);
    expectProblem(await stop(second.linkId), 404, 'not-found');
    expect(await opens(ctx, second)).toBe(false);
    expect(await read(ctx, kept.documentId)).toMatchObject({ sharedWithCustomer: false, shares: [] });
  });

  test('under one Idempotency-Key makes one link, and is answered as before', async () => {
    const ctx = aContext();
    const { documentId, customerId } = await aKept(ctx);
    const key = { 'idempotency-key': 'share-1' };
    const [first, second] = [
      await share(ctx, documentId, { customerId }, key),
      await share(ctx, documentId, { customerId }, key),
    ];
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await read(ctx, documentId)).toMatchObject({ shares: [{ linkId: first.body['linkId'] }] });
  });

  test('ends by itself, and is no longer shown then; the document stays, also where a run has failed before', async () => {
    const ctx = aContext();
    const kept = await aKept(ctx);
    const [short, then] = [
      await shared(ctx, kept, { customerId: kept.customerId, days: 1 }),
      new Date(ctx.now.getTime() + DAY),
    ];
    const row = await dueDocuments.find(ctx, kept.documentId);
    if (!row) throw new Error('no document');
    expect(dueDocuments.dueAt(row)).toBe(short.until);
    expect([await opens(ctx, short, new Date(then.getTime() - 1_000)), await opens(ctx, short, then)]).toEqual([
      true,
      false,
    ]);
    const later = { ...again(ctx), now: then };
    expect(await dueDocuments.postpone(later, row)).toBe('failed');
    for (let times = 0; times < 2; times++) await dueDocuments.run(later, row);
    const after = await documents.find(ctx, kept.documentId);
    expect(after).toMatchObject({ status: 'ready', shares: [], version: row.version });
    expect(after && dueDocuments.dueAt(after)).toBeUndefined();
    expect(await read(ctx, kept.documentId)).toMatchObject({ sharedWithCustomer: false });
  });

  test('goes no further than the document is kept', async () => {
    const ctx = aContext();
    const day = new Date(ctx.now.getTime() + 3 * DAY).toISOString().slice(0, 10);
    const kept = await aKept(ctx, { retentionUntil: day });
    expect((await shared(ctx, kept)).until).toBe(`${day}T23:59:59.999Z`);
  });

  test('a merge keeps the link, and undoing it does', async () => {
    const ctx = aContext();
    const kept = await aKept(ctx);
    const survivor = CreateCustomer.parse({ type: 'individual', lastName: 'Huber', emails: [{ address: email }] });
    const { customerId } = await createCustomer(again(ctx), { body: survivor });
    const one = await shared(ctx, kept);
    const mergeId = await merged(ctx.companyId, customerId, [kept.customerId]);
    expect(await read(ctx, kept.documentId)).toMatchObject({
      shares: [{ linkId: one.linkId, to: { id: customerId } }],
    });
    expect(await opens(ctx, one)).toBe(true);
    await undone(ctx.companyId, mergeId);
    expect(await read(ctx, kept.documentId)).toMatchObject({ shares: [{ to: { id: kept.customerId } }] });
    expect(await opens(ctx, one)).toBe(true);
  });
});

describe('what is refused', () => {
  test('a document that waits, was rejected or deleted is 409 and 404; one of another company is 404', async () => {
    const ctx = aContext();
    const { documentId, customerId } = await aKept(ctx);
    const owner = { type: 'customer', id: customerId };
    const body = { owner, name: 'b.pdf', kind: 'other', ...announcing(pdfOf('other'), 'application/pdf') };
    const waiting = await send(handler, routes.create, { companyId: ctx.companyId, body });
    expectProblem(await share(ctx, String(waiting.body['documentId']), { customerId }), 409, 'conflict');
    const rejected = await aKept(ctx, { sends: pdfOf('no') });
    expectProblem(await share(ctx, rejected.documentId, { customerId: rejected.customerId }), 409, 'conflict');
    expectProblem(await share(aContext(), documentId, { customerId }), 404, 'not-found');
    await send(handler, routes.remove, { companyId: ctx.companyId, params: { documentId } });
    expectProblem(await share(ctx, documentId, { customerId }), 404, 'not-found');
  });

  test('anybody to whom the document does not belong is 400 with the pointer, whether there is somebody or not', async () => {
    const ctx = aContext();
    const [{ documentId, customerId }, other] = [await aKept(ctx), await aKept(ctx, { email: 'other@example.com' })];
    const foreign = await aKept(aContext());
    const nobody = 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n';
    for (const id of [other.customerId, foreign.customerId, nobody]) {
      const answer = await share(ctx, documentId, { customerId: id });
      expectProblem(answer, 400, 'validation-failed');
      expect(errorsIn(answer)).toMatchObject([{ pointer: '#/customerId' }]);
    }
    const contactId = 'con_01jd3k5w8z9x7v6t5s4r3q2p1n';
    expect(errorsIn(await share(ctx, documentId, { contactId }))).toMatchObject([{ pointer: '#/contactId' }]);
    for (const body of [
      {},
      { customerId, contactId },
      { customerId, days: 0 },
      { customerId, days: 91 },
      { customerId, x: 1 },
    ])
      expectProblem(await share(ctx, documentId, body), 400, 'validation-failed');
    expect(await read(ctx, documentId)).toMatchObject({ shares: [], version: 2 });
  });

  test('who must not be written to is 409 with the decision, which is noted, and nothing is shared', async () => {
    for (const [reason, no] of Object.entries({
      do_not_contact: (ctx: Context, customerId: never) =>
        putDoNotContact(again(ctx), { customerId, body: { value: true } }),
      opted_out: (ctx: Context) => setContactPreferences(again(ctx), { email, optedOut: true }),
    })) {
      const ctx = aContext();
      const { documentId, customerId } = await aKept(ctx);
      await no({ ...ctx, now: new Date(ctx.now.getTime() - 1_000) }, customerId as never);
      const answer = await share(ctx, documentId, { customerId });
      expectProblem(answer, 409, 'message-refused');
      expect(answer.body['decision']).toMatchObject({ reason, kind: 'document', sent: false, purpose: 'service' });
      const noted = await decisions(ctx, { customerId, limit: 10 } as never);
      expect(noted.items).toMatchObject([{ reason, kind: 'document' }]);
      expect(await read(ctx, documentId)).toMatchObject({ sharedWithCustomer: false, version: 2 });
    }
  });

  test('a customer without an address is 409 with `no_address`', async () => {
    const ctx = aContext();
    const body = CreateCustomer.parse({ type: 'individual', lastName: 'Huber' });
    const { customerId } = await createCustomer(again(ctx), { body });
    const { documentId } = await aKept(ctx, { customerId });
    const answer = await share(ctx, documentId, { customerId });
    expectProblem(answer, 409, 'message-refused');
    expect(answer.body['decision']).toMatchObject({ reason: 'no_address' });
  });

  test('the eleventh time within a day is 429 with when it is free again, and a day later it is', async () => {
    const ctx = aContext({ companyId: aCompany() });
    const kept = await aKept(ctx);
    for (let times = 0; times < 10; times++) await shared(ctx, kept);
    const answer = await share(ctx, kept.documentId, { customerId: kept.customerId });
    expectProblem(answer, 429, 'too-many-requests');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(86_000);
    const later = { ...again(ctx), now: new Date(ctx.now.getTime() + DAY) };
    expect(await shared(later, kept)).toMatchObject({ mail: 'queued' });
  });

  test('a newer version changes nothing of what was shared', async () => {
    const ctx = aContext();
    const kept = await aKept(ctx);
    const { versionId } = await shared(ctx, kept);
    await aVersion(ctx, kept, 'newer');
    expect(await read(ctx, kept.documentId)).toMatchObject({
      versions: [{ versionId }, { status: 'ready' }],
      shares: [{ versionId }],
    });
  });
});
