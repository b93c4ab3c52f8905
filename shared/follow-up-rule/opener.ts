import type { Urgency } from '../analysis/analysis.schema.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { followRecord } from '../follow-up/leave-out.ts';
import { openByRule } from '../follow-up/opening.ts';
import type { Context } from '../kernel/context.ts';
import type { Texts } from '../match/filter.ts';
import { judgeEvent, mayComeToHold, type WatchedEvent } from '../match/judge-event.ts';
import { asItIs, recordNow } from '../match/record-now.ts';
import { cachedRules } from '../match/rule-set.ts';
import type { FollowUpRule } from './follow-up-rule.schema.ts';
import { followUpRules } from './follow-up-rule.store.ts';
import { ruleChanges } from './ready-made.ts';

/** In their order, older ones first among equals. */
const inOrder = (one: FollowUpRule, other: FollowUpRule): number =>
  one.order - other.order || (one.ruleId < other.ruleId ? -1 : 1);

/** The rules of a company that are switched on, in their order, as they were at most 20 seconds ago. */
export const rulesFor = cachedRules(ruleChanges, async (ctx) =>
  (await followUpRules.every(ctx)).filter(({ enabled }) => enabled).toSorted(inOrder),
);

/**
 * Lets a company's rules see one event about feedback: the first that holds opens the follow-up of the record. Repeatable,
 * also in parallel and in any order: a record has one follow-up, and a rule changes none that is there.
 */
export async function openFor(ctx: Context, event: FeedbackEvent): Promise<void> {
  if (event.followUp) return;
  const rules = await rulesFor(ctx);
  if (!rules.some((rule) => judgeEvent(rule, event))) return;
  // What a later event has taken back opens nothing.
  const now = await recordNow(ctx, event);
  if (!now || now.record.followUp) return;
  const rule = firstToHold(rules, asItIs(event, now.record), now.texts);
  if (!rule) return;
  await openByRule(ctx, now.record, { urgency: urgencyBy(rule, now.record), rule });
  // Where the record was excluded or deleted meanwhile, whoever was told so may have found nothing yet to leave out.
  await followRecord(ctx, event);
}

/**
 * The first of some rules that holds; none as long as one before it waits for the analysis, so that which rule opens does
 * not hang on how fast the analysis is.
 */
export function firstToHold(
  rules: readonly FollowUpRule[],
  event: WatchedEvent,
  texts?: Texts,
): FollowUpRule | undefined {
  const first = rules.find((rule) => judgeEvent(rule, event, texts) ?? mayComeToHold(rule, event, texts));
  return first && judgeEvent(first, event, texts) ? first : undefined;
}

const urgencyBy = ({ urgency }: FollowUpRule, { analysis }: Feedback): Urgency =>
  urgency ?? analysis?.urgency ?? analysis?.early?.urgency ?? 'normal';
