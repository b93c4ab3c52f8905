import type { Texts } from '../match/filter.ts';
import type { WatchedEvent } from '../match/judge-event.ts';
import { fires } from '../alert-rule/fires.ts';
import type { RecordRule } from '../alert-rule/metric-test.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { endings } from '../feedback/watched-events.ts';
import type { Breach } from './alert.life.ts';

/** What decides whether feedback sets a rule off. */
export type Judging = Pick<RecordRule, 'severity' | 'match' | 'groupBy' | 'maxAgeDays'>;
type Changed = Pick<FeedbackEvent, 'feedbackId' | 'at'>;

const silent: ReadonlySet<string> = new Set(endings);

/** Whether a change can set a rule off, by what its event alone says. */
export const mayFire = (rule: Judging, type: string, event: WatchedEvent): boolean =>
  !silent.has(type) && fires(rule, event) !== undefined;

/** What sets a rule off with a change, given what is known of its record after it; undefined where nothing does. */
export function breachOf(
  rule: Judging,
  { feedbackId, at }: Changed,
  { seen, texts }: { seen: WatchedEvent; texts: Texts | undefined },
): Breach | undefined {
  const found = fires(rule, seen, texts);
  if (!found) return undefined;
  const { key, severity, early } = found;
  return { kind: 'breach', at, key, severity, early, feedbackId, sentimentScore: seen.analysis?.sentimentScore };
}

/** Whether a change can have ended an alert: not the first analysis of a record in whose words nothing was found early. */
export const canEnd = (type: string, { recordRevision, partial }: FeedbackEvent): boolean =>
  type !== 'FeedbackReceived' && !partial && !(type === 'FeedbackAnalysed' && recordRevision <= 2);

/** Whether what a rule found still holds. While texts are analysed anew nobody knows, nor of a rule that is switched off. */
export function stands(rule: Judging | undefined, seen: WatchedEvent, texts: Texts | undefined): boolean {
  if (seen.deleted || seen.excluded !== undefined) return false;
  if (!rule || seen.analysis?.status === 'pending') return true;
  return fires({ ...rule, maxAgeDays: 0 }, seen, texts) !== undefined;
}
