import type { Document, DocumentVersion } from './document.schema.ts';

/** The version that a document shows: the newest that is ready, or the newest where none is. */
export const shownVersion = (versions: readonly DocumentVersion[]): DocumentVersion | undefined =>
  versions.findLast(({ status }) => status === 'ready') ?? versions.at(-1);

/** What a document says by its versions, of which there is one at least. */
export function withVersions(
  versions: DocumentVersion[],
): Pick<Document, 'versions' | 'status' | 'contentType' | 'bytes' | 'sha256'> {
  const shown = shownVersion(versions);
  if (!shown) throw new Error('a document has a version');
  const { status, contentType, bytes, sha256 } = shown;
  return { versions, status, contentType, bytes, sha256 };
}
