import { defineEvents } from '../kernel/events.ts';
import { Hook } from './hook.schema.ts';

export const hookEvents = defineEvents('hook', Hook, {
  id: 'hookId',
  actions: {
    create: ['HookCreated', 'A hook was added, on which responses of another product come in.'],
    edit: ['HookChanged', 'Somebody changed a hook; `changedKeys` tells which fields.'],
    rotate: ['HookSecretRotated', 'A hook’s secret was replaced.'],
    delete: ['HookDeleted', 'A hook was deleted: what is sent to it is turned away.'],
  },
  readBy: 'imports:write',
  facts: ['preset'],
});
