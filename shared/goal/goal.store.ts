import { keyPart } from '../kernel/ids.ts';
import { defineStore } from '../kernel/store.ts';
import { Goal } from './goal.schema.ts';
import { counted } from './open-count.ts';

export const goals = defineStore('goal', Goal, {
  id: 'goalId',
  key: { pk: () => 'goal', sk: ({ goalId }) => goalId },
  indexes: {
    ofScope: {
      on: 'gsi5',
      pk: ({ scope, key = '' }) => scope && `goal#${scope}#${keyPart(key)}`,
      sk: ({ to, goalId }) => `${to}#${goalId}`,
    },
    /** The one that ends first comes first. */
    open: {
      on: 'gsi3',
      order: 'asc',
      pk: ({ state }) => state !== 'ended' && 'goal#open',
      sk: ({ to, goalId }) => `${to}#${goalId}`,
    },
  },
  beside: counted,
});
