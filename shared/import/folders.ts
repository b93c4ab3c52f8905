import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';

/** So long what an import has read and done is kept, to undo it; then S3 removes it (`infra/constructs/files.ts`). */
export const IMPORT_FILES_DAYS = 40;
/** So long feedback that an import has brought can be undone. */
export const UNDO_DAYS = 30;

type Company = Pick<Context, 'companyId'>;
/** Where a file lies that somebody has sent. */
export const uploadKey = ({ companyId }: Company, uploadId: Id<'upload'>): string => `imports/${companyId}/${uploadId}`;

export const importFolder = ({ companyId }: Company, jobId: Id<'job'>): string => `imports/${companyId}/${jobId}`;
