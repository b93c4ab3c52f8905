import type { Context } from '../kernel/context.ts';

/** Where the files of a request lie: among exports, which are kept for 7 days. */
export const folderOfRequest = ({ companyId }: Pick<Context, 'companyId'>, requestId: string): string =>
  `exports/${companyId}/${requestId}`;
