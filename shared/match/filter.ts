import { customerKeyOf } from '../customer/customer-key.ts';
import type { Facts } from '../feedback/feedback.facts.ts';
import type { FeedbackFilter } from '../feedback/feedback.requests.schema.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { containsWords } from '../feedback/feedback.words.ts';
import { type FilterTests, passes } from '../http/list.ts';
import { wordsOf } from '../kernel/words.ts';

/** What is wanted of a record, whenever it was given; all that stands in it must hold. */
export type Filter = Omit<FeedbackFilter, 'from' | 'to'>;
export type Texts = Pick<Feedback, 'subject' | 'comments' | 'context'>;

/** `needs-record`: all that facts can tell holds, and only the texts can tell the rest. */
export type Verdict = 'yes' | 'no' | 'needs-record';

/**
 * What each filter means, said once for lists, which look at stored records, and for rules, which look at events: both
 * are measured by the same facts. The compiler asks for a line per filter, so none can be accepted and then ignored.
 */
const tests: FilterTests<Facts, Filter> = {
  source: (facts, wanted) => facts.source === wanted,
  type: (facts, wanted) => facts.type === wanted,
  category: (facts, wanted) => facts.category === wanted,
  subcategory: (facts, wanted) => facts.subcategory === wanted,
  theme: (facts, wanted) => facts.theme === wanted,
  impact: (facts, wanted) => facts.impact === wanted,
  tag: (facts, wanted) => facts.tags?.includes(wanted) ?? false,
  sentiment: (facts, wanted) => facts.analysis?.sentiment === wanted,
  emotion: (facts, wanted) => facts.analysis?.emotions?.includes(wanted) ?? false,
  urgency: (facts, wanted) => facts.analysis?.urgency === wanted,
  analysis: (facts, wanted) => (facts.analysis?.status ?? 'skipped') === wanted,
  language: (facts, wanted) => facts.analysis?.language === wanted,
  agentId: (facts, wanted) => facts.snapshot?.agentId === wanted,
  teamId: (facts, wanted) => facts.snapshot?.teamId === wanted,
  segment: (facts, wanted) => facts.snapshot?.segment === wanted,
  tier: (facts, wanted) => facts.snapshot?.tier === wanted,
  customerId: (facts, wanted) => facts.customerId === wanted,
  email: (facts, wanted) => facts.customerKey === customerKeyOf(undefined, wanted),
  ticketId: (facts, wanted) => facts.ticketId === wanted,
  caseId: (facts, wanted) => facts.caseId === wanted,
  surveyId: (facts, wanted) => facts.surveyId === wanted,
  templateId: (facts, wanted) => facts.templateId === wanted,
  triage: (facts, wanted) => (facts.triage?.status ?? 'new') === wanted,
  initiativeId: (facts, wanted) => facts.triage?.initiativeId === wanted,
  followUp: (facts, wanted) => facts.followUp?.status === wanted,
  excluded: (facts, wanted) => (facts.excluded !== undefined) === wanted,
  hasText: (facts, wanted) => facts.hasText === wanted,
  // The three belong together and are measured on one and the same score.
  scoreMetric: (facts, _, filter) => hasScore(facts, filter),
  scoreMin: (facts, _, filter) => hasScore(facts, filter),
  scoreMax: (facts, _, filter) => hasScore(facts, filter),
  sentimentScoreMin: (facts, wanted) => (facts.analysis?.sentimentScore ?? Number.NaN) >= wanted,
  sentimentScoreMax: (facts, wanted) => (facts.analysis?.sentimentScore ?? Number.NaN) <= wanted,
  // Facts hold no texts: words are looked for when all else holds.
  q: () => true,
};

const hasScore = ({ scores = [] }: Facts, { scoreMetric, scoreMin, scoreMax }: Filter): boolean =>
  scores.some(
    ({ metric, value }) =>
      (scoreMetric === undefined || metric === scoreMetric) &&
      value >= (scoreMin ?? -Infinity) &&
      value <= (scoreMax ?? Infinity),
  );

/** Whether a record is what a filter wants; deleted ones never are. Without `texts`, words are left undecided. */
export function verdictOf(filter: Filter, facts: Facts, texts?: Texts): Verdict {
  if (facts.deleted || !passes(tests, facts, filter)) return 'no';
  if (filter.q === undefined) return 'yes';
  if (!texts) return 'needs-record';
  return containsWords(texts, wordsOf(filter.q)) ? 'yes' : 'no';
}
