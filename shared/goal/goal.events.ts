import { defineEvents } from '../kernel/events.ts';
import { Goal } from './goal.schema.ts';

export const goalEvents = defineEvents('goal', Goal, {
  id: 'goalId',
  readBy: 'metrics:read',
  actions: {
    create: ['GoalCreated', 'A goal was set, or proposed by an agent; `state` tells which.'],
    edit: ['GoalChanged', 'Somebody changed a goal; `changedKeys` tells which fields.'],
    accept: ['GoalAccepted', 'A manager accepted a goal that an agent had proposed.'],
    reach: ['GoalReached', 'A goal ended, and the whole 95 % interval of its number is at or beyond the target.'],
    miss: ['GoalMissed', 'A goal ended without being reached for sure; `result` tells whether it was close.'],
    lapse: ['GoalLapsed', 'The days of a goal ended that was proposed and never accepted.'],
    delete: ['GoalDeleted', 'A goal was deleted.'],
  },
  facts: ['scope', 'key', 'metric', 'target', 'from', 'to', 'direction', 'state', 'result'],
});
