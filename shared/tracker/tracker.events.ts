import { defineEvents } from '../kernel/events.ts';
import { Tracker } from './tracker.schema.ts';

export const trackerEvents = defineEvents('tracker', Tracker, {
  id: 'trackerId',
  actions: {
    create: ['TrackerCreated', 'A tracker was added.'],
    edit: ['TrackerChanged', 'Somebody changed a tracker; `changedKeys` tells which fields.'],
    rotate: ['TrackerSecretRotated', 'A tracker’s secret was replaced.'],
    delete: ['TrackerDeleted', 'A tracker was deleted: nothing is handed over to it any more.'],
  },
  readBy: 'webhooks:read',
  facts: ['endpointId', 'text', 'mayNotify'],
});
