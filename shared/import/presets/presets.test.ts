import { describe, expect, test } from 'vitest';
import { CreateImport } from '../import.schema.ts';
import { type Built, buildRow } from '../feedback-row.ts';
import { openSource } from '../source/source.ts';
import { tableOf } from '../source/table.ts';
import { suggestionFor } from '../suggest.ts';
import { presets } from './all.ts';
import { normalised } from './preset.ts';

/** The rows of a file as a preset makes them. */
async function built(name: keyof typeof presets, content: string, body: object = {}): Promise<Built[]> {
  const preset = presets[name];
  const opened = async () =>
    (async function* () {
      yield new Uint8Array(Buffer.from(content));
    })();
  const source = await openSource(opened);
  const { rows } = await tableOf(source.rows, { ...preset, isText: source.format === 'csv' });
  const options = CreateImport.parse({ preset: name, uploadId: 'upl_01m6b8te80fbv1ave12d1pmmz7', ...body });
  const made: Built[] = [];
  for await (const row of rows) made.push(buildRow({ preset, options, now: new Date('2026-11-01T00:00:00Z') }, row));
  return made;
}
const csv = (...rows: string[][]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

describe('delighted', () => {
  const columns = ['Response ID', 'Survey Type', 'Score', 'Comment', 'Email', 'Name', 'Created At', 'Tags', 'Plan'];
  test('headings of its table: NPS has its scale, what nobody knows is kept in `data`', async () => {
    const [one] = await built(
      'delighted',
      csv(columns, ['7', 'NPS', '9', 'Fine', 'ada@example.com', 'Ada', '2026-03-04 10:00:00 UTC', 'vip, new', 'gold']),
    );
    expect(one).toMatchObject({
      input: {
        source: 'survey',
        type: 'survey_response',
        externalId: 'delighted:7',
        occurredAt: '2026-03-04T10:00:00.000Z',
        scores: [{ metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 }],
        comments: 'Fine',
        contact: { email: 'ada@example.com', name: 'Ada' },
        tags: ['vip', 'new'],
        data: { Plan: 'gold' },
      },
    });
  });

  test('fields of its API, with instants as seconds', async () => {
    const record = {
      id: '32',
      person: '98',
      survey_type: 'nps',
      score: 3,
      comment: null,
      created_at: 1_772_618_400,
      updated_at: 1_772_618_460,
      person_properties: { team: 'north', plan: 'gold' },
      tags: [],
    };
    const [one] = await built('delighted', JSON.stringify([record]));
    expect(one).toMatchObject({
      input: {
        externalId: 'delighted:32',
        occurredAt: '2026-03-04T10:00:00.000Z',
        sourceUpdatedAt: '2026-03-04T10:01:00.000Z',
        snapshot: { teamId: 'north' },
        data: { 'person_properties.plan': 'gold' },
      },
    });
  });

  test('other surveys have no scale until somebody says it', async () => {
    const file = csv(columns, ['7', 'CSAT', '4', '', '', '', '2026-03-04T10:00:00Z', '', '']);
    expect(await built('delighted', file)).toMatchObject([{ problems: [{ code: 'scale_unknown' }] }]);
    const mapping = [{ column: 'Score', to: 'score', metric: 'csat', scaleMin: 1, scaleMax: 5 }];
    expect(await built('delighted', file, { mapping })).toMatchObject([
      { input: { scores: [{ metric: 'csat', value: 4, scaleMax: 5 }] } },
    ]);
  });
});

describe('qualtrics', () => {
  const ids =
    'StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,LocationLatitude,LocationLongitude,DistributionChannel,UserLanguage,Q1,Q1_NPS_GROUP,Q2'.split(
      ',',
    );
  const file = (status: string, finished: string, answer = '9') =>
    csv(
      ids,
      ids.map((id) => `Question of ${id}`),
      ids.map((id) => `{"ImportId":"${id}","timeZone":"America/Denver"}`),
      [
        '2026-03-04 10:00:00',
        '2026-03-04 10:01:00',
        status,
        '192.0.2.1',
        '100',
        '60',
        finished,
        '2026-03-04 10:01:02',
        'R_1',
        'Lovelace',
        'Ada',
        'ada@example.com',
        '',
        '1.5',
        '2.5',
        'email',
        'EN',
        answer,
        'Promoter',
        'Fine',
      ],
    );
  const mapping = [
    { column: 'Q1', to: 'score', metric: 'nps', scaleMin: 0, scaleMax: 10 },
    { column: 'Q2', to: 'comments' },
  ];
  const how = { mapping, zone: 'Europe/Berlin' };

  test('has three header rows; place, address of the network and group of NPS are dropped', async () => {
    const [one, ...others] = await built('qualtrics', file('IP Address', 'True'), how);
    expect(others).toEqual([]);
    expect(one).toEqual({
      identity: expect.any(String),
      kept: {},
      input: {
        source: 'survey',
        type: 'survey_response',
        externalId: 'qualtrics:R_1',
        occurredAt: '2026-03-04T09:01:02.000Z',
        scores: [{ metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 }],
        comments: 'Fine',
        contact: { email: 'ada@example.com', name: 'Ada Lovelace' },
        snapshot: { channel: 'email' },
        language: 'en',
      },
    });
  });

  test('previews are skipped, spam is excluded, what is not finished is partial, and −99 is no answer', async () => {
    for (const status of ['Survey Preview', '1'])
      expect(await built('qualtrics', file(status, '1'), how)).toEqual([{ skip: 'preview' }]);
    expect(await built('qualtrics', file('Spam', '1'), how)).toMatchObject([
      { kept: { excluded: { reason: 'spam' } } },
    ]);
    expect(await built('qualtrics', file('0', '0'), how)).toMatchObject([{ input: { data: { partial: true } } }]);
    const [one] = await built('qualtrics', file('0', '1', '-99'), how);
    expect(one).toMatchObject({ input: { comments: 'Fine' } });
    expect((one as { input: object }).input).not.toHaveProperty('scores');
  });

  test('asks for a zone', async () => {
    expect(await built('qualtrics', file('0', '1'), { mapping })).toMatchObject([
      { problems: [{ code: 'zone_unknown' }] },
    ]);
  });
});

test('surveymonkey: two header rows are joined, and options of a question become a list', async () => {
  const head = [
    'Respondent ID',
    'Collector ID',
    'Start Date',
    'End Date',
    'IP Address',
    'Email Address',
    'First Name',
    'Last Name',
    'Custom Data 1',
    'How likely?',
    'What did you use?',
    '',
    '',
    'Anything else?',
  ];
  const second = ['', '', '', '', '', '', '', '', '', 'Response', 'Chat', 'Phone', 'Mail', 'Open-Ended Response'];
  const mapping = [
    { column: 'How likely?', to: 'score', metric: 'nps', scaleMin: 0, scaleMax: 10 },
    { column: 'Anything else?', to: 'comments' },
  ];
  const row = [
    '11',
    '22',
    '03/14/2026 09:00:00 AM',
    '03/14/2026 01:05:00 PM',
    '192.0.2.1',
    'ada@example.com',
    'Ada',
    'Lovelace',
    'x',
    '8',
    'Chat',
    '',
    'Mail',
    'No',
  ];
  expect(await built('surveymonkey', csv(head, second, row), { mapping, zone: 'UTC' })).toMatchObject([
    {
      input: {
        externalId: 'surveymonkey:11',
        occurredAt: '2026-03-14T13:05:00.000Z',
        scores: [{ value: 8 }],
        comments: 'No',
        contact: { name: 'Ada Lovelace' },
        data: { 'Custom Data 1': 'x', 'What did you use?': ['Chat', 'Mail'] },
      },
    },
  ]);
});

test('typeform: the token is the identity, times are of UTC, what is not completed is partial', async () => {
  const head = [
    '#',
    'How likely?',
    'Response Type',
    'Start Date (UTC)',
    'Stage Date (UTC)',
    'Submit Date (UTC)',
    'Network ID',
    'Tags',
    'Ending',
  ];
  const mapping = [{ column: 'How likely?', to: 'score', metric: 'nps', scaleMin: 0, scaleMax: 10 }];
  const rows = await built(
    'typeform',
    csv(
      head,
      ['tok1', '10', 'completed', '2026-03-04 09:00:00', '', '2026-03-04 09:05:00', 'net', 'vip', 'End'],
      ['tok2', '4', 'partial', '2026-03-04 09:00:00', '', '', 'net', '', ''],
    ),
    { mapping, zone: 'Europe/Berlin' },
  );
  expect(rows).toMatchObject([
    { input: { externalId: 'typeform:tok1', occurredAt: '2026-03-04T09:05:00.000Z', tags: ['vip'] } },
    { input: { externalId: 'typeform:tok2', occurredAt: '2026-03-04T09:00:00.000Z', data: { partial: true } } },
  ]);
});

test('zendesk: good and bad are 1 and 0 of a scale from 0 to 1, what was only offered is skipped', async () => {
  const rating = {
    id: 1,
    ticket_id: 2,
    assignee_id: 3,
    group_id: 4,
    requester_id: 5,
    created_at: '2026-03-04T10:00:00Z',
    updated_at: '2026-03-04T10:00:00Z',
  };
  const rows = ['good', 'bad_with_comment', 'offered', 'fine'].map((score) => ({
    ...rating,
    score,
    comment: 'Thanks',
    reason: 'Slow',
  }));
  expect(await built('zendesk', JSON.stringify(rows))).toMatchObject([
    {
      input: {
        externalId: 'zendesk:1',
        ticketId: '2',
        customerId: '5',
        snapshot: { agentId: '3', teamId: '4' },
        tags: ['Slow'],
        scores: [{ metric: 'csat', value: 1, scaleMin: 0, scaleMax: 1 }],
      },
    },
    { input: { scores: [{ value: 0 }] } },
    { skip: 'offered' },
    { problems: [{ code: 'value_invalid' }] },
  ]);
});

describe('a suggestion', () => {
  test('is made by names in five languages, whatever their case and accents', () => {
    const fields = {
      'E-Mail-Adresse': 'contact.email',
      Rückmeldung: 'comments',
      'Date de création': 'occurredAt',
      Categoría: 'category',
      'Nome cliente': 'contact.name',
      Kundennummer: 'customerId',
    };
    for (const [name, field] of Object.entries(fields))
      expect([name, suggestionFor('feedback', presets.csv, name, ['x'])?.field]).toEqual([name, field]);
    expect(normalised('Größe (cm)')).toBe('grossecm');
  });

  test('by values says what they look like, and never a scale', () => {
    expect(suggestionFor('feedback', presets.csv, 'x', ['a@b.de', 'c@d.fr'])).toMatchObject({ field: 'contact.email' });
    expect(suggestionFor('feedback', presets.csv, 'x', ['2026-03-04', '2026-03-05'])).toMatchObject({
      field: 'occurredAt',
      confidence: 'low',
    });
    expect(suggestionFor('feedback', presets.csv, 'x', ['0', '9', '10'])).toMatchObject({
      field: 'score',
      metric: 'nps',
      confidence: 'low',
    });
    expect(suggestionFor('feedback', presets.csv, 'x', ['1', '5'])).toMatchObject({
      field: 'score',
      metric: 'csat',
      confidence: 'low',
    });
    expect(suggestionFor('feedback', presets.csv, 'x', ['1', '50'])).toBeUndefined();
  });
});
