import { defineEvents } from '../kernel/events.ts';
import { Household } from './household.schema.ts';

export const householdEvents = defineEvents('household', Household, {
  id: 'householdId',
  actions: {
    create: ['HouseholdCreated', 'A household was written down.'],
    edit: ['HouseholdChanged', 'Somebody joined or left a household, or it got another name or head.'],
    delete: ['HouseholdDeleted', 'A household was deleted, or its last member left it.'],
  },
  // Of a merge alone the customers are told.
  silent: ['move'],
  facts: ['headId'],
  readBy: 'customers:read',
});
