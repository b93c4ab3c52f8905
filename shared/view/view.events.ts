import { defineEvents } from '../kernel/events.ts';
import { View } from './view.schema.ts';

/** The feed of changes does not tell of views: of one that is not shared only its owner and admins know. */
export const viewEvents = defineEvents('view', View, {
  id: 'viewId',
  actions: {
    create: ['ViewCreated', 'Somebody saved the filters of a list under a name.'],
    edit: ['ViewChanged', 'Somebody changed a saved view; `changedKeys` tells which fields.'],
    delete: ['ViewDeleted', 'Somebody deleted a saved view.'],
  },
  facts: ['resource', 'ownerId', 'shared'],
});
