import { defineEvents } from '../kernel/events.ts';
import { StoredActivity } from './activity.schema.ts';

export const activityEvents = defineEvents('activity', StoredActivity, {
  id: 'activityId',
  actions: {
    create: ['ActivityCreated', 'An activity was planned.'],
    edit: ['ActivityChanged', 'Somebody changed what an activity says; `changedKeys` tells which fields.'],
    complete: ['ActivityCompleted', 'An activity was done.'],
    cancel: ['ActivityCancelled', 'An activity was called off.'],
    invite: ['ActivityInvited', 'A mail told somebody of an activity, or that it is off.'],
    delete: ['ActivityDeleted', 'An activity was deleted.'],
    remind: [
      'ActivityReminder',
      'The owner of an activity is to be reminded of it; `remindedAt` is the minute for which.',
    ],
    overdue: [
      'ActivityOverdue',
      'An activity is not done, and was due by now; told once for each time at which it was due.',
    ],
  },
  // Of a merge its customers tell.
  silent: ['move', 'erase'],
  facts: ['type', 'ownerId', 'relatedTo', 'startAt', 'dueAt', 'status', 'remindedAt', 'seriesId'],
  derived: ['remindAt', 'overdueTold'],
  readBy: 'activities:read',
});
