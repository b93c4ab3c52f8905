import { beforeAll, describe, expect, test } from 'vitest';
import { accessesTo } from '../../shared/audit/access.ts';
import { CreateContact, EditPosition } from '../../shared/contact/contact.schema.ts';
import { create as createContact, editPosition } from '../../shared/contact/contact.ts';
import { CreateCustomer, EditCustomer } from '../../shared/customer/customer.schema.ts';
import { create as createCustomer, edit as editCustomer } from '../../shared/customer/customer.ts';
import { erase } from '../../shared/customer/erase.ts';
import { documentPageRoutes } from '../../shared/document/document-page.routes.ts';
import { removeDocument } from '../../shared/document/forget.ts';
import { unshare } from '../../shared/document/share.ts';
import { aKept, aVersion, pdfOf, shared, tokenOf } from '../../shared/document/testing/kept.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { masterKeys } from '../../shared/kernel/secret.ts';
import { companyHash, sealLink, subjectOfId } from '../../shared/survey-link/survey-link.ts';
import { send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { CreateOwnership, CreateVehicle, Transfer } from '../../shared/vehicle/vehicle.schema.ts';
import { addOwnership, create as createVehicle, transfer } from '../../shared/vehicle/vehicle.ts';
import { handler } from './handler.ts';

beforeAll(ownTable);
useFiles();
useQueues();

const { routes } = documentPageRoutes;
const headers = { 'content-type': 'application/x-www-form-urlencoded' };
const look = (token: string) => send(handler, routes.showDocument, { params: { token } });
const fetchBy = (token: string) => send(handler, routes.fetchDocument, { params: { token }, headers, body: '' });
const DAY = 86_400_000;

/** A document that was shared, and the token of its link. */
async function aLink(ctx: Context = aContext(), days?: number) {
  const kept = await aKept(ctx);
  const share = await shared(ctx, kept, { customerId: kept.customerId, ...(days !== undefined && { days }) });
  return { ctx, ...kept, share, token: await tokenOf(ctx, share) };
}
const example = async (companyId: string) => {
  const { token } = await aLink(aContext({ companyId }));
  return { params: { token }, headers };
};

routeTests(documentPageRoutes, handler, {
  showDocument: example,
  fetchDocument: async (companyId) => ({ ...(await example(companyId)), body: '' }),
});

describe('the link of a shared document', () => {
  test('a GET of the page records nothing, the POST is one access entry', async () => {
    const { ctx, token, documentId, customerId } = await aLink();
    const seen = await watchTable(async () => {
      for (let times = 0; times < 3; times++) expect((await look(token)).status).toBe(200);
      await send(handler, routes.showDocument, { params: { token }, method: 'HEAD' });
    });
    expect(seen.items).toEqual([]);
    const fetched = await watchTable(async () => {
      for (let times = 0; times < 3; times++) expect((await fetchBy(token)).status).toBe(303);
    });
    expect(fetched.items).toMatchObject([{ recordId: documentId }]);
    expect(await accessesTo(ctx, [documentId])).toMatchObject([
      { actor: { kind: 'public', id: customerId }, recordId: documentId, route: 'POST /d/{token}' },
    ]);
  });

  test('shows what the document is called, what it is and how large, in the language of the person, and loads nothing', async () => {
    const { ctx, token, customerId } = await aLink();
    const { text, headers: sent } = await look(token);
    for (const shown of ['Contract &lt;1>.pdf', 'Contract ·', '10 byte', ctx.companyId, `action="/d/${token}"`])
      expect(text).toContain(shown);
    expect(sent['content-security-policy']).toContain("default-src 'none'");
    // Browsers ask the page whether the answer to its form may lead there.
    const policy = /form-action 'self' (\S+);/.exec(String(sent['content-security-policy']));
    expect(policy?.[1]).toBe(new URL(String((await fetchBy(token)).headers['location'])).origin);
    expect(sent).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    for (const [language, button] of Object.entries({
      de: 'Herunterladen',
      es: 'Descargar',
      fr: 'Télécharger',
      ar: 'تنزيل',
    })) {
      const body = EditCustomer.parse({ preferences: { language } });
      await editCustomer(again(ctx), { customerId, body });
      const page = (await look(token)).text;
      expect(page).toContain(`<button>${button}</button>`);
      expect(page).toContain(`lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
    }
  });

  test('gives the version that was shared, also where there is a newer one, as a download for five minutes', async () => {
    const { ctx, token, documentId, customerId } = await aLink();
    await aVersion(ctx, { documentId }, 'newer');
    const contentOf = async (one: string) => {
      const url = new URL(String((await fetchBy(one)).headers['location']));
      expect(url.searchParams.get('X-Amz-Expires')).toBe('300');
      expect(url.searchParams.get('response-content-disposition')).toContain('attachment');
      expect(url.searchParams.get('response-content-type')).toBe('application/octet-stream');
      return new Uint8Array(await (await fetch(url)).arrayBuffer());
    };
    expect(await contentOf(token)).toEqual(pdfOf('x'));
    const anew = await shared(ctx, { documentId, customerId });
    expect(await contentOf(await tokenOf(ctx, anew))).toEqual(pdfOf('newer'));
  });

  test('an expired or revoked link gives the one identical 404', async () => {
    const [revoked, deleted, erased, replaced, other] = [
      await aLink(),
      await aLink(),
      await aLink(),
      await aLink(),
      await aLink(),
    ];
    for (const { token } of [revoked, deleted, erased, replaced]) expect((await look(token)).status).toBe(200);
    await unshare(again(revoked.ctx), { ...revoked, linkId: revoked.share.linkId });
    await removeDocument(again(deleted.ctx), deleted);
    await erase(again(erased.ctx), erased);
    const anew = await shared(replaced.ctx, replaced);
    const sealed = async (more: object) =>
      sealLink(await masterKeys(), {
        purpose: 'document',
        flags: 0,
        company: companyHash(other.ctx.companyId),
        subject: subjectOfId(other.share.linkId),
        expiresAt: new Date(Date.now() + 60_000),
        ...more,
      } as never);
    expect((await look(await sealed({}))).status).toBe(200);
    const bad = [
      revoked.token,
      deleted.token,
      erased.token,
      replaced.token,
      await sealed({ expiresAt: new Date(Date.now() - 1_000) }),
      await sealed({ purpose: 'confirm' }),
      await sealed({ company: companyHash(replaced.ctx.companyId) }),
      await sealed({ subject: '0'.repeat(32) }),
      `${other.token.slice(0, 40)}${other.token[40] === 'A' ? 'B' : 'A'}${other.token.slice(41)}`,
      'x',
    ];
    const pages = await Promise.all(bad.flatMap((token) => [look(token), fetchBy(token)]));
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 404));
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    expect(new Set(pages.map(({ headers: sent }) => JSON.stringify(sent))).size).toBe(1);
    expect((await look(await tokenOf(replaced.ctx, anew))).status).toBe(200);
  });

  test('ends with its instant, also where nobody has looked at the document since', async () => {
    const { ctx, token, share } = await aLink(aContext({ now: new Date(Date.now() - 2 * DAY) }), 1);
    expect(share.until).toBe(new Date(ctx.now.getTime() + DAY).toISOString());
    expect((await look(token)).status).toBe(404);
    // A token that was sealed for longer opens nothing that is over.
    expect((await look(await tokenOf(ctx, { ...share, until: new Date(Date.now() + DAY).toISOString() }))).status).toBe(
      404,
    );
  });
});

describe('who may have a document', () => {
  const business = async (ctx: Context) =>
    (await createCustomer(again(ctx), { body: CreateCustomer.parse({ type: 'business', businessName: 'Huber AG' }) }))
      .customerId;

  test('a contact of the business may, until their position there ends', async () => {
    const ctx = aContext();
    const customerId = await business(ctx);
    const contact = {
      lastName: 'Maier',
      emails: [{ address: 'maier@example.com' }],
      positions: [{ customerId, from: '2020-01-01' }],
    };
    const { contactId, positions } = await createContact(again(ctx), { body: CreateContact.parse(contact) });
    const kept = await aKept(ctx, { customerId });
    const token = await tokenOf(ctx, await shared(ctx, kept, { contactId }));
    expect((await look(token)).status).toBe(200);
    await fetchBy(token);
    expect(await accessesTo(ctx, [kept.documentId])).toMatchObject([{ actor: { id: contactId } }]);
    const body = EditPosition.parse({ to: '2020-02-01' });
    await editPosition(again(ctx), { contactId, n: String(positions[0]?.n), body });
    expect((await look(token)).status).toBe(404);
  });

  test('of a vehicle its owner may, until they have it no more', async () => {
    const ctx = aContext();
    const { body } = await createVehicle(again(ctx), { body: CreateVehicle.parse({ vin: '1HGCM82633A004352' }) });
    const { vehicleId } = body;
    const { customerId } = await aKept(ctx);
    const from = new Date(ctx.now.getTime() - DAY).toISOString();
    await addOwnership(again(ctx), { vehicleId, body: CreateOwnership.parse({ customerId, from }) });
    const kept = await aKept(ctx, { customerId, owner: { type: 'vehicle', id: vehicleId } });
    const token = await tokenOf(ctx, await shared(ctx, kept));
    expect((await look(token)).status).toBe(200);
    const sold = Transfer.parse({ toCustomerId: await business(ctx), kind: 'sold' });
    await transfer(again(ctx), { vehicleId, body: sold });
    expect((await look(token)).status).toBe(404);
    await expect(shared(ctx, kept)).rejects.toMatchObject({ code: 'validation-failed' });
  });
});
