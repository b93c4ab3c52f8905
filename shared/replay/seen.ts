import { type FeedbackEvent, feedbackEvents } from '../feedback/feedback.events.ts';
import { getMany } from '../feedback/feedback.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Texts } from '../match/filter.ts';
import type { Match } from '../match/match.schema.ts';
import { textsForRules } from '../match/texts.ts';

export const isOnFeedback = (type: string): boolean => type in feedbackEvents;

const edited: ReadonlySet<string> = new Set(['subject', 'comments', 'context']);

/** Whether a match looks for words. */
export const asksForWords = ({ all, any = [], none = [] }: Match): boolean =>
  [all, ...any, ...none].some(({ q }) => q !== undefined);

/** Whether a change was one of the texts of its record. */
export const editsTexts = ({ changedKeys }: Pick<FeedbackEvent, 'changedKeys'>): boolean =>
  changedKeys.some((name) => edited.has(name));

/** The event as if its record had been read just after it: what was found early is known then, too. */
export function asFound(event: FeedbackEvent): FeedbackEvent {
  const { partial: _, ...rest } = event;
  const { analysis } = event;
  return { ...rest, ...(analysis?.status === 'pending' && analysis.early && { partial: true as const }) };
}

/** The texts of some records as they are today and as rules may search them; those that are gone are left out. */
export async function textsToday(ctx: Context, feedbackIds: Iterable<Id<'feedback'>>): Promise<Map<string, Texts>> {
  const texts = new Map<string, Texts>();
  for (const record of await getMany(ctx, [...new Set(feedbackIds)]))
    texts.set(record.feedbackId, await textsForRules(ctx, record));
  return texts;
}
