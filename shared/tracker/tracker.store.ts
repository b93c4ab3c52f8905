import { partOf } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { StoredTracker, Tracker } from './tracker.schema.ts';

export const trackers = defineStore('tracker', StoredTracker, {
  id: 'trackerId',
  key: { pk: () => 'trk', sk: ({ trackerId }) => trackerId },
  indexes: {},
  atMost: { records: 20, called: 'trackers' },
  shown: (stored) => partOf(Tracker, stored),
});
