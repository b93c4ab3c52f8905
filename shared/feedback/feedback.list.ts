import { searchesMasked, withoutPersonalData } from '../analysis/masking.ts';
import { readSettings, settingsOf } from '../company/settings.ts';
import type { Settings } from '../company/settings.schema.ts';
import { type Page, pageFrom } from '../http/listing.ts';
import { openCursor, sealCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { dayRange } from '../kernel/calendar.ts';
import { type Context, isLate } from '../kernel/context.ts';
import type { Step } from '../kernel/walk.ts';
import { factsOf } from './feedback.facts.ts';
import { type Filter, verdictOf } from '../match/filter.ts';
import { ofPerson } from './feedback.person.ts';
import { candidates, type Span } from './feedback.pages.ts';
import type { FeedbackFilter } from './feedback.requests.schema.ts';
import type { Feedback, StoredFeedback } from './feedback.schema.ts';
import { publicOf } from './feedback.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

type Paged = { limit: number; cursor?: string | undefined };

const COUNT_PAGE = 1_000;

/**
 * Feedback that matches every given filter, newest first. A page can be shorter than its limit, even empty, and still
 * have a successor: then much was looked at and little matched, or what matched is big. An agent sees only what
 * concerns themselves. `name` is whose list it is: a cursor leads on in that one only.
 */
export async function list(ctx: Context, input: FeedbackFilter & Paged, name = 'feedback'): Promise<Page<Feedback>> {
  const { limit, cursor, ...filter } = input;
  const settings = await settingsFor(ctx, filter);
  const { match: asked, span } = narrowed(ctx, filter, settings);
  const { match, people, isTheirs } = await ofPerson(ctx, asked);
  const sought = soughtIn(ctx, match, settings);
  // Without filters of its own a page is read exactly; else a little more at a time, since some will be dropped.
  const size = isPlain(asked) ? limit : Math.max(limit, 100);
  return pageFrom(ctx, { name, filter, limit, cursor }, async function* (after: Id<'feedback'> | undefined) {
    for await (const { records, downTo } of candidates(ctx, match, span, after, size, people)) {
      const steps = records.map((record): Step<Feedback, Id<'feedback'>> => ({
        item: isTheirs(record) && isListed(match, record, sought(record)) ? publicOf(record) : undefined,
        after: record.feedbackId,
      }));
      yield [...steps.slice(0, -1), { item: steps.at(-1)?.item, after: downTo }];
    }
  });
}

/** How many records match; with a cursor when there was no time to look at all, and the rest is to be added. */
export async function count(
  ctx: Context,
  input: FeedbackFilter & Pick<Paged, 'cursor'>,
): Promise<{ count: number; nextCursor: string | null }> {
  const { cursor, ...filter } = input;
  const settings = await settingsFor(ctx, filter);
  const { match: asked, span } = narrowed(ctx, filter, settings);
  const { match, people, isTheirs } = await ofPerson(ctx, asked);
  const sought = soughtIn(ctx, match, settings);
  const after = await openCursor<Id<'feedback'>>(ctx, 'feedback-count', filter, cursor);
  let found = 0;
  for await (const { records, downTo } of candidates(ctx, match, span, after, COUNT_PAGE, people)) {
    found += records.filter((record) => isTheirs(record) && isListed(match, record, sought(record))).length;
    if (downTo !== undefined && isLate(ctx)) {
      return { count: found, nextCursor: await sealCursor(ctx, 'feedback-count', filter, downTo) };
    }
  }
  return { count: found, nextCursor: null };
}

/** A record as this caller may search it: by the words that a list shows them. */
const soughtIn = (ctx: Context, { q }: Filter, { privacy }: Settings): ((record: StoredFeedback) => StoredFeedback) =>
  q !== undefined && searchesMasked(ctx, privacy) ? withoutPersonalData : (record) => record;

/** Whether a record is shown under a filter; deleted ones never are. `texts` are those that the caller may search. */
const isListed = (filter: Filter, record: StoredFeedback, texts: StoredFeedback): boolean =>
  verdictOf(filter, factsOf(record), texts) === 'yes';

const isPlain = (match: Filter): boolean => Object.values(match).every((wanted) => wanted === undefined);

/** A filter as this caller may ask it: days as instants of the company's calendar, an agent's view narrowed to their own. */
function narrowed(ctx: Context, filter: FeedbackFilter, settings: Settings): { match: Filter; span: Span } {
  const { from, to, ...match } = filter;
  const span = spanOf(from, to, settings);
  if (!ctx.actor.ownOnly) return { match, span };
  // Asking for another agent's finds nothing, just as if there were nothing.
  const foreign = match.agentId !== undefined && match.agentId !== ctx.actor.id;
  return { match: { ...match, agentId: ctx.actor.id }, span: foreign ? { start: 0, end: 0 } : span };
}

/**
 * A day is cut by the zone of this moment, as the numbers are, or a drill-down would not show what was counted. Without
 * days, seconds may pass until masking is switched on or off: nothing but the page's own bytes is read.
 */
const settingsFor = (ctx: Context, { from, to }: FeedbackFilter): Promise<Settings> =>
  isDay(from) || isDay(to) ? readSettings(ctx, { consistent: false }) : settingsOf(ctx);

const isDay = (value: string | undefined): value is string => value?.length === 10;

function spanOf(from: string | undefined, to: string | undefined, { timeZone, dayBoundary }: Settings): Span {
  const day = (value: string) => dayRange(value, timeZone, dayBoundary);
  const start = isDay(from) ? day(from).start.getTime() : from === undefined ? 0 : Date.parse(from);
  const end = isDay(to) ? day(to).end.getTime() : to === undefined ? Infinity : Date.parse(to);
  if (start >= end) {
    throw new Problem('validation-failed', undefined, {
      errors: [{ parameter: 'to', detail: 'must not lie before from' }],
    });
  }
  return { start, end };
}
