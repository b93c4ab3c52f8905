import type { Schema } from 'electrodb';
import { entity } from '../kernel/entity.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { itemOf } from './feedback.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

const text = { type: 'string' } as const;
const required = { type: 'string', required: true } as const;
const map = { type: 'any' } as const;

/**
 * The record and its indexes as a reviewable model. The feedback function reads and writes by hand
 * (`feedback.store.ts`); a test proves that both make the same keys and items. A record that an index does not
 * hold gives it an empty key part: ElectroDB wants every part named to leave a sparse index out.
 */
export const feedbackSchema = {
  model: { entity: 'feedback', version: '1', service: 'voice' },
  attributes: {
    companyId: required,
    feedbackId: required,
    month: { ...required, hidden: true },
    customerKey: text,
    agentKey: { ...text, hidden: true },
    ticketKey: { ...text, hidden: true },
    caseKey: { ...text, hidden: true },
    source: required,
    type: text,
    customerId: text,
    contact: map,
    scores: { type: 'list', items: { type: 'any' } },
    subject: text,
    comments: text,
    context: text,
    language: text,
    category: text,
    subcategory: text,
    tags: { type: 'list', items: { type: 'string' } },
    theme: text,
    impact: text,
    ticketId: text,
    caseId: text,
    interactionId: text,
    surveyId: text,
    templateId: text,
    snapshot: map,
    data: map,
    analysis: map,
    analysisStatus: required,
    contactRequest: map,
    followUp: map,
    triage: map,
    excluded: map,
    externalId: text,
    sourceUpdatedAt: text,
    occurredAt: required,
    createdAt: required,
    updatedAt: required,
    createdBy: { type: 'any', required: true },
    version: { type: 'number', required: true },
    revision: { type: 'number', required: true },
    deletedAt: text,
    expiresAt: { type: 'number' },
    ledgerPage: required,
    templateVersion: { type: 'number' },
    silent: { type: 'boolean' },
    lastActor: { type: 'any', required: true },
    lastRequestId: required,
    lastAction: required,
  },
  indexes: {
    byId: {
      pk: { field: 'pk', composite: ['companyId', 'month'], template: 'c#${companyId}#fb#${month}' },
      sk: { field: 'sk', composite: ['feedbackId'], template: '${feedbackId}' },
    },
    byCustomer: {
      index: 'gsi1',
      condition: (parts: { customerKey?: unknown }) => parts.customerKey !== '',
      pk: { field: 'g1pk', composite: ['companyId', 'customerKey'], template: 'c#${companyId}#cust#${customerKey}' },
      sk: { field: 'g1sk', composite: ['feedbackId'], template: '${feedbackId}' },
    },
    byAgentAndMonth: {
      index: 'gsi2',
      condition: (parts: { agentKey?: unknown }) => parts.agentKey !== '',
      pk: {
        field: 'g2pk',
        composite: ['companyId', 'agentKey', 'month'],
        template: 'c#${companyId}#agent#${agentKey}#${month}',
      },
      sk: { field: 'g2sk', composite: ['feedbackId'], template: '${feedbackId}' },
    },
    byTicket: {
      index: 'gsi5',
      condition: (parts: { ticketKey?: unknown }) => parts.ticketKey !== '',
      pk: { field: 'g5pk', composite: ['companyId', 'ticketKey'], template: 'c#${companyId}#ticket#${ticketKey}' },
      sk: { field: 'g5sk', composite: ['feedbackId'], template: '${feedbackId}' },
    },
    byCase: {
      index: 'gsi6',
      condition: (parts: { caseKey?: unknown }) => parts.caseKey !== '',
      pk: { field: 'g6pk', composite: ['companyId', 'caseKey'], template: 'c#${companyId}#case#${caseKey}' },
      sk: { field: 'g6sk', composite: ['feedbackId'], template: '${feedbackId}' },
    },
  },
} as const satisfies Schema<string, string, string>;

export const FeedbackEntity = entity(feedbackSchema);

const ID = 'fb_01m6b8te80fbv1ave12d1pmmz7' as Id<'feedback'>;

/** A stored record for tests, with every field filled. */
export function aFeedback(overrides: Partial<StoredFeedback> = {}): StoredFeedback {
  const at = '2026-11-01T10:00:00.000Z';
  const actor = { kind: 'machine', id: 'helpdesk' } as const;
  const feedbackId = overrides.feedbackId ?? ID;
  return itemOf(
    { companyId: overrides.companyId ?? 'acme' },
    {
      feedbackId,
      source: 'support_ticket',
      type: 'complaint',
      customerId: 'C-1',
      scores: [{ metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 }],
      subject: 'Charged twice',
      comments: 'I was charged twice this month.',
      category: 'billing',
      tags: ['invoice'],
      ticketId: 'T-1',
      caseId: 'K-1',
      snapshot: {
        agentId: 'agent-7',
        teamId: 'team-1',
        channel: 'chat',
        resolutionMinutes: 42,
        firstContactResolved: true,
      },
      analysis: { status: 'pending' },
      occurredAt: at,
      createdAt: at,
      updatedAt: at,
      createdBy: actor,
      version: 1,
      revision: 1,
      ledgerPage: feedbackId,
      lastActor: actor,
      lastRequestId: 'req-1',
      lastAction: 'submit',
      ...overrides,
    },
  );
}
