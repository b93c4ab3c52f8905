import type { Urgency } from '../analysis/analysis.schema.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { atLeast } from '../follow-up/follow-up.life.ts';
import { followRecord } from '../follow-up/leave-out.ts';
import { openAsAsked, openByRule } from '../follow-up/opening.ts';
import { isUnhappy } from '../follow-up/unhappy.ts';
import type { Context } from '../kernel/context.ts';
import type { Texts } from '../match/filter.ts';
import { judgeEvent, mayComeToHold, type WatchedEvent, type Watching } from '../match/judge-event.ts';
import { asItIs, recordNow } from '../match/record-now.ts';
import { cachedRules } from '../match/rule-set.ts';
import type { FollowUpRule } from './follow-up-rule.schema.ts';
import { followUpRules } from './follow-up-rule.store.ts';
import { ruleChanges } from './ready-made.ts';

type InOrder = Pick<FollowUpRule, 'order' | 'ruleId'>;
/** What opens a follow-up: a rule, the wish of the customer, or both. */
export type Wanted<R> = { rule: R | undefined; asked: boolean };

/** In their order, older ones first among equals. */
export const inOrder = (one: InOrder, other: InOrder): number =>
  one.order - other.order || (one.ruleId < other.ruleId ? -1 : 1);

/** The rules of a company that are switched on, in their order, as they were at most 20 seconds ago. */
export const rulesFor = cachedRules(ruleChanges, async (ctx) =>
  (await followUpRules.every(ctx)).filter(({ enabled }) => enabled).toSorted(inOrder),
);

/**
 * Looks at one event about feedback: the first of a company's rules that holds opens the follow-up of the record, and so
 * does a customer who asks to be contacted, whatever rules say. Repeatable, also in parallel and in any order: a record has
 * one follow-up, a rule changes none that is there, and a wish counts once.
 */
export async function openFor(ctx: Context, event: FeedbackEvent): Promise<void> {
  if (event.silent) return;
  const asks = event.contactRequest !== undefined;
  if (event.followUp && !asks) return;
  const rules = await rulesFor(ctx);
  if (!asks && !rules.some((rule) => judgeEvent(rule, event))) return;
  // What a later event has taken back opens nothing.
  const now = await recordNow(ctx, event);
  if (!now || now.record.excluded) return;
  const { record, texts } = now;
  const { contactRequest } = record;
  const { rule } = wantedBy(rules, { ...asItIs(event, record), contactRequest }, texts);
  if (contactRequest) {
    // Of a record that is back again, the follow-up may not be yet.
    await followRecord(ctx, event);
    const urgency = atLeast(urgencyBy(rule, record), isUnhappy(record) ? 'high' : 'normal');
    await openAsAsked(ctx, { feedback: record, channel: contactRequest.channel, urgency, rule });
  } else if (rule && !record.followUp) await openByRule(ctx, record, { urgency: urgencyBy(rule, record), rule });
  else return;
  // Where the record was excluded or deleted meanwhile, whoever was told so may have found nothing yet to leave out.
  await followRecord(ctx, event);
}

/** What a change of a record asks for, by what is known of the record after it. Pure; `rules` are in their order. */
export const wantedBy = <R extends Watching>(
  rules: readonly R[],
  seen: WatchedEvent,
  texts: Texts | undefined,
): Wanted<R> => ({
  rule: seen.excluded === undefined ? firstToHold(rules, seen, texts) : undefined,
  asked: seen.contactRequest !== undefined && seen.excluded === undefined,
});

/**
 * The first of some rules that holds; none as long as one before it waits for the analysis, so that which rule opens does
 * not hang on how fast the analysis is.
 */
export function firstToHold<R extends Watching>(
  rules: readonly R[],
  event: WatchedEvent,
  texts?: Texts,
): R | undefined {
  const first = rules.find((rule) => judgeEvent(rule, event, texts) ?? mayComeToHold(rule, event, texts));
  return first && judgeEvent(first, event, texts) ? first : undefined;
}

const urgencyBy = (rule: FollowUpRule | undefined, { analysis }: Feedback): Urgency =>
  rule?.urgency ?? analysis?.urgency ?? analysis?.early?.urgency ?? 'normal';
