import { defineEvents } from '../kernel/events.ts';
import { StoredFollowUpSettings } from './follow-up-settings.schema.ts';
import { FollowUp } from './follow-up.schema.ts';

export const followUpEvents = defineEvents('followUp', FollowUp, {
  id: 'followUpId',
  actions: {
    open: ['FollowUpOpened', 'Somebody has to come back to the customer who gave a record.'],
    assign: ['FollowUpAssigned', 'A follow-up was given to somebody, taken by them, or put back into a team’s pool.'],
    touch: ['FollowUpTouched', 'Somebody tried to reach the customer; the first time is the first touch.'],
    close: ['FollowUpClosed', 'A follow-up was resolved, or nothing is to be done.'],
    reopen: ['FollowUpReopened', 'A closed follow-up was opened again; the cycle before it stays as it was.'],
    recover: [
      'FollowUpRecovered',
      'A customer who was not happy was asked again after the follow-up was resolved, and is happy now.',
    ],
    'due-soon': ['FollowUpDueSoon', 'Three quarters of the time of a clock are over; `reminder` tells which.'],
    overdue: [
      'FollowUpOverdue',
      'The time of a clock is over (`reminder.step` is `due`), or has been for half of it again (`late`).',
    ],
    edit: [
      'FollowUpChanged',
      'Something else about a follow-up changed, such as urgency, notes or the survey that asks again; with `leftOut` its record was deleted or excluded, and without it is back.',
    ],
  },
  silent: ['erase'],
  facts: [
    'feedbackId',
    'status',
    'urgency',
    'teamId',
    'ownerId',
    'dueAt',
    'closedAt',
    'requestedByCustomer',
    'ruleId',
    'reopenCount',
    'reminder',
    'about',
    'leftOut',
  ],
});

export const followUpSettingsEvents = defineEvents('followUpSettings', StoredFollowUpSettings, {
  id: 'settingsId',
  actions: { put: ['FollowUpSettingsChanged', 'Somebody put what a company has decided about its follow-ups.'] },
  facts: ['calendarId'],
});
