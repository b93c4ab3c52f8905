import { ENGINE_ROWS, judgedCounters } from '../analysis/judged.counters.ts';
import { type Answered, questionContributions, SOME_TEXT, wholeScales } from '../survey-analytics/question-counters.ts';
import { contribution, type Countable, countsIn, dimensions, isMonthly, teamOfAgent } from './contribution.ts';
import type { Contribution, CountedKind } from './counted-kind.ts';
import { changeOf, isOfImport } from './image.ts';

/** Feedback as a counted kind. Its rows are read by the names of their dimensions alone. */
export const countedFeedback: CountedKind<Countable> = {
  kind: 'feedback',
  ledger: '',
  dimensions,
  contributions: (record, settings) => {
    const adds = contribution(record, settings);
    if (!adds) return [];
    return [
      adds,
      ...(record.templateVersion === undefined ? [] : anonymousAnswers(record, adds.day)),
      ...judgement(record, adds.day),
    ];
  },
  countsIn,
  isMonthly,
  beside: teamOfAgent,
  always: (dimension, names) => (dimension === 'question' ? wholeScales(names) : []),
  changeOf,
  waits: isOfImport,
};

/** Whether the engine was right, where a person has corrected it. */
function judgement({ excluded, analysis }: Countable, day: string): Contribution[] {
  const counters = excluded || !analysis ? undefined : judgedCounters(analysis);
  return counters ? [{ day, dims: { [ENGINE_ROWS]: analysis?.version }, counters }] : [];
}

/** As ids of questions and choices are, and as numbers, yes and no read: people may have edited what a record holds. */
const short = /^-?[a-z0-9][a-z0-9_]{0,39}$/;

/** Anonymous answers are on no survey: only their records say what was answered. */
function anonymousAnswers(record: Countable, day: string): Contribution[] {
  const { templateId, templateVersion: version, excluded, scores = [], data, comments } = record;
  if (excluded || templateId === undefined || version === undefined) return [];
  const told = data?.['answers'];
  const chosen = Object.entries(typeof told === 'object' && told !== null ? told : {});
  const given = [
    ...chosen.map(([questionId, answer]): Answered => ({ questionId, type: 'choice', answer })),
    ...scores.map(({ metric, questionId = '', value }): Answered => ({ questionId, type: metric, answer: value })),
  ];
  const answers = given.filter(({ questionId, answer }) =>
    [questionId, answer].flat().every((value) => short.test(String(value))),
  );
  // Which text question a comment answered is not kept.
  const text = comments === undefined ? [] : [{ questionId: SOME_TEXT, type: 'text', answer: '' }];
  return questionContributions('question', { day, templateId, version }, [...answers, ...text]);
}
