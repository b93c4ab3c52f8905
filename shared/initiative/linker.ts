import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { isThere } from '../kernel/store.ts';
import { commit } from '../kernel/write.ts';
import { judgeEvent, type WatchedEvent } from '../match/judge-event.ts';
import { asItIs, recordNow } from '../match/record-now.ts';
import type { Texts } from '../match/filter.ts';
import { linking } from './initiative.ts';
import { initiatives } from './initiative.store.ts';
import { NEW_DAYS, type Rule, themeRules } from './theme-rule.ts';

const DAY_MS = 86_400_000;

/**
 * Looks at one event about feedback: a record that came after a theme rule and matches it is linked to the rule's
 * initiative, once its analysis is done; of several rules that of the oldest initiative counts. What is linked already, or
 * was let go, stays as it is. Repeatable, also in parallel and in any order.
 */
export async function linkByRule(ctx: Context, event: FeedbackEvent): Promise<void> {
  if (!isAnalysed(event)) return;
  const rules = await themeRules(ctx);
  if (!rules.some((rule) => holds(rule, event))) return;
  // What a later event has taken back links nothing.
  const now = await recordNow(ctx, event);
  if (!now || now.record.excluded) return;
  const current = asItIs(event, now.record);
  if (!isAnalysed(current)) return;
  const rule = rules.find((one) => holds(one, current, now.texts));
  if (rule) await linkNew(ctx, event.feedbackId, rule.initiativeId);
}

const isAnalysed = ({ analysis, partial }: WatchedEvent): boolean =>
  !partial && analysis !== undefined && analysis.status !== 'pending';

function holds(rule: Rule, event: WatchedEvent, texts?: Texts): boolean {
  const came = event.createdAt ?? event.at;
  return (
    came >= rule.since &&
    Date.parse(event.at) - Date.parse(came) <= NEW_DAYS * DAY_MS &&
    judgeEvent(rule, event, texts) !== undefined
  );
}

/**
 * Links a record to an initiative whose rule wants it, unless it is linked to any or was until lately, or one of both is
 * gone; tells whether it did.
 */
export const linkNew = (ctx: Context, feedbackId: Id<'feedback'>, initiativeId: Id<'initiative'>): Promise<boolean> =>
  retryOnConflict(ctx, async () => {
    if (!isThere(ctx, await initiatives.find(ctx, initiativeId))) return false;
    const { writes, wasLinked } = await linking(ctx, feedbackId, initiativeId, { source: 'rule' });
    if (wasLinked || writes.length === 0) return false;
    await commit(ctx, writes);
    return true;
  });
