import type { Score } from './feedback.parts.schema.ts';
import type { FeedbackFilter } from './feedback.requests.schema.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { type FilterTests, passes } from '../http/list.ts';
import { customerKeyOf } from '../customer/customer-key.ts';
import { containsWords } from './feedback.words.ts';
import { wordsOf } from '../kernel/words.ts';

/** A filter with its days turned into instants; what stands in it must hold. */
export type Match = Omit<FeedbackFilter, 'from' | 'to'>;

/**
 * What each filter means, said once: whatever index records come from, they are measured by this. The compiler asks
 * for a line per filter, so none can be accepted and then ignored.
 */
const tests: FilterTests<StoredFeedback, Match> = {
  source: (record, wanted) => record.source === wanted,
  type: (record, wanted) => record.type === wanted,
  category: (record, wanted) => record.category === wanted,
  subcategory: (record, wanted) => record.subcategory === wanted,
  theme: (record, wanted) => record.theme === wanted,
  impact: (record, wanted) => record.impact === wanted,
  tag: (record, wanted) => record.tags?.includes(wanted) ?? false,
  sentiment: (record, wanted) => record.analysis?.sentiment === wanted,
  urgency: (record, wanted) => record.analysis?.urgency === wanted,
  analysis: (record, wanted) => record.analysisStatus === wanted,
  language: (record, wanted) => record.analysis?.language === wanted,
  agentId: (record, wanted) => record.snapshot?.agentId === wanted,
  teamId: (record, wanted) => record.snapshot?.teamId === wanted,
  segment: (record, wanted) => record.snapshot?.segment === wanted,
  tier: (record, wanted) => record.snapshot?.tier === wanted,
  customerId: (record, wanted) => record.customerId === wanted,
  email: (record, wanted) => record.customerKey === customerKeyOf(undefined, wanted),
  ticketId: (record, wanted) => record.ticketId === wanted,
  caseId: (record, wanted) => record.caseId === wanted,
  surveyId: (record, wanted) => record.surveyId === wanted,
  templateId: (record, wanted) => record.templateId === wanted,
  triage: (record, wanted) => (record.triage?.status ?? 'new') === wanted,
  followUp: (record, wanted) => record.followUp?.status === wanted,
  excluded: (record, wanted) => (record.excluded !== undefined) === wanted,
  // The three belong together and are measured on one and the same score.
  scoreMetric: () => true,
  scoreMin: () => true,
  scoreMax: () => true,
  q: (record, wanted) => containsWords(record, wordsOf(wanted)),
};

/** Whether a record is shown under a filter. Deleted records never are. */
export function matches(record: StoredFeedback, filter: Match): boolean {
  if (record.deletedAt !== undefined) return false;
  return passes(tests, record, filter) && hasScore(record.scores ?? [], filter);
}

function hasScore(scores: readonly Score[], { scoreMetric, scoreMin, scoreMax }: Match): boolean {
  if (scoreMetric === undefined && scoreMin === undefined && scoreMax === undefined) return true;
  return scores.some(
    ({ metric, value }) =>
      (scoreMetric === undefined || metric === scoreMetric) &&
      value >= (scoreMin ?? -Infinity) &&
      value <= (scoreMax ?? Infinity),
  );
}
