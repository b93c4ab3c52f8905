import { oneRow, type Preset, rules, textIn } from './preset.ts';

/** Responses of Typeform as a table. */
export const typeform: Preset = {
  name: 'typeform',
  description: 'Responses of Typeform, with its times in UTC. The id of the network is dropped.',
  headerRows: 1,
  asks: ['mapping of questions to scores and comments'],
  known: ['#', 'submitdateutc'],
  source: 'survey',
  type: 'survey_response',
  zone: 'UTC',
  idPrefix: 'typeform:',
  nameColumns: oneRow,
  columns: rules({
    '#': 'externalId',
    'Submit Date (UTC)': 'occurredAt',
    Tags: 'tags',
    'Response Type': 'ignore',
    'Start Date (UTC)': 'ignore',
    'Stage Date (UTC)': 'ignore',
    'Network ID': 'ignore',
    Ending: 'ignore',
  }),
  adjust(draft, named) {
    const type = textIn(named, 'Response Type').toLowerCase();
    if (type !== '' && type !== 'completed') draft.data['partial'] = true;
    // What is only begun has no date of its end.
    draft.fields['occurredAt'] ??= textIn(named, 'Stage Date (UTC)') || textIn(named, 'Start Date (UTC)') || undefined;
  },
};
