import { defineEvents } from '../kernel/events.ts';
import { StoredPair } from './duplicate.schema.ts';

export const duplicateEvents = defineEvents('duplicate', StoredPair, {
  id: 'pairKey',
  actions: {
    create: ['DuplicateFound', 'Two customers were found who may be one, or should be in one household.'],
    dismiss: ['DuplicateDismissed', 'Somebody decided that two customers are not one.'],
  },
  silent: ['rescore', 'close'],
  facts: ['firstId', 'secondId', 'score', 'band', 'suggestion', 'status'],
  readBy: 'customers:read',
});
