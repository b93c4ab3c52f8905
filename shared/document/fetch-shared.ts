import { noteAccess } from '../audit/access.ts';
import type { Context } from '../kernel/context.ts';
import { linkToVersion } from './file-link.ts';
import type { Shared } from './share-link.ts';

/** A link to the file that was shared, for 5 minutes. That the person fetches it is noted before. */
export async function linkToShared(
  ctx: Context,
  { document, version }: Pick<Shared, 'document' | 'version'>,
): Promise<string> {
  await noteAccess(ctx, { recordId: document.documentId, route: 'POST /d/{token}' });
  return linkToVersion(ctx, document, version);
}
