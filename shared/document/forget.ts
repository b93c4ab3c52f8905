import { orNone } from '../http/problem.ts';
import { eachBatch } from '../kernel/batches.ts';
import { change, type ChangeOptions, ended } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { removeFile } from '../kernel/files.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { ERASED } from '../kernel/personal.ts';
import type { Stored } from '../kernel/store.ts';
import type { StoredDocument } from './document.schema.ts';
import { documents } from './document.store.ts';
import { documentKey, incomingKey } from './folders.ts';
import { documentIdsOf } from './of-owner.ts';

const PARALLEL = 10;

/** What is left of a deleted document for 30 days: that there was one. */
const bare = (document: Stored<StoredDocument>): Stored<StoredDocument> => ({
  ...document,
  name: ERASED,
  tags: [],
  shares: undefined,
  sharedAt: undefined,
});

/** Takes away all files of a document, those that have just been sent among them. */
async function removeFiles(ctx: Context, { documentId, versions }: StoredDocument): Promise<void> {
  await eachBatch(versions, { size: 1, parallel: PARALLEL }, async ([one]) => {
    if (!one) return;
    const { versionId } = one;
    await removeFile(documentKey(ctx, { documentId, versionId }));
    await removeFile(incomingKey(ctx, { documentId, versionId }));
  });
}

/**
 * Deletes a document with the files of all of its versions. The files go first: whoever is interrupted finds the record, and
 * goes on. A file that comes later finds no record, and is removed by whoever checks it.
 */
export const removeDocument = (
  ctx: Context,
  { documentId }: { documentId: Id<'document'> },
  options: ChangeOptions = {},
): Promise<unknown> =>
  change(
    ctx,
    documents,
    documentId,
    'delete',
    async (before) => {
      await removeFiles(ctx, before);
      return ended(ctx, bare(before));
    },
    options,
  );

/** Deletes all documents of a record that is erased. Whoever is interrupted here goes on with what is left. */
export async function forgetDocuments(ctx: Context, ownerId: string): Promise<void> {
  for await (const ids of documentIdsOf(ctx, ownerId))
    await eachBatch(ids, { size: 1, parallel: PARALLEL }, async ([documentId]) => {
      if (documentId) await orNone(removeDocument(ctx, { documentId }));
    });
}
