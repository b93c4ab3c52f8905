import { oneRow, type Preset, rules, textIn } from './preset.ts';

/** Responses of Qualtrics as CSV: three header rows, of ids, of questions, and of what each column was imported as. */
export const qualtrics: Preset = {
  name: 'qualtrics',
  description:
    'Responses of Qualtrics with its three header rows. Previews are skipped, spam is stored and excluded; addresses of the network, places and groups of NPS are dropped.',
  headerRows: 3,
  asks: ['zone', 'mapping of questions to scores and comments'],
  known: ['responseid', 'recordeddate', 'startdate'],
  source: 'survey',
  type: 'survey_response',
  idPrefix: 'qualtrics:',
  unanswered: ['-99'],
  nameColumns: oneRow,
  columns: rules({
    ResponseId: 'externalId',
    RecordedDate: 'occurredAt',
    RecipientEmail: 'contact.email',
    UserLanguage: 'language',
    ExternalReference: 'customerId',
    DistributionChannel: 'snapshot.channel',
    RecipientLastName: 'ignore',
    RecipientFirstName: 'ignore',
    IPAddress: 'ignore',
    LocationLatitude: 'ignore',
    LocationLongitude: 'ignore',
    StartDate: 'ignore',
    EndDate: 'ignore',
    Status: 'ignore',
    Progress: 'ignore',
    'Duration (in seconds)': 'ignore',
    Finished: 'ignore',
  }),
  patterns: [[/_NPS_GROUP$/i, { to: 'ignore' }]],
  adjust(draft, named) {
    const status = textIn(named, 'Status').toLowerCase();
    if (status === 'survey preview' || status === '1') draft.skip = 'preview';
    if (status === 'spam' || status === '8') draft.excluded = 'spam';
    if (/^(?:0|false)$/i.test(textIn(named, 'Finished'))) draft.data['partial'] = true;
    const name = [textIn(named, 'RecipientFirstName'), textIn(named, 'RecipientLastName')].filter(Boolean).join(' ');
    if (name !== '') draft.fields['contact.name'] = name;
    const language = draft.fields['language'];
    if (typeof language === 'string') draft.fields['language'] = language.toLowerCase().replace(/[-_].*$/, '');
  },
};
