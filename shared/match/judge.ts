import { type Facts, factsOf } from '../feedback/feedback.facts.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { type Filter, type Texts, type Verdict, verdictOf } from './filter.ts';
import type { Match } from './match.schema.ts';

/**
 * Whether feedback is what a match wants, by the facts of one event: so order and repetition of events change nothing.
 * `needs-record` says that all facts agree and that the words of the texts decide; with `texts` it is never answered.
 */
export function judge({ all, any, none }: Match, facts: Facts, texts?: Texts): Verdict {
  if (facts.excluded !== undefined) return 'no';
  const of = (filter: Filter): Verdict => verdictOf(filter, facts, texts);
  const first = of(all);
  // Of a hundred rules most end here, and nothing more is spent on them.
  if (first === 'no') return first;
  return allOf([first, ...(any ? [oneOf(any.map(of))] : []), ...(none ? [opposite(oneOf(none.map(of)))] : [])]);
}

/** The same for a record as it is now. */
export const judgeRecord = (match: Match, record: StoredFeedback): boolean =>
  judge(match, factsOf(record), record) === 'yes';

const opposites = { yes: 'no', no: 'yes', 'needs-record': 'needs-record' } as const;
const opposite = (verdict: Verdict): Verdict => opposites[verdict];

/** As far as it is decided: one `no` decides. */
const allOf = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('needs-record') ? 'needs-record' : 'yes';
};
const oneOf = (verdicts: readonly Verdict[]): Verdict => opposite(allOf(verdicts.map(opposite)));
