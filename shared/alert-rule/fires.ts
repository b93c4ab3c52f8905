import type { Severity } from '../fields/severity.schema.ts';
import type { Texts } from '../match/filter.ts';
import { type Held, judgeEvent, type WatchedEvent } from '../match/judge-event.ts';
import type { GroupBy } from './alert-rule.schema.ts';
import type { RecordRule } from './metric-test.ts';

/** What a rule makes of an event. */
export type Finding = Held & {
  /** The group whose alert this adds to. */
  key: string;
  severity: Severity;
};

type Rule = Pick<RecordRule, 'severity' | 'match' | 'groupBy' | 'maxAgeDays'>;

/** Whether a rule fires on an event about feedback, and as what, by what that event says alone ({@link judgeEvent}). */
export function fires(rule: Rule, event: WatchedEvent, texts?: Texts): Finding | undefined {
  const held = judgeEvent(rule, event, texts);
  return held && { key: keyOf[rule.groupBy](event) ?? 'none', severity: rule.severity, ...held };
}

/** The group of feedback; undefined where it has none. */
const keyOf: Record<GroupBy, (event: WatchedEvent) => string | undefined> = {
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
