import { defineStore } from '../kernel/store.ts';
import { purchaseWrites } from './purchase.rows.ts';
import { Purchase } from './purchase.schema.ts';

/** Partitions of the list of a company's purchases: an import writes faster than one of them takes. */
const LIST_SHARDS = 8;

/** Purchases; their ids carry when they were made, so what sorts by id sorts by that. */
export const purchases = defineStore('purchase', Purchase, {
  id: 'purchaseId',
  key: { pk: ({ purchaseId }) => `pur#${purchaseId}`, sk: ({ purchaseId }) => purchaseId },
  indexes: { recent: { on: 'gsi2', shards: LIST_SHARDS, pk: () => 'pl', sk: ({ purchaseId }) => purchaseId } },
  beside: purchaseWrites,
});
