import { beforeAll, describe, expect, test } from 'vitest';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { customerViewRoutes } from '../../shared/customer-view/customer-view.routes.ts';
import { checkUpload } from '../../shared/document/check.ts';
import { documentRoutes } from '../../shared/document/document.routes.ts';
import { incomingOf } from '../../shared/document/folders.ts';
import { announcing, type Bytes, docx, photo, samples, sendFile } from '../../shared/document/testing/files.ts';
import { aKept, shared, tokenOf } from '../../shared/document/testing/kept.ts';
import { openShareLink } from '../../shared/document/share-link.ts';
import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { rawItems } from '../../shared/testing/raw-items.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { vehicleRoutes } from '../../shared/vehicle/vehicle.routes.ts';
import { merged, undone } from '../customer/testing/merging.ts';
import { handler as customerHandler } from '../customer/handler.ts';
import { handler as purchaseHandler } from '../purchase/handler.ts';
import { handler } from './handler.ts';

// All of the table is read, and the one that tests share is large.
beforeAll(ownTable);
const files = useFiles();
useQueues();

const { routes } = documentRoutes;
type Params = Record<string, string>;
type Form = { url: string; fields: Record<string, string> };
const pdf = 'application/pdf';
const pdfOf = (text: string): Bytes => new Uint8Array(Buffer.from(`%PDF-1.7\n${text}`));

const customer = async (companyId: string, lastName = 'Huber'): Promise<string> => {
  const body = { type: 'individual', lastName };
  return String((await send(customerHandler, customerRoutes.routes.create, { companyId, body })).body['customerId']);
};
const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}) =>
  send(handler, route, { companyId, ...example });
const bodyOf = (customerId: string, bytes: Bytes, more: object = {}, contentType = pdf) => ({
  owner: { type: 'customer', id: customerId },
  name: 'Contract.pdf',
  kind: 'contract',
  ...announcing(bytes, contentType),
  ...more,
});
type Made = Answer & { params: Params; form: Form; customerId: string };
async function made(companyId: string, bytes: Bytes = pdfOf('x'), more: object = {}, type = pdf): Promise<Made> {
  const customerId = await customer(companyId);
  const answer = await call(routes.create, companyId, { body: bodyOf(customerId, bytes, more, type) });
  return { ...answer, params: idIn(answer), form: answer.body['upload'] as Form, customerId };
}
const idIn = ({ body }: Answer): Params => ({ documentId: String(body['documentId']) });
/** What S3 tells of a file that was sent by a form, twice at once and once more. */
async function told(companyId: string, { fields }: Form): Promise<void> {
  const one = incomingOf(fields['key'] ?? '');
  if (!one || one.companyId !== companyId) throw new Error('no key of a file that comes in');
  const check = () => checkUpload(aContext({ companyId, now: new Date() }), one);
  await Promise.all([check(), check()]);
  await check();
}
async function sent(companyId: string, bytes: Bytes = pdfOf('x'), more: object = {}, type = pdf): Promise<Made> {
  const one = await made(companyId, bytes, more, type);
  expect(await sendFile(one.form, bytes)).toBe(204);
  await told(companyId, one.form);
  return one;
}
const read = async (companyId: string, params: Params) => (await call(routes.get, companyId, { params })).body;
const keysOf = (companyId: string): string[] => [...files.stored.keys()].filter((key) => key.includes(companyId));
const errorsIn = ({ body }: Answer) => body['errors'] as { pointer?: string; parameter?: string; detail: string }[];

routeTests(documentRoutes, handler, {
  list: async (companyId) => ({ query: { owner: `customer:${(await made(companyId)).customerId}` } }),
  create: async (companyId) => ({ body: bodyOf(await customer(companyId), pdfOf('x'), { tags: ['a'] }) }),
  get: async (companyId) => ({ params: (await sent(companyId)).params }),
  edit: async (companyId) => ({ params: (await made(companyId)).params, body: { name: 'Lease.pdf' } }),
  remove: async (companyId) => ({ params: (await made(companyId)).params }),
  addVersion: async (companyId) => ({
    params: (await sent(companyId)).params,
    body: announcing(pdfOf('second'), pdf),
  }),
  share: async (companyId) => {
    const { customerId, documentId } = await aKept(aContext({ companyId }));
    return { params: { documentId }, body: { customerId } };
  },
  unshare: async (companyId) => {
    const ctx = aContext({ companyId });
    const kept = await aKept(ctx);
    return { params: { documentId: kept.documentId, linkId: (await shared(ctx, kept)).linkId } };
  },
});

