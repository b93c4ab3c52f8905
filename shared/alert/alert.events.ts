import { defineEvents } from '../kernel/events.ts';
import { Alert } from './alert.schema.ts';

export const alertEvents = defineEvents('alert', Alert, {
  id: 'alertId',
  actions: {
    open: [
      'AlertOpened',
      'An alert opened: feedback or a number is as one of the company’s rules waits for, or the product itself has noticed something.',
    ],
    suppress: [
      'AlertSuppressed',
      'An alert waits, because its rule is muted or outside its hours, or its last alert was closed just before.',
    ],
    raise: ['AlertRaised', 'The severity of an alert rose.'],
    escalate: [
      'AlertEscalated',
      'Nobody has acknowledged an alert in time: `escalated` steps of its rule are told now.',
    ],
    acknowledge: ['AlertAcknowledged', 'Somebody has taken notice of an alert.'],
    snooze: ['AlertSnoozed', 'Nobody is reminded of an alert until `snoozedUntil`.'],
    resolve: ['AlertResolved', 'An alert was closed, by somebody or because what it told of is over (`reason`).'],
  },
  silent: ['repeat', 'assign', 'comment', 'erase'],
  facts: [
    'source',
    'ruleId',
    'ruleVersion',
    'severity',
    'key',
    'status',
    'openedAt',
    'lastSeenAt',
    'count',
    'subject',
    'ownerId',
    'resolution',
    'reason',
    'snoozedUntil',
    'escalated',
    'suppressedUntil',
    'previousAlertId',
  ],
});
