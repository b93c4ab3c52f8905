import { counted } from '../../texts/texts.ts';

export const en = {
  title: 'Triage',
  waiting: (n: number) => counted(n, { one: '# waits for a decision', other: '# wait for a decision' }),
  old: (n: number) => counted(n, { one: '# for more than 14 days', other: '# for more than 14 days' }),
  nothing: 'Nothing waits. New feedback that needs a decision appears here.',
  record: 'What was said',
  decide: 'What becomes of it',
  choices: { engineering: 'Engineering', roadmap: 'Roadmap', quick_win: 'Quick win', nothing: 'Nothing' },
  duplicate: 'Duplicate',
  voices: (n: number) => counted(n, { one: '# person', other: '# people' }),
  open: 'Open the record',
  details: 'What is known of it',
  impact: 'Impact',
  impacts: { high: 'high', medium: 'medium', low: 'low' },
  suggested: 'suggested',
  oftenChanged: '– often changed',
  initiative: 'Link to an initiative',
  similar: 'Says the same?',
  noSimilar: 'Nothing similar within 90 days.',
  alike: (share: string) => `${share} alike`,
  isDuplicate: 'It is a duplicate of this',
  changedMeanwhile: 'Somebody has changed it meanwhile.',
  tooLate: 'It is too late to undo this: ten minutes are over.',
};
export type Words = typeof en;
