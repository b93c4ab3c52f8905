import { defineEvents } from '../kernel/events.ts';
import { FeedbackLink, Initiative } from './initiative.schema.ts';

export const initiativeEvents = defineEvents('initiative', Initiative, {
  id: 'initiativeId',
  actions: {
    create: ['InitiativeCreated', 'An initiative was written down.'],
    edit: ['InitiativeChanged', 'Somebody changed what an initiative says; `changedKeys` tells which fields.'],
    decide: ['InitiativeStatusChanged', 'An initiative was planned, begun, shipped or given up.'],
    delete: ['InitiativeDeleted', 'An initiative was deleted.'],
  },
  silent: ['count'],
  derived: ['voices', 'linked'],
  readBy: 'feedback:read',
  facts: ['status', 'ownerId', 'themes', 'targetOn', 'startedAt', 'shippedAt', 'decidedAt'],
});

export const linkEvents = defineEvents('link', FeedbackLink, {
  id: 'linkId',
  actions: {
    link: ['FeedbackLinked', 'Feedback was linked to an initiative, or moved to it from another.'],
    unlink: ['FeedbackUnlinked', 'Feedback was unlinked from its initiative.'],
  },
  derived: ['person'],
  facts: ['feedbackId', 'initiativeId', 'source'],
});
