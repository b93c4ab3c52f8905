import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import type { Facts } from '../feedback/feedback.facts.ts';
import type { Severity } from '../fields/severity.schema.ts';
import type { Filter, Texts } from '../match/filter.ts';
import { judge } from '../match/judge.ts';
import type { AlertRule, GroupBy } from './alert-rule.schema.ts';

/** What a rule makes of an event. */
export type Finding = {
  /** The group whose alert this adds to. */
  key: string;
  severity: Severity;
  /** The words alone show it; the analysis is still to come. */
  early?: true;
  /** All facts agree, and the words decide: ask again with the texts of the record. */
  needsRecord?: true;
};

type Rule = Pick<AlertRule, 'severity' | 'match' | 'groupBy' | 'maxAgeDays'>;
type Event = Pick<FeedbackEvent, 'feedbackId' | 'occurredAt' | 'at' | 'partial'> & Facts;

const DAY_MS = 86_400_000;

/** Filters that only the analysis can answer; the first two also what is found early. */
const early: readonly (keyof Filter)[] = ['urgency', 'emotion'];
const analysed: readonly (keyof Filter)[] = [
  ...early,
  ...(['sentiment', 'sentimentScoreMin', 'sentimentScoreMax', 'language', 'analysis'] as const),
];

/**
 * Whether a rule fires on an event about feedback, by what that event says alone: the same for every delivery and in any
 * order. Pure and without a read, so that a hundred rules cost nothing. With `texts`, `needsRecord` is never answered.
 */
export function fires(rule: Rule, event: Event, texts?: Texts): Finding | undefined {
  const { match, groupBy, severity } = rule;
  const verdict = judge(match, seenIn(event), texts);
  if (verdict === 'no' || isTooOld(rule, event)) return undefined;
  const asked = namesIn(match).filter((name) => analysed.includes(name));
  const isEarly = asked.length > 0 && (event.analysis?.status ?? 'pending') === 'pending';
  // What else it asks for is still to come, with another event.
  if (isEarly && (!event.partial || asked.some((name) => !early.includes(name)))) return undefined;
  return {
    key: keyOf[groupBy](event) ?? 'none',
    severity,
    ...(isEarly && { early: true }),
    ...(verdict === 'needs-record' && { needsRecord: true }),
  };
}

/** The facts of an event, with what the words alone show where the analysis is still to come. */
function seenIn(event: Event): Facts {
  const found = event.partial && event.analysis?.early;
  return found ? { ...event, analysis: { ...found, status: 'pending' } } : event;
}

/** Measured when the record arrived: a later correction makes nothing too old. */
const isTooOld = ({ maxAgeDays }: Rule, { occurredAt, createdAt, at }: Event): boolean =>
  maxAgeDays > 0 && Date.parse(createdAt ?? at) - Date.parse(occurredAt) > maxAgeDays * DAY_MS;

const namesIn = ({ all, any = [], none = [] }: AlertRule['match']): (keyof Filter)[] =>
  [all, ...any, ...none].flatMap((filter) => Object.keys(filter) as (keyof Filter)[]);

/** The group of feedback; undefined where it has none. */
const keyOf: Record<GroupBy, (event: Event) => string | undefined> = {
  record: ({ feedbackId }) => feedbackId,
  customer: ({ customerKey }) => customerKey,
  agent: ({ snapshot }) => snapshot?.agentId,
  team: ({ snapshot }) => snapshot?.teamId,
  category: ({ category }) => category,
  theme: ({ theme }) => theme,
  source: ({ source }) => source,
  ticket: ({ ticketId }) => ticketId,
  all: () => 'all',
};
