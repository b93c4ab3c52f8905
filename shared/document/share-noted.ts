import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { DocumentShare } from './document.schema.ts';
import { documents } from './document.store.ts';

export type Became = Pick<DocumentShare, 'mail' | 'reason'>;

/** Writes down what became of the mail with a link, where that is still one. */
export const noteShareMail = (
  ctx: Context,
  documentId: Id<'document'>,
  linkId: Id<'documentLink'>,
  became: Became,
): Promise<unknown> =>
  orNone(
    change(
      ctx,
      documents,
      documentId,
      'mail',
      (before) => ({
        ...before,
        shares: before.shares?.map((one) => (one.linkId === linkId ? { ...one, ...became } : one)),
      }),
      { silent: true },
    ),
  );
