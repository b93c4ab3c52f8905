import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import { dayRange } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { dayOf } from '../metrics/contribution.ts';
import type { CountingSettings } from '../metrics/counted-kind.ts';
import type { Days } from './period.ts';
import type { Requests } from './trend.ts';

/** Themes are free words where a company has no taxonomy: of more kinds than that, the rest is one. */
const MOST_KINDS = 2_000;
const REST = '/';

/** How far counting has come. */
export const Tally = z.object({
  /** The record up to which all is counted. */
  after: FeedbackId.optional(),
  /** The first day with any feedback. */
  first: z.string().optional(),
  records: z.int(),
  /** By `<type>/<theme>` the number of each month. */
  kinds: z.record(z.string(), z.array(z.int())),
});
export type Tally = z.output<typeof Tally>;

export const noRequests: Tally = { records: 0, kinds: {} };

/** The kind of a request; undefined for what is none: praise, and what has neither type nor theme. */
function kindOf({ type, theme, excluded, deletedAt }: StoredFeedback): string | undefined {
  if (excluded || deletedAt !== undefined || type === 'praise') return undefined;
  return type === undefined && theme === undefined ? undefined : `${type ?? ''}/${theme ?? ''}`;
}

/**
 * Counts the requests of some months by their kind, from where a count has come. Ends early when `isOver` says so; `done`
 * tells whether it has come to the end.
 */
export async function countRequests(
  ctx: Context,
  { from, to, months }: Days & { months: readonly string[] },
  { begun, settings, isOver }: { begun: Tally; settings: CountingSettings; isOver: () => boolean },
): Promise<{ tally: Tally; done: boolean }> {
  const { timeZone, dayBoundary } = settings;
  const [start, end] = [dayRange(from, timeZone, dayBoundary).start, dayRange(to, timeZone, dayBoundary).end];
  const span = { start: start.getTime(), end: end.getTime() };
  const tally: Tally = { ...begun, kinds: { ...begun.kinds } };
  for await (const records of walkSpan(ctx, span, 'oldest', begun.after)) {
    for (const record of records) {
      const day = dayOf(record.occurredAt, settings);
      tally.first ??= day;
      const kind = kindOf(record);
      if (kind !== undefined) add(tally, kind, months.indexOf(day.slice(0, 7)), months.length);
    }
    const last = records.at(-1);
    if (!last) continue;
    tally.after = last.feedbackId;
    if (isOver()) return { tally, done: false };
  }
  return { tally, done: true };
}

function add(tally: Tally, kind: string, month: number, months: number): void {
  if (month < 0) return;
  const isKnown = Object.hasOwn(tally.kinds, kind) || Object.keys(tally.kinds).length < MOST_KINDS;
  const name = isKnown ? kind : REST;
  const counts = (tally.kinds[name] ??= Array.from({ length: months }, () => 0));
  counts[month] = (counts[month] ?? 0) + 1;
  tally.records++;
}

/** What was counted, by kind. */
export const kindsOf = ({ kinds }: Tally): Requests[] =>
  Object.entries(kinds).map(([name, n]) => {
    const at = name.indexOf('/');
    const [type, theme] = [name.slice(0, at), name.slice(at + 1)];
    return { ...(type !== '' && { type: type as NonNullable<Requests['type']> }), ...(theme !== '' && { theme }), n };
  });
