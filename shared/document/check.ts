import { createHash } from 'node:crypto';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { openFile, putFile, removeFile } from '../kernel/files.ts';
import { isThere } from '../kernel/store.ts';
import { contentFault } from './content.ts';
import type { DocumentVersion, Rejection } from './document.schema.ts';
import { documents } from './document.store.ts';
import { documentKey, incomingKey, type OneVersion } from './folders.ts';
import { withoutPlace } from './jpeg.ts';
import { withVersions } from './versions.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Checked = { bytes: Bytes; isCleaned: boolean } | { fault: Rejection };

/** The bytes of a file, read no further than one beyond what was announced. */
async function readUpTo(pieces: AsyncIterable<Bytes>, most: number): Promise<Bytes> {
  const read: Bytes[] = [];
  let length = 0;
  for await (const piece of pieces) {
    read.push(piece);
    length += piece.length;
    if (length > most) break;
  }
  return new Uint8Array(Buffer.concat(read));
}

/** Whether a file is what was announced: its length, its hash, and what it is by its content, whatever it is called. */
async function checked(bytes: Bytes, announced: DocumentVersion): Promise<Checked> {
  if (bytes.length !== announced.bytes) return { fault: 'size' };
  if (createHash('sha256').update(bytes).digest('hex') !== announced.sha256) return { fault: 'sha256' };
  const fault = await contentFault(bytes, announced.contentType);
  if (fault) return { fault };
  if (announced.contentType !== 'image/jpeg') return { bytes, isCleaned: false };
  const cleaned = withoutPlace(bytes);
  if (!cleaned) return { fault: 'type' };
  return { bytes: cleaned, isCleaned: cleaned.length !== bytes.length };
}

/** Writes down what became of a version that still waits; whether the document is there. */
async function settled(
  ctx: Context,
  { documentId, versionId }: OneVersion,
  became: Pick<DocumentVersion, 'status' | 'rejectedFor' | 'withoutPlace'>,
): Promise<boolean> {
  const after = await orNone(
    change(ctx, documents, documentId, became.status === 'ready' ? 'ready' : 'reject', (before) => {
      const isAwaited = (one: DocumentVersion): boolean => one.versionId === versionId && one.status === 'pending';
      if (!before.versions.some(isAwaited)) return undefined;
      return {
        ...before,
        ...withVersions(before.versions.map((one) => (isAwaited(one) ? { ...one, ...became } : one))),
      };
    }),
  );
  return after !== undefined;
}

/**
 * Checks a file that has come: what it is was announced, and is taken or refused by that. Only what was checked is put where
 * files are fetched from, so whoever sends another one by the same form changes nothing. Told twice, late or at once, it comes
 * to the same; a file of a document that is gone is removed.
 */
export async function checkUpload(ctx: Context, one: OneVersion): Promise<void> {
  const row = await documents.find(ctx, one.documentId);
  const announced = isThere(ctx, row) ? row.versions.find(({ versionId }) => versionId === one.versionId) : undefined;
  if (announced?.status === 'pending') {
    const file = await openFile(incomingKey(ctx, one));
    // Whoever was told before has it done.
    if (!file) return;
    const result = await checked(await readUpTo(file.pieces, announced.bytes), announced);
    if ('fault' in result) await settled(ctx, one, { status: 'rejected', rejectedFor: result.fault });
    else {
      await putFile(documentKey(ctx, one), result.bytes);
      const became = { status: 'ready' as const, ...(result.isCleaned && { withoutPlace: true as const }) };
      // Deleted in between, its files were taken away before this one was there.
      if (!(await settled(ctx, one, became))) await removeFile(documentKey(ctx, one));
    }
  }
  await removeFile(incomingKey(ctx, one));
}
