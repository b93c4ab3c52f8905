import type { NameColumns } from '../source/table.ts';
import { type Preset, rules, textIn } from './preset.ts';

const plain = new Set(['', 'response', 'open-ended response']);

/**
 * Responses of SurveyMonkey: the first row has the questions, the second the options of those that have several columns.
 * Where the first row is blank, a column belongs to the question before it.
 */
const nameColumns: NameColumns = ([questions = [], options = []]) => {
  let question = '';
  return questions.map((name, at) => {
    if (name !== '') question = name;
    const option = options[at] ?? '';
    return plain.has(option.toLowerCase()) ? question : `${question}: ${option}`;
  });
};

export const surveymonkey: Preset = {
  name: 'surveymonkey',
  description:
    'Responses of SurveyMonkey with its two header rows; the options of a question that has several columns become a list.',
  headerRows: 2,
  asks: ['zone', 'dateOrder, unless a day above 12 shows it', 'mapping of questions to scores and comments'],
  known: ['respondentid', 'collectorid', 'enddate'],
  source: 'survey',
  type: 'survey_response',
  idPrefix: 'surveymonkey:',
  nameColumns,
  columns: rules({
    'Respondent ID': 'externalId',
    'End Date': 'occurredAt',
    'Email Address': 'contact.email',
    'Collector ID': 'ignore',
    'Start Date': 'ignore',
    'IP Address': 'ignore',
    'First Name': 'ignore',
    'Last Name': 'ignore',
  }),
  adjust(draft, named) {
    const name = [textIn(named, 'First Name'), textIn(named, 'Last Name')].filter(Boolean).join(' ');
    if (name !== '') draft.fields['contact.name'] = name;
    draft.data = withLists(draft.data);
  },
};

/** Options of one question, each in a column of its own, as one list; a column of a lone option stays as it is. */
function withLists(data: Record<string, unknown>): Record<string, unknown> {
  const groups = Map.groupBy(Object.entries(data), ([name]) => name.slice(0, Math.max(name.lastIndexOf(': '), 0)));
  return Object.fromEntries(
    [...groups].flatMap(([question, cells]): [string, unknown][] => {
      const isChoice = question !== '' && cells.every(([name, value]) => name === `${question}: ${String(value)}`);
      return isChoice ? [[question, cells.map(([, value]) => value)]] : cells;
    }),
  );
}
