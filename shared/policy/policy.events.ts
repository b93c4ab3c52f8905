import { defineEvents } from '../kernel/events.ts';
import { Policy } from './policy.schema.ts';

export const policyEvents = defineEvents('policy', Policy, {
  id: 'policyId',
  actions: { create: ['PolicyPublished', 'There is a new version of what people are told of how their data is used.'] },
  facts: ['policyVersion', 'required'],
});
