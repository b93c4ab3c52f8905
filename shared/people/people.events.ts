import { defineEvents } from '../kernel/events.ts';
import { Person } from './people.schema.ts';

export const personEvents = defineEvents('person', Person, {
  id: 'userId',
  actions: { put: ['PersonChanged', 'An admin entered a person of the company, or changed what is known of them.'] },
  silent: ['note'],
  facts: ['roles'],
});
