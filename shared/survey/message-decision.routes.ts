import { defineRoutes } from '../http/contract.ts';
import { pageOf } from '../http/page.schema.ts';
import { MessageDecision, MessageDecisionQuery } from './message-decision.schema.ts';

/** Why messages were not sent, whichever sender asked the gate. */
export const messageDecisionRoutes = defineRoutes('message-decision', {
  list: {
    method: 'GET',
    path: '/api/crm/messages/decisions',
    summary: 'List messages that were not sent',
    description:
      'With the reason of each, the rule that decided and when the same message may be sent, newest first. A range of at most 366 days, where nobody is named.',
    permission: 'consent:read',
    query: MessageDecisionQuery,
    reply: { 200: pageOf(MessageDecision) },
  },
});
