import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';

/** So long files of an export can be fetched; then S3 removes them (`infra/stacks/data.ts`). */
export const KEPT_DAYS = 7;

/** Where the files of an export are, and where what it is still working on is, which is gone a day later. */
export const foldersOf = ({ companyId }: Pick<Context, 'companyId'>, jobId: Id<'job'>) => ({
  folder: `exports/${companyId}/${jobId}`,
  working: `working/${companyId}/${jobId}`,
});
