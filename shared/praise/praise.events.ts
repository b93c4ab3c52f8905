import { defineEvents } from '../kernel/events.ts';
import { Praise } from './praise.schema.ts';

export const praiseEvents = defineEvents('praise', Praise, {
  id: 'praiseId',
  actions: {
    pin: ['PraisePinned', 'A manager pinned what a customer said of an agent.'],
    hide: ['PraiseHidden', 'A manager or the agent hid praise; `hidden.reason` of the record says why.'],
    thank: ['PraiseThanked', 'A manager thanked an agent for praise.'],
  },
  silent: ['select', 'delete', 'unpin', 'show', 'erase'],
  facts: ['feedbackId', 'agentId'],
});
