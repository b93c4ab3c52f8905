import { defineStore } from '../kernel/store.ts';
import { Person } from './people.schema.ts';

export const people = defineStore('person', Person, {
  id: 'userId',
  key: { pk: () => 'usr', sk: ({ userId }) => userId },
  indexes: {},
  order: 'asc',
  atMost: { records: 2_000, called: 'people' },
});
