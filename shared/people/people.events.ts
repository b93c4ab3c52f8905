import { defineEvents } from '../kernel/events.ts';
import { Person } from './people.schema.ts';

export const personEvents = defineEvents('person', Person, {
  id: 'userId',
  actions: {
    put: ['PersonChanged', 'An admin entered a person of the company, or changed what is known of them.'],
    bounce: ['PersonMailBounced', 'Mail to a person came back for good, or they reported it; `mailState` tells which.'],
    readdress: [
      'PersonReaddressed',
      'The token of a person named another address than the one from which mail had come back: they get mail again.',
    ],
  },
  silent: ['note'],
  facts: ['roles', 'mailState'],
});
