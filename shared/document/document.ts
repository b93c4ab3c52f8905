import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type FilterTests, listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { type Reply, reply } from '../http/reply.ts';
import { type ChangeOptions, change, create as createRecord, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { formFor } from '../kernel/files.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { deterministicId, newId } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { shardPages } from '../kernel/shards.ts';
import { isThere, type Steps } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import { idFor, verbsOf } from '../kernel/verbs.ts';
import { itemsBehind } from '../kernel/walk.ts';
import { MOST_BYTES } from './content-types.ts';
import {
  type CreateDocument,
  type CreateDocumentVersion,
  type Document,
  type DocumentFilter,
  type DocumentToFetch,
  type DocumentToSend,
  type DocumentVersion,
  MOST_VERSIONS,
  type StoredDocument,
} from './document.schema.ts';
import { bytesKey, documents, documentsPartition } from './document.store.ts';
import { linkToVersion } from './file-link.ts';
import { incomingKey } from './folders.ts';
import { removeDocument } from './forget.ts';
import { ownerOf } from './owners.ts';
import { shownVersion, withVersions } from './versions.ts';

type One = { documentId: Id<'document'> };

/** So long a file can be sent by a form. */
const UPLOAD_S = 600;
/** Forms for one file are the same for so long: whoever repeats a request gets the same answer, and has half the time at least. */
const SLOT_MS = (UPLOAD_S / 2) * 1_000;

/** Refuses (400) a day until which a document is kept that is over. */
function refusePast(ctx: Context, { retentionUntil }: Pick<Document, 'retentionUntil'>): void {
  if (retentionUntil !== undefined && retentionUntil < ctx.now.toISOString().slice(0, 10))
    throw invalid({ pointer: '#/retentionUntil', detail: 'must not lie in the past' });
}

export const { edit } = verbsOf(documents, {
  settle: (ctx, after) => {
    refusePast(ctx, after);
    return after;
  },
});

/** A document with the form by which the file of its newest version is sent, where one is awaited. */
function toSend(ctx: Context, document: Document): DocumentToSend {
  const awaited = document.versions.findLast(({ status }) => status === 'pending');
  if (!awaited) return document;
  const { versionId, contentType, bytes, sha256, at } = awaited;
  const from = Date.parse(at);
  const now = new Date(from + Math.max(0, Math.floor((ctx.now.getTime() - from) / SLOT_MS)) * SLOT_MS);
  const form = formFor(incomingKey(ctx, { documentId: document.documentId, versionId }), {
    mostBytes: MOST_BYTES,
    seconds: UPLOAD_S,
    now,
    exactly: { contentType, bytes, sha256 },
  });
  const expiresAt = new Date(now.getTime() + UPLOAD_S * 1_000).toISOString();
  return { ...document, upload: { ...form, expiresAt } };
}

/** The document in which an owner has these bytes already; strongly consistent. */
async function having(ctx: Context, ownerId: string, sha256: string): Promise<Document | undefined> {
  const Key = bytesKey(ctx, ownerId, sha256);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  const row = Item && (await documents.find(ctx, Item['documentId'] as Id<'document'>));
  return isThere(ctx, row) ? documents.publicOf(row) : undefined;
}

/** A version that waits for its file. With an Idempotency-Key its id follows from that: trying again makes no second one. */
const announced = (ctx: Context, file: CreateDocumentVersion): DocumentVersion => ({
  versionId: ctx.idempotency
    ? deterministicId('documentVersion', ctx.now, ctx.idempotency.seed)
    : newId('documentVersion', ctx.now),
  ...file,
  status: 'pending',
  at: ctx.now.toISOString(),
});

/**
 * Announces a document, and answers with a form for its file. Bytes that the owner has in a document already make no second one:
 * 200 with that, also where both come at once. 400 where there is no such owner.
 */
export const create = (ctx: Context, { body }: { body: CreateDocument }): Promise<Reply<DocumentToSend>> =>
  retryOnConflict(ctx, async () => {
    const { contentType, bytes, sha256, ...rest } = body;
    refusePast(ctx, rest);
    const { owner, still } = await ownerOf(ctx, body.owner);
    const known = await having(ctx, owner.id, sha256);
    if (known) return reply(200, toSend(ctx, known));
    const versions = [announced(ctx, { contentType, bytes, sha256 })];
    const draft = { ...rest, owner, documentId: idFor(ctx, 'document'), ...withVersions(versions) };
    return reply(201, toSend(ctx, await createRecord(ctx, documents, draft, { also: [still] })));
  });

/** Announces a new version; 409 where another document of the owner has these bytes, 200 where this one has. */
export const addVersion = async (
  ctx: Context,
  { documentId, body }: One & { body: CreateDocumentVersion },
): Promise<Reply<DocumentToSend>> => {
  let isNew = true;
  const after = await change(ctx, documents, documentId, 'edit', async (before) => {
    const other = await having(ctx, before.owner.id, body.sha256);
    if (other && other.documentId !== documentId)
      throw new Problem('conflict', 'Another document of the same owner is this file.', {
        about: { documentId: other.documentId },
      });
    isNew = !before.versions.some(({ sha256, status }) => sha256 === body.sha256 && status !== 'rejected');
    if (!isNew) return undefined;
    if (before.versions.length >= MOST_VERSIONS)
      throw new Problem('conflict', `A document keeps at most ${MOST_VERSIONS} versions.`);
    return { ...before, ...withVersions([...before.versions, announced(ctx, body)]) };
  });
  return reply(isNew ? 201 : 200, toSend(ctx, after));
};

/** A link to the newest version of a document that is ready; undefined where none is. */
export async function linkOf(ctx: Context, { documentId, name, versions }: Document): Promise<string | undefined> {
  const version = shownVersion(versions);
  if (version?.status !== 'ready') return undefined;
  return linkToVersion(ctx, { documentId, name }, version);
}

/** A document, with a link to its file; 404 where there is none. */
export async function get(ctx: Context, { documentId }: One): Promise<DocumentToFetch> {
  const document = documents.publicOf(await visible(ctx, documents, documentId));
  const downloadUrl = await linkOf(ctx, document);
  return { ...document, ...(downloadUrl !== undefined && { downloadUrl }) };
}

/** Deletes a document with all of its files. */
export async function remove(ctx: Context, { documentId, ifMatch }: One & ChangeOptions): Promise<undefined> {
  await removeDocument(ctx, { documentId }, { ifMatch });
  return undefined;
}

const tests: FilterTests<StoredDocument, DocumentFilter> = {
  owner: () => true,
  kind: ({ kind }, wanted) => kind === wanted,
};

async function* ofOwner(
  ctx: Context,
  ownerId: string,
  { from, size }: { from: Record<string, unknown> | undefined; size: number },
): Steps<StoredDocument> {
  const partitions = [documentsPartition(ctx, ownerId)];
  for await (const steps of shardPages(ctx, { partitions, size, order: 'desc' }, from)) {
    const keys = steps.map(({ item, after }) => ({
      item: item && documents.keyOf(ctx, item['sk'] as Id<'document'>),
      after,
    }));
    yield await itemsBehind(ctx, keys, { ConsistentRead: true });
  }
}

/** The documents of a record, the newest first; of what is not there, none. */
export const list = listOf<DocumentFilter, StoredDocument, Document>(
  'documents',
  tests,
  (ctx, { owner }, from) => ofOwner(ctx, owner.slice(owner.indexOf(':') + 1), from),
  (row) => documents.publicOf(row as Parameters<typeof documents.publicOf>[0]),
);

/** An answer about documents. Of one that was made under an Idempotency-Key only the id is kept. */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  const { documentId = '', ...rest } = (body ?? {}) as { documentId?: string };
  const id = Object.keys(rest).length === 0 ? asId('document', documentId) : undefined;
  return id ? toSend(ctx, documents.publicOf(await visible(ctx, documents, id))) : body;
}
