import type { Id } from '../kernel/id-kinds.ts';
import { defineStore } from '../kernel/store.ts';
import { StoredPair } from './duplicate.schema.ts';

type CustomerId = Id<'customer'>;

/** The name of a pair, and who is first in it. */
export function pairOf(one: CustomerId, other: CustomerId) {
  const [firstId, secondId] = one < other ? [one, other] : [other, one];
  return { pairKey: `${firstId}-${secondId}`, firstId, secondId };
}

const isOpen = ({ status }: Partial<StoredPair>): boolean => status === 'open';

export const pairs = defineStore('duplicate', StoredPair, {
  id: 'pairKey',
  key: { pk: ({ pairKey }) => `dup#${pairKey}`, sk: ({ pairKey }) => pairKey },
  // A repeated request is answered with the pair as it is then, and with what the two are called.
  repeated: ({ pairKey }) => ({ pairKey }),
  indexes: {
    // The likeliest first.
    open: {
      on: 'gsi3',
      pk: (pair) => isOpen(pair) && 'dup#open',
      sk: ({ score, pairKey }) => `${String(100 - score).padStart(3, '0')}#${pairKey}`,
      order: 'asc',
    },
    ofFirst: { on: 'gsi5', pk: ({ firstId }) => firstId && `dup#${firstId}`, sk: ({ pairKey }) => pairKey },
    ofSecond: { on: 'gsi6', pk: ({ secondId }) => secondId && `dup#${secondId}`, sk: ({ pairKey }) => pairKey },
  },
});
