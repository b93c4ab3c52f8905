import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { TimelineSource } from '../kernel/timeline.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { documentsPartition } from './document.store.ts';
import { briefIn } from './of-owner.ts';

function entryOf(row: ItemKey) {
  const { documentId, createdAt, kind, status } = briefIn(row);
  const suffix = status === 'ready' ? '' : `, ${status}`;
  return {
    at: createdAt,
    kind: 'document' as const,
    ref: { type: 'document' as const, id: documentId },
    title: `Document, ${kind.replace('_', ' ')}${suffix}`,
    document: { kind, status },
  };
}

/** What was filed about a customer: it lies under their id alone. */
export const documentTimeline = {
  id: 'document',
  permission: 'documents:read',
  partition: (ctx: Context, name: string) => {
    const customerId = asId('customer', name);
    return customerId && documentsPartition(ctx, customerId);
  },
  entries: async (_: Context, rows: readonly ItemKey[]) => rows.map(entryOf),
} as const satisfies TimelineSource<unknown>;
