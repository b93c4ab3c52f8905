import { oneRow, type Preset, rules, textIn } from './preset.ts';

/** Satisfaction ratings of Zendesk, as its API and its tables write them. */
export const zendesk: Preset = {
  name: 'zendesk',
  description:
    'Satisfaction ratings of Zendesk: good and bad are 1 and 0 of a scale from 0 to 1; what was only offered is skipped.',
  headerRows: 1,
  asks: [],
  known: ['score', 'ticketid', 'assigneeid'],
  source: 'support_ticket',
  idPrefix: 'zendesk:',
  nameColumns: oneRow,
  columns: rules({
    id: 'externalId',
    ticket_id: 'ticketId',
    comment: 'comments',
    reason: 'tags',
    created_at: 'occurredAt',
    updated_at: 'sourceUpdatedAt',
    assignee_id: 'snapshot.agentId',
    group_id: 'snapshot.teamId',
    requester_id: 'customerId',
    score: 'ignore',
    url: 'ignore',
  }),
  adjust(draft, named) {
    const said = textIn(named, 'score').toLowerCase();
    if (said === 'offered' || said === 'unoffered') draft.skip = said;
    else if (/^(?:good|bad)(?:_with_comment)?$/.test(said))
      draft.scores.push({ metric: 'csat', value: said.startsWith('good') ? 1 : 0, scaleMin: 0, scaleMax: 1 });
    else
      draft.problems.push({
        column: 'score',
        code: 'value_invalid',
        message: 'is none of good, bad, offered, unoffered',
        value: said.slice(0, 80),
      });
  },
};
