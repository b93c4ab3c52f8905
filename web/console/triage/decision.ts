import type { DecisionOfMany } from '../../../shared/triage/triage.requests.schema.ts';

export const choices = ['engineering', 'roadmap', 'quick_win', 'nothing'] as const;
export type Choice = (typeof choices)[number];
/** What is said beside the choice; absent: as it was. */
export type Said = Pick<DecisionOfMany, 'type' | 'theme' | 'impact' | 'initiativeId'>;

type Feedback = { feedbackId: string; version: number };
const of = ({ feedbackId, version }: Feedback, { theme, ...said }: Said) => ({
  feedbackId,
  version,
  ...said,
  ...(theme?.trim() && { theme: theme.trim() }),
});

/** A choice as the API takes it. “Nothing” says that nothing will be done: whoever asks for it later is told so. */
export const decisionOf = (feedback: Feedback, choice: Choice, said: Said): DecisionOfMany =>
  (choice === 'nothing'
    ? { ...of(feedback, said), status: 'wont_do', route: 'none' }
    : { ...of(feedback, said), status: 'triaged', route: choice }) as DecisionOfMany;

/** A duplicate has the initiative of its main record, so none is said here. */
export function duplicateOf(feedback: Feedback, main: string, said: Said): DecisionOfMany {
  const { initiativeId: _initiative, ...rest } = of(feedback, said);
  return { ...rest, status: 'duplicate', duplicateOf: main } as DecisionOfMany;
}
