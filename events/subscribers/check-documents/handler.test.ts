import { expect, test } from 'vitest';
import { CreateCustomer } from '../../../shared/customer/customer.schema.ts';
import { create as createCustomer } from '../../../shared/customer/customer.ts';
import { CreateDocument } from '../../../shared/document/document.schema.ts';
import { create, get } from '../../../shared/document/document.ts';
import { dueDocuments } from '../../../shared/document/due-documents.ts';
import { documents } from '../../../shared/document/document.store.ts';
import { announcing, sendFile } from '../../../shared/document/testing/files.ts';
import { queued } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useFiles } from '../../../shared/testing/files.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';

const files = useFiles();
const good = { batchItemFailures: [] };
const bytes = new Uint8Array(Buffer.from('%PDF-1.7'));

const created = (key: string, bucket = 'files') => ({
  type: 'Object Created',
  detail: { version: '0', bucket: { name: bucket }, object: { key, size: 8 }, reason: 'POST Object' },
});
async function made(ctx: Context, more: object = {}) {
  const customer = CreateCustomer.parse({ type: 'individual', lastName: 'Huber' });
  const { customerId } = await createCustomer(ctx, { body: customer });
  const owner = { type: 'customer', id: customerId };
  const said = { owner, name: 'a.pdf', kind: 'invoice', ...announcing(bytes, 'application/pdf'), ...more };
  const { body } = await create(ctx, { body: CreateDocument.parse(said) });
  if (!body.upload) throw new Error('no form');
  return { documentId: body.documentId, form: body.upload, key: body.upload.fields['key'] ?? '' };
}

test('hears of files that have come, and of no others', () => {
  expect(trigger).toMatchObject({ source: 'aws.s3', detail: { object: { key: [{ prefix: 'incoming/' }] } } });
});

test('a file that S3 tells of twice at once, and again late, is checked once', async () => {
  const ctx = aContext({ now: new Date() });
  const { documentId, form, key } = await made(ctx);
  await sendFile(form, bytes);
  const twice = queued([created(key), created(key)]);
  expect(await Promise.all([handler(twice), handler(twice)])).toEqual([good, good]);
  const after = await get(ctx, { documentId });
  expect(after).toMatchObject({ status: 'ready', version: 2 });
  expect(await handler(queued([created(key)]))).toEqual(good);
  expect(await get(ctx, { documentId })).toMatchObject({ version: 2 });
});

test('events come before their file, or of files that are none of ours: nothing happens', async () => {
  const ctx = aContext({ now: new Date() });
  const { documentId, key } = await made(ctx);
  const others = [created(key), created(key, 'other'), created('exports/x/y'), created('incoming/x/y/z')];
  expect(await handler(queued(others))).toEqual(good);
  expect(await get(ctx, { documentId })).toMatchObject({ status: 'pending', version: 1 });
});

test('while S3 does not answer a file stays, is given back, and is checked later', async () => {
  const ctx = aContext({ now: new Date() });
  const { documentId, form, key } = await made(ctx);
  await sendFile(form, bytes);
  files.refusal = 403;
  try {
    expect((await handler(queued([created(key)]))).batchItemFailures).toHaveLength(1);
  } finally {
    files.refusal = undefined;
  }
  expect(await get(ctx, { documentId })).toMatchObject({ status: 'pending' });
  expect(await handler(queued([created(key)]))).toEqual(good);
  expect(await get(ctx, { documentId })).toMatchObject({ status: 'ready' });
});

test('what is kept no longer, or whose file has not come within a day, goes with its files, no sooner; done twice is no error', async () => {
  const ctx = aContext({ now: new Date() });
  const day = ctx.now.toISOString().slice(0, 10);
  const [kept, waiting] = [await made(ctx, { retentionUntil: day }), await made(ctx)];
  await sendFile(kept.form, bytes);
  await handler(queued([created(kept.key)]));
  expect([...files.stored.keys()].some((key) => key.includes(kept.documentId))).toBe(true);
  const rowOf = async ({ documentId }: typeof kept) => {
    const row = await dueDocuments.find(ctx, documentId);
    if (!row) throw new Error('no document');
    return row;
  };
  const [first, second] = [await rowOf(kept), await rowOf(waiting)];
  expect(dueDocuments.dueAt(first)).toBe(`${day}T23:59:59.999Z`);
  expect(dueDocuments.dueAt(second)).toBe(new Date(ctx.now.getTime() + 86_400_000).toISOString());
  for (const row of [first, second]) await dueDocuments.run(ctx, row);
  for (const { documentId } of [kept, waiting]) expect(await dueDocuments.find(ctx, documentId)).toBeDefined();
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 2 * 86_400_000) };
  for (const row of [first, second, first]) await dueDocuments.run(later, row);
  for (const { documentId } of [kept, waiting])
    expect(await documents.find(ctx, documentId)).toMatchObject({ deletedAt: later.now.toISOString() });
  expect([...files.stored.keys()].some((key) => key.includes(kept.documentId))).toBe(false);
});
