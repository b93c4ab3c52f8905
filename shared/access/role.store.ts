import { OWN_ROLES } from '../kernel/own-roles.ts';
import { defineStore } from '../kernel/store.ts';
import { OwnRole } from './access.schema.ts';

export const ownRoles = defineStore('role', OwnRole, {
  id: 'name',
  key: { pk: () => OWN_ROLES, sk: ({ name }) => name },
  indexes: {},
  order: 'asc',
  atMost: { records: 100, called: 'roles of its own' },
});
