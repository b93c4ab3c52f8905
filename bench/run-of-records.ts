import { newId } from '../shared/kernel/ids.ts';
import { itemOf } from '../shared/feedback/feedback.store.ts';
import type { SubmitFeedback } from '../shared/feedback/feedback.requests.schema.ts';
import type { StoredFeedback } from '../shared/feedback/feedback.schema.ts';

const PAGE = 50;

/** What a helpdesk sends in bulk: ratings with a sentence, of six agents in two teams, over three categories. */
export const anAnswer = (index: number): SubmitFeedback =>
  ({
    source: 'support_ticket',
    type: 'praise',
    customerId: `customer-${index}`,
    scores: [
      index % 2
        ? { metric: 'csat', value: (index % 5) + 1, scaleMin: 1, scaleMax: 5 }
        : { metric: 'nps', value: index % 11, scaleMin: 0, scaleMax: 10 },
    ],
    comments: `The answer came quickly and the agent was friendly, thank you. ${index}`,
    category: ['billing', 'shipping', 'product'][index % 3],
    snapshot: { agentId: `agent-${index % 6}`, teamId: `team-${index % 2}`, channel: 'chat' },
  }) as SubmitFeedback;

/** Stored records of one bulk run, as the stream shows them. */
export function aRun(count: number, companyId = 'bench', at = new Date('2026-11-10T10:00:00.000Z')): StoredFeedback[] {
  let page = '';
  return Array.from({ length: count }, (_, index) => {
    const feedbackId = newId('feedback', at);
    if (index % PAGE === 0) page = feedbackId;
    const time = at.toISOString();
    return itemOf({ companyId }, {
      ...anAnswer(index),
      feedbackId,
      occurredAt: time,
      createdAt: time,
      updatedAt: time,
      createdBy: 'machine-1',
      version: 1,
      revision: 1,
      ledgerPage: page,
      analysis: { status: 'pending' },
      lastActor: { kind: 'machine', id: 'machine-1' },
      lastRequestId: 'request-1',
      lastAction: 'submit',
    } as never);
  });
}
