import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import type { Facts } from '../feedback/feedback.facts.ts';
import type { Filter, Texts } from './filter.ts';
import { judge } from './judge.ts';
import type { Match } from './match.schema.ts';

/** What a rule that watches feedback waits for; `maxAgeDays` 0: however old it was when it arrived. */
export type Watching = { match: Match; maxAgeDays: number };
export type WatchedEvent = Pick<FeedbackEvent, 'feedbackId' | 'occurredAt' | 'at' | 'partial'> & Facts;

/** That a rule holds. */
export type Held = {
  /** The words alone show it; the analysis is still to come. */
  early?: true;
  /** All facts agree, and the words decide: ask again with the texts of the record. */
  needsRecord?: true;
};

const DAY_MS = 86_400_000;

/** Filters that only the analysis can answer; the first two also what is found early. */
const early: readonly (keyof Filter)[] = ['urgency', 'emotion'];
const analysed: readonly (keyof Filter)[] = [
  ...early,
  ...(['sentiment', 'sentimentScoreMin', 'sentimentScoreMax', 'language', 'analysis'] as const),
];

/**
 * Whether a rule holds on an event about feedback, by what that event says alone: the same for every delivery and in any
 * order. Pure and without a read, so that a hundred rules cost nothing. With `texts`, `needsRecord` is never answered.
 */
export function judgeEvent(rule: Watching, event: WatchedEvent, texts?: Texts): Held | undefined {
  const verdict = judge(rule.match, seenIn(event), texts);
  if (verdict === 'no' || isTooOld(rule, event)) return undefined;
  const asked = namesIn(rule.match).filter((name) => analysed.includes(name));
  const isEarly = asked.length > 0 && isPending(event);
  // What else it asks for is still to come, with another event.
  if (isEarly && (!event.partial || asked.some((name) => !early.includes(name)))) return undefined;
  return { ...(isEarly && { early: true }), ...(verdict === 'needs-record' && { needsRecord: true }) };
}

/** Whether a rule that does not hold may do so once the analysis is done: all that can be judged before it agrees. */
export function mayComeToHold(rule: Watching, event: WatchedEvent, texts?: Texts): boolean {
  if (!isPending(event) || isTooOld(rule, event)) return false;
  const { all, any, none } = rule.match;
  if (!namesIn(rule.match).some((name) => analysed.includes(name))) return false;
  const decided = none?.filter((filter) => !namesOf(filter).some((name) => analysed.includes(name)));
  const known = { ...rule.match, all: withoutAnalysis(all), any: any?.map(withoutAnalysis), none: decided };
  return judge(known, event, texts) !== 'no';
}

const withoutAnalysis = (filter: Filter): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => !analysed.includes(name as keyof Filter)));

const isPending = ({ analysis }: WatchedEvent): boolean => (analysis?.status ?? 'pending') === 'pending';

/** The facts of an event, with what the words alone show where the analysis is still to come. */
function seenIn(event: WatchedEvent): Facts {
  const found = event.partial && event.analysis?.early;
  return found ? { ...event, analysis: { ...found, status: 'pending' } } : event;
}

/** Measured when the record arrived: a later correction makes nothing too old. */
const isTooOld = ({ maxAgeDays }: Watching, { occurredAt, createdAt, at }: WatchedEvent): boolean =>
  maxAgeDays > 0 && Date.parse(createdAt ?? at) - Date.parse(occurredAt) > maxAgeDays * DAY_MS;

const namesOf = (filter: Filter) => Object.keys(filter) as (keyof Filter)[];
const namesIn = ({ all, any = [], none = [] }: Match): (keyof Filter)[] => [all, ...any, ...none].flatMap(namesOf);
