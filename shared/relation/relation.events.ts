import { defineEvents } from '../kernel/events.ts';
import { StoredRelation } from './relation.schema.ts';

export const relationEvents = defineEvents('relation', StoredRelation, {
  id: 'relationId',
  actions: {
    create: ['RelationCreated', 'Two customers, or a customer and a contact, were related.'],
    delete: ['RelationDeleted', 'A relation was deleted.'],
  },
  // Of a merge alone the customers are told.
  silent: ['move'],
  facts: ['of', 'to', 'type'],
  derived: ['entryId', 'inverse'],
  readBy: 'customers:read',
});
