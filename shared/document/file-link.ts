import type { Context } from '../kernel/context.ts';
import { linkTo } from '../kernel/files.ts';
import type { Document, DocumentVersion } from './document.schema.ts';
import { documentKey } from './folders.ts';

const LINK_S = 300;

/** A link under which the file of a version can be fetched for 5 minutes, as a download that no browser shows. */
export const linkToVersion = (
  ctx: Context,
  { documentId, name }: Pick<Document, 'documentId' | 'name'>,
  { versionId }: Pick<DocumentVersion, 'versionId'>,
): Promise<string> => linkTo(documentKey(ctx, { documentId, versionId }), name, LINK_S, { opaque: true });
