import { textIn, type Named, oneRow, type Preset, rules } from './preset.ts';

/**
 * Responses of Delighted as its API writes them, or as its table does. The headings of the table are not published, so they
 * are matched loosely.
 */
export const delighted: Preset = {
  name: 'delighted',
  description: 'Responses of Delighted. NPS has its scale; that of other surveys is given by `mapping`.',
  headerRows: 1,
  asks: ['mapping of score, unless all surveys are NPS'],
  known: ['score', 'surveytype'],
  source: 'survey',
  type: 'survey_response',
  idPrefix: 'delighted:',
  nameColumns: oneRow,
  columns: rules({
    id: 'externalId',
    'Response ID': 'externalId',
    Email: 'contact.email',
    'person.email': 'contact.email',
    'Person Email': 'contact.email',
    Name: 'contact.name',
    'person.name': 'contact.name',
    'Person Name': 'contact.name',
    'person.phone_number': 'contact.phone',
    Phone: 'contact.phone',
    Comment: 'comments',
    'Created At': 'occurredAt',
    'Updated At': 'sourceUpdatedAt',
    tags: 'tags',
    'Survey Type': 'data',
    score: { to: 'score', metric: 'nps' },
    'person_properties.agent': 'snapshot.agentId',
    'person_properties.team': 'snapshot.teamId',
    'person_properties.segment': 'snapshot.segment',
    'person_properties.Agent ID': 'snapshot.agentId',
    person: 'ignore',
  }),
  adjust(draft, named) {
    const isNps = surveyTypeOf(named) === 'nps';
    draft.scores = draft.scores.map((score) =>
      // A scale of the mapping is known; without one only NPS has its own.
      Number.isNaN(score.scaleMin) && isNps && score.metric === 'nps' ? { ...score, scaleMin: 0, scaleMax: 10 } : score,
    );
  },
};

const surveyTypeOf = (named: Named): string =>
  textIn(named, 'survey_type')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '') || 'nps';
