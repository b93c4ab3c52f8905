import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { getMany } from '../feedback/feedback.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import { visible } from '../kernel/change.ts';
import { type Context, isLate } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { judge } from '../match/judge.ts';
import type { Match } from '../match/match.schema.ts';
import { isWantedBy } from '../match/texts.ts';
import { initiatives } from './initiative.store.ts';
import { everLinked } from './initiative.ts';
import type { PreviewThemeRule, ThemeRulePreview } from './theme-rule.schema.ts';
import { personOf } from './voices.ts';

const MOST_EXAMINED = 10_000;
const MOST_SHOWN = 10;

/** The time that some months back begins, in UTC. */
export function monthsBack({ now }: Pick<Context, 'now'>, months: number): Date {
  const then = new Date(now);
  then.setUTCMonth(then.getUTCMonth() - months);
  return then;
}

/** Whether a record is what a match wants, by the texts as rules may search them. */
export const isWanted = (ctx: Context, match: Match, record: StoredFeedback): Promise<boolean> =>
  isWantedBy(ctx, record, (facts, texts) => judge(match, facts, texts));

/**
 * What a back-fill by a match would link now: looks at the records of some months, newest first, until about 10 000 were
 * looked at or the time for the reply runs out. Stores nothing; 404 where the initiative is unknown.
 */
export async function previewThemeRule(
  ctx: Context,
  { initiativeId, body: { match, months } }: { initiativeId: Id<'initiative'>; body: PreviewThemeRule },
): Promise<ThemeRulePreview> {
  await visible(ctx, initiatives, initiativeId);
  const people = new Set<string>();
  const newest: Id<'feedback'>[] = [];
  const found = { count: 0, examined: 0 };
  const span = { start: monthsBack(ctx, months).getTime(), end: ctx.now.getTime() };
  let downTo: string | undefined;
  for await (const records of walkSpan(ctx, span, 'newest')) {
    const wanted: StoredFeedback[] = [];
    for (const record of records) if (await isWanted(ctx, match, record)) wanted.push(record);
    const linked = await everLinked(
      ctx,
      wanted.map(({ feedbackId }) => feedbackId),
    );
    for (const record of wanted.filter(({ feedbackId }) => !linked.has(feedbackId))) {
      found.count++;
      people.add(personOf(record));
      if (newest.length < MOST_SHOWN) newest.push(record.feedbackId);
    }
    found.examined += records.length;
    if (found.examined < MOST_EXAMINED && !isLate(ctx)) continue;
    downTo = records.at(-1)?.occurredAt;
    break;
  }
  const sample = (await getMany(ctx, newest)).map(({ feedbackId, source, occurredAt }) => ({
    feedbackId,
    source,
    occurredAt,
  }));
  return { ...found, voices: people.size, sample, ...(downTo !== undefined && { downTo }) };
}
