import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';

type Company = Pick<Context, 'companyId'>;
export type OneVersion = { documentId: Id<'document'>; versionId: Id<'documentVersion'> };

/** Where files arrive; what was not fetched from there within a day is removed by S3. */
export const INCOMING = 'incoming';
/** Where files lie once they were checked; nobody can send one there. */
export const DOCUMENTS = 'documents';

const keyIn = (folder: string, { companyId }: Company, { documentId, versionId }: OneVersion): string =>
  `${folder}/${companyId}/${documentId}/${versionId}`;
export const incomingKey = (ctx: Company, one: OneVersion): string => keyIn(INCOMING, ctx, one);
export const documentKey = (ctx: Company, one: OneVersion): string => keyIn(DOCUMENTS, ctx, one);

/** What a key of a file that has arrived names; undefined for any other key. */
export function incomingOf(key: string): (OneVersion & Company) | undefined {
  const [folder, companyId = '', document = '', version = '', ...rest] = key.split('/');
  const documentId = asId('document', document);
  const versionId = asId('documentVersion', version);
  if (folder !== INCOMING || !documentId || !versionId || rest.length > 0) return undefined;
  return { companyId, documentId, versionId };
}
