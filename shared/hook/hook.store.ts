import { partOf } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { HookDelivery, StoredHookDelivery } from './delivery.schema.ts';
import { Hook, StoredHook } from './hook.schema.ts';

export const hooks = defineStore('hook', StoredHook, {
  id: 'hookId',
  key: { pk: () => 'hk', sk: ({ hookId }) => hookId },
  indexes: {},
  atMost: { records: 20, called: 'hooks' },
  shown: (stored) => partOf(Hook, stored),
});

const KEPT_DAYS = 30;

/** For so long the same event of a sender is the same delivery. */
export const hookDeliveries = defineStore('hookDelivery', StoredHookDelivery, {
  id: 'deliveryId',
  key: { pk: ({ deliveryId }) => `hkd#${deliveryId}`, sk: ({ deliveryId }) => deliveryId },
  indexes: {
    ofHook: {
      on: 'gsi2',
      pk: ({ hookId }) => hookId && `hkl#${hookId}`,
      sk: ({ createdAt, deliveryId }) => `${createdAt}#${deliveryId}`,
    },
  },
  retention: ({ createdAt }) => new Date(Date.parse(createdAt) + KEPT_DAYS * 86_400_000),
  shown: (stored) => partOf(HookDelivery, stored),
});
