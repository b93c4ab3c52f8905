import { defineEvents } from '../kernel/events.ts';
import { OwnRole } from './access.schema.ts';

export const roleEvents = defineEvents('role', OwnRole, {
  id: 'name',
  actions: {
    put: ['RoleChanged', 'A role of the company was made or replaced.'],
    delete: ['RoleDeleted', 'A role of the company was deleted; nobody holds it any more.'],
  },
  facts: ['permissions'],
});
