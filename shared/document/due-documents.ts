import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { DueKind } from '../kernel/due.ts';
import { dueByRun } from '../kernel/due-records.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { StoredDocument } from './document.schema.ts';
import { documents, endsAt } from './document.store.ts';
import { removeDocument } from './forget.ts';

const LEASE_MS = 300_000;

/**
 * Removes documents whose file never came, and those that are kept no longer; of others it ends the links that are over. Done
 * twice, or at once, it comes to the same.
 */
export const dueDocuments: DueKind<Stored<StoredDocument>> = dueByRun(documents, {
  leaseMs: LEASE_MS,
  async run(ctx, { documentId }) {
    const row = await documents.find(ctx, documentId);
    if (!isThere(ctx, row)) return;
    const now = ctx.now.toISOString();
    const end = endsAt(row);
    const done =
      end !== undefined && end <= now
        ? removeDocument(ctx, { documentId })
        : change(
            ctx,
            documents,
            documentId,
            'unshare',
            (found) => {
              // A run that failed has claimed it.
              const { claimedUntil: _, ...before } = found;
              return { ...before, shares: before.shares?.filter(({ until }) => until > now) };
            },
            { silent: true },
          );
    await orNone<unknown>(done);
  },
});