describe('sending a file', () => {
  test('each type that is taken is ready once it was checked, and fetched as a download of its name', async () => {
    const companyId = aCompany();
    for (const [type, bytes] of Object.entries(samples)) {
      const { params } = await sent(companyId, bytes, { name: 'Vertrag „Ärger“.x' }, type);
      const { status, downloadUrl, versions } = await read(companyId, params);
      expect({ type, status, versions }).toMatchObject({ status: 'ready', versions: [{ status: 'ready' }] });
      const url = new URL(String(downloadUrl));
      expect(url.searchParams.get('X-Amz-Expires')).toBe('300');
      // S3 sends no nosniff: what it calls bytes no browser shows.
      expect(url.searchParams.get('response-content-type')).toBe('application/octet-stream');
      expect(url.searchParams.get('response-content-disposition')).toBe(
        `attachment; filename="Vertrag __rger_.x"; filename*=UTF-8''Vertrag%20%E2%80%9E%C3%84rger%E2%80%9C.x`,
      );
      const fetched = new Uint8Array(await (await fetch(url)).arrayBuffer());
      if (type !== 'image/jpeg') expect(fetched).toEqual(bytes);
    }
    expect(keysOf(companyId).filter((key) => key.startsWith('incoming/'))).toEqual([]);
  });

  test('a presigned POST of another size, of another type or of other bytes fails at S3', async () => {
    const companyId = aCompany();
    const { form } = await made(companyId);
    expect(await sendFile(form, pdfOf('xy'))).toBe(400);
    expect(await sendFile(form, pdfOf('y'))).toBe(400);
    const other = { ...form, fields: { ...form.fields, 'Content-Type': 'text/html' } };
    expect(await sendFile(other, pdfOf('x'))).toBe(403);
    const elsewhere = { ...form, fields: { ...form.fields, key: 'documents/x/y/z' } };
    expect(await sendFile(elsewhere, pdfOf('x'))).toBe(403);
    const later = Date.parse(String((form as unknown as { expiresAt: string }).expiresAt)) - Date.now();
    expect(later).toBeGreaterThan(590_000);
    expect(later).toBeLessThanOrEqual(600_000);
    expect(keysOf(companyId)).toEqual([]);
  });

  test('an .exe renamed .pdf ends rejected < 10 s', async () => {
    const companyId = aCompany();
    const begun = Date.now();
    const { params } = await sent(companyId, new Uint8Array(Buffer.from('MZ\x90\0\x03')), { name: 'setup.pdf' });
    const document = await read(companyId, params);
    expect(document).toMatchObject({ status: 'rejected', versions: [{ rejectedFor: 'forbidden' }] });
    expect(document['downloadUrl']).toBeUndefined();
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(keysOf(companyId)).toEqual([]);
  });

  test('where S3 let another file in, the check refuses it by its size and its hash', async () => {
    const companyId = aCompany();
    for (const [bytes, rejectedFor] of [
      [pdfOf('xy'), 'size'],
      [pdfOf(''), 'size'],
      [pdfOf('y'), 'sha256'],
    ] as const) {
      const { form, params } = await made(companyId);
      files.stored.set(form.fields['key'] ?? '', Buffer.from(bytes));
      await told(companyId, form);
      expect(await read(companyId, params)).toMatchObject({ status: 'rejected', versions: [{ rejectedFor }] });
    }
    expect(keysOf(companyId)).toEqual([]);
  });

  test('a file that is sent once more by the same form changes nothing of what was checked', async () => {
    const companyId = aCompany();
    const { form, params } = await sent(companyId);
    const before = await read(companyId, params);
    files.stored.set(form.fields['key'] ?? '', Buffer.from('MZ'));
    await told(companyId, form);
    expect(await read(companyId, params)).toMatchObject({ version: before['version'], status: 'ready' });
    expect(keysOf(companyId).map((key) => String(files.stored.get(key)))).toEqual([String(Buffer.from(pdfOf('x')))]);
  });

  test('a photograph is kept without where it was taken, and says so', async () => {
    const companyId = aCompany();
    const { params } = await sent(companyId, photo, {}, 'image/jpeg');
    const { versions, downloadUrl } = await read(companyId, params);
    expect(versions).toMatchObject([{ withoutPlace: true, bytes: photo.length }]);
    const kept = Buffer.from(await (await fetch(String(downloadUrl))).arrayBuffer());
    expect(kept.length).toBeLessThan(photo.length);
    expect(kept.includes('GPS')).toBe(false);
  });
});

