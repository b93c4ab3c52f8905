import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { isThereStill } from '../customer/still-there.ts';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import type { Move, MovedRecords } from '../merge/kind.ts';
import type { StoredDocument } from './document.schema.ts';
import { bytesKey, documents } from './document.store.ts';
import { documentIdsOf } from './of-owner.ts';

/** Hashes of a document that its next owner has in another one: both stay, and that one keeps the bytes. */
async function twiceAt(ctx: Context, ownerId: string, { documentId, versions }: StoredDocument): Promise<string[]> {
  const found = await Promise.all(
    [...new Set(versions.map(({ sha256 }) => sha256))].map(async (sha256) => {
      const Key = bytesKey(ctx, ownerId, sha256);
      const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
      return Item && Item['documentId'] !== documentId ? [sha256] : [];
    }),
  );
  return found.flat();
}

/** Points a document at another customer. */
async function pointed(ctx: Context, id: string, { from, to }: Move): Promise<void> {
  const documentId = asId('document', id);
  if (!documentId) return;
  const moving = change(
    ctx,
    documents,
    documentId,
    'move',
    async (before) => {
      if (before.owner.id !== from) return undefined;
      const twice = await twiceAt(ctx, to, before);
      // Who has a link keeps it: the person is the same.
      const shares = before.shares?.map((one) => (one.to.id === from ? { ...one, to: { ...one.to, id: to } } : one));
      const owner = { type: 'customer' as const, id: to };
      return { ...before, owner, shares, twice: twice.length > 0 ? twice : undefined };
    },
    { also: async () => [isThereStill(ctx, { customerId: to })] },
  );
  await orNone(moving);
}

/** Documents of a customer; their files lie under the document and stay where they are. */
export const movedDocuments: MovedRecords = {
  kind: 'document',
  async find(ctx, of, most) {
    const ids: Id<'document'>[] = [];
    for await (const some of documentIdsOf(ctx, of)) {
      ids.push(...some);
      if (ids.length >= most) break;
    }
    return ids.slice(0, most);
  },
  async noted(ctx, id, { from }) {
    const documentId = asId('document', id);
    const row = documentId && (await documents.find(ctx, documentId));
    return isThere(ctx, row) && row.owner.id === from ? {} : undefined;
  },
  move: pointed,
  back: (ctx, id, { from, to }) => pointed(ctx, id, { from: to, to: from }),
};