describe('the same bytes', () => {
  test('twice on one customer → one document, 200', async () => {
    const companyId = aCompany();
    const { customerId, params, form } = await made(companyId);
    const again = await call(routes.create, companyId, { body: bodyOf(customerId, pdfOf('x'), { name: 'Other.pdf' }) });
    expect({ status: again.status, ...idIn(again) }).toEqual({ status: 200, ...params });
    // Whoever lost the first form gets another one.
    expect((again.body['upload'] as Form).fields['key']).toBe(form.fields['key']);
    await sendFile(form, pdfOf('x'));
    await told(companyId, form);
    const third = await call(routes.create, companyId, { body: bodyOf(customerId, pdfOf('x')) });
    expect({ status: third.status, upload: third.body['upload'] }).toEqual({ status: 200, upload: undefined });
    const { body } = await call(routes.list, companyId, { query: { owner: `customer:${customerId}` } });
    expect(body['items']).toHaveLength(1);
  });

  test('at once on one customer make one document, on two customers two', async () => {
    const companyId = aCompany();
    const [first, second] = [await customer(companyId), await customer(companyId)];
    const all = await Promise.all(
      [first, first, first, second].map((id) => call(routes.create, companyId, { body: bodyOf(id, pdfOf('x')) })),
    );
    expect(all.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(new Set(all.map((one) => idIn(one)['documentId'])).size).toBe(2);
  });

  test('that were rejected or deleted can be sent anew', async () => {
    const companyId = aCompany();
    const bytes = new Uint8Array(Buffer.from('MZ'));
    const { customerId, params } = await sent(companyId, bytes);
    const anew = await call(routes.create, companyId, { body: bodyOf(customerId, bytes) });
    expect(anew.status).toBe(201);
    await call(routes.remove, companyId, { params: idIn(anew) });
    await call(routes.remove, companyId, { params });
    expect((await call(routes.create, companyId, { body: bodyOf(customerId, bytes) })).status).toBe(201);
  });
});

describe('versions', () => {
  const versionOf = (companyId: string, params: Params, bytes: Bytes, type = pdf) =>
    call(routes.addVersion, companyId, { params, body: announcing(bytes, type) });

  test('a new one is shown once it is ready, one that is rejected never', async () => {
    const companyId = aCompany();
    const { params } = await sent(companyId);
    const { status, body } = await versionOf(companyId, params, pdfOf('second'));
    expect({ status, body }).toMatchObject({ status: 201, body: { status: 'ready', bytes: pdfOf('x').length } });
    await sendFile(body['upload'] as Form, pdfOf('second'));
    await told(companyId, body['upload'] as Form);
    const second = await read(companyId, params);
    expect(second).toMatchObject({ status: 'ready', bytes: pdfOf('second').length });
    const bad = await versionOf(companyId, params, pdfOf('third'), docx);
    await sendFile(bad.body['upload'] as Form, pdfOf('third'));
    await told(companyId, bad.body['upload'] as Form);
    const third = await read(companyId, params);
    expect(third).toMatchObject({ status: 'ready', bytes: pdfOf('second').length, contentType: pdf });
    expect((third['versions'] as object[]).map((one) => (one as { status: string }).status)).toEqual([
      'ready',
      'ready',
      'rejected',
    ]);
  });

  test('of bytes that it has is answered with 200, of bytes of another document with 409', async () => {
    const companyId = aCompany();
    const { params, customerId } = await sent(companyId);
    expect((await versionOf(companyId, params, pdfOf('x'))).status).toBe(200);
    const other = await call(routes.create, companyId, { body: bodyOf(customerId, pdfOf('y')) });
    const answer = await versionOf(companyId, params, pdfOf('y'));
    expectProblem(answer, 409, 'conflict');
    expect(answer.body).toMatchObject(idIn(other));
  });
});

describe('bad input', () => {
  const refused = async (companyId: string, more: object, pointer: string) => {
    const answer = await call(routes.create, companyId, {
      body: bodyOf(await customer(companyId), pdfOf('x'), more),
    });
    expectProblem(answer, 400, 'validation-failed');
    expect({ more, pointer: errorsIn(answer)[0]?.pointer }).toEqual({ more, pointer });
    return errorsIn(answer)[0]?.detail;
  };

  test('50 MB + 1 byte; name with ../ or control characters; type not listed; two owners; foreign record', async () => {
    const companyId = aCompany();
    expect(await refused(companyId, { bytes: 50 * 1024 * 1024 + 1 }, '#/bytes')).toContain('52428800');
    await refused(companyId, { bytes: 0 }, '#/bytes');
    for (const name of ['../x.pdf', 'a\\b.pdf', 'a\u0000.pdf', 'a\r\nb.pdf', 'fdp.\u202eexe', '..', ' '])
      await refused(companyId, { name }, '#/name');
    for (const contentType of ['text/html', 'image/svg+xml', 'application/x-msdownload', 'image/gif'])
      await refused(companyId, { contentType }, '#/contentType');
    await refused(companyId, { customerId: await customer(companyId) }, '#/customerId');
    const two = { type: 'customer', id: await customer(companyId), contactId: 'x' };
    await refused(companyId, { owner: two }, '#/owner/contactId');
    const foreign = { type: 'customer', id: await customer(aCompany()) };
    await refused(companyId, { owner: foreign }, '#/owner/id');
    await refused(companyId, { owner: { type: 'vehicle', id: await customer(companyId) } }, '#/owner/id');
    await refused(companyId, { retentionUntil: '2020-01-01' }, '#/retentionUntil');
    await refused(companyId, { sha256: 'x' }, '#/sha256');
  });

  test('opportunities and tickets, of which there are none yet, are refused in these words', async () => {
    for (const type of ['opportunity', 'ticket'])
      expect(await refused(aCompany(), { owner: { type, id: 'opp_1' } }, '#/owner/type')).toContain('there are no');
  });
});

describe('owners', () => {
  test('contacts and vehicles have documents; with a contact who is deleted theirs go', async () => {
    const companyId = aCompany();
    const contact = await send(customerHandler, contactRoutes.routes.create, {
      companyId,
      body: { firstName: 'Anna', lastName: 'Huber' },
    });
    const contactId = String(contact.body['contactId']);
    const vehicle = await send(purchaseHandler, vehicleRoutes.routes.create, {
      companyId,
      body: { vin: '1HGCM82633A004352' },
    });
    const vehicleId = String(vehicle.body['vehicleId']);
    for (const [type, id] of [
      ['contact', contactId],
      ['vehicle', vehicleId],
    ] as const) {
      const body = { ...bodyOf('', pdfOf('x')), owner: { type, id } };
      const one = await call(routes.create, companyId, { body });
      expect(one.status).toBe(201);
      await sendFile(one.body['upload'] as Form, pdfOf('x'));
      await told(companyId, one.body['upload'] as Form);
      const { body: listed } = await call(routes.list, companyId, {
        query: { owner: `${type}:${id}`, kind: 'contract' },
      });
      expect(listed['items']).toMatchObject([{ status: 'ready' }]);
      const none = await call(routes.list, companyId, { query: { owner: `${type}:${id}`, kind: 'photo' } });
      expect(none.body['items']).toEqual([]);
    }
    expect(keysOf(companyId)).toHaveLength(2);
    await send(customerHandler, contactRoutes.routes.remove, { companyId, params: { contactId } });
    expect(keysOf(companyId)).toHaveLength(1);
  });

  test('erasing the customer leaves no object version, and a file that comes later is removed', async () => {
    const companyId = aCompany();
    const { params, customerId } = await sent(companyId, pdfOf('x'), { name: 'Geheimname.pdf', tags: ['Geheimwort'] });
    const email = 'geheim@example.com';
    await send(customerHandler, customerRoutes.routes.edit, {
      companyId,
      params: { customerId },
      body: { emails: [{ address: email }] },
    });
    const link = await call(routes.share, companyId, { params, body: { customerId } });
    expect(link.status).toBe(201);
    const ctx = aContext({ companyId });
    const token = await tokenOf(ctx, link.body as unknown as Parameters<typeof tokenOf>[1]);
    expect(await openShareLink(ctx, token)).toBeDefined();
    const late = await call(routes.addVersion, companyId, { params, body: announcing(pdfOf('late'), pdf) });
    await sent(companyId);
    expect(keysOf(companyId)).toHaveLength(2);
    for (let times = 0; times < 2; times += 1)
      await send(customerHandler, customerRoutes.routes.erase, { companyId, params: { customerId } });
    expect(keysOf(companyId)).toHaveLength(1);
    expect(await openShareLink(ctx, token)).toBeUndefined();
    expectProblem(await call(routes.get, companyId, { params }), 404, 'not-found');
    expect(await sendFile(late.body['upload'] as Form, pdfOf('late'))).toBe(204);
    await told(companyId, late.body['upload'] as Form);
    expect(keysOf(companyId)).toHaveLength(1);
    const rows = await rawItems(companyId);
    const linkRow = `dol#${String(link.body['linkId'])}`;
    for (const text of ['geheimname', 'geheimwort', `odoc#${customerId}`, `odoc-sha#${customerId}`, linkRow, email])
      expect(rows).not.toContain(text);
    expect((await call(routes.create, companyId, { body: bodyOf(customerId, pdfOf('z')) })).status).toBe(400);
  });

  test('a merge gives the survivor all of them, also the same bytes twice, and undoing it gives them back', async () => {
    const companyId = aCompany();
    const [one, other] = [await sent(companyId), await sent(companyId)];
    const third = await call(routes.create, companyId, { body: bodyOf(other.customerId, pdfOf('own')) });
    const mergeId = await merged(companyId, one.customerId, [other.customerId]);
    const ownersNow = async () =>
      Promise.all(
        [one.params, other.params, idIn(third)].map(
          async (params) => ((await read(companyId, params))['owner'] as { id: string }).id,
        ),
      );
    expect(await ownersNow()).toEqual([one.customerId, one.customerId, one.customerId]);
    // By the old id, too, a new document is of the survivor, who has these bytes.
    const again = await call(routes.create, companyId, { body: bodyOf(other.customerId, pdfOf('own')) });
    expect({ status: again.status, ...idIn(again) }).toEqual({ status: 200, ...idIn(third) });
    await undone(companyId, mergeId);
    expect(await ownersNow()).toEqual([one.customerId, other.customerId, other.customerId]);
    const known = await call(routes.create, companyId, { body: bodyOf(other.customerId, pdfOf('x')) });
    expect({ status: known.status, ...idIn(known) }).toEqual({ status: 200, ...other.params });
  });

  test('the view and the timeline of a customer show them, without their names in the timeline', async () => {
    const companyId = aCompany();
    const { customerId, params } = await sent(companyId);
    const { routes: view } = customerViewRoutes;
    const seen = await send(customerHandler, view.view, { companyId, params: { customerId } });
    expect(seen.body).toMatchObject({ documents: [{ ...params, name: 'Contract.pdf', status: 'ready' }], partial: [] });
    const { body } = await send(customerHandler, view.timeline, { companyId, params: { customerId } });
    expect(body['items']).toMatchObject([
      { kind: 'document', title: 'Document, contract', ref: { type: 'document', id: params['documentId'] } },
      { kind: 'customer' },
    ]);
  });
});

test('each download is an access entry', async () => {
  const companyId = aCompany();
  const { params } = await sent(companyId);
  await read(companyId, params);
  expect(await rawItems(companyId)).toContain(`acc#${params['documentId']}`);
});
