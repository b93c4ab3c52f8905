import * as z from 'zod';
import { resultOf } from '../alert-replay/numbers.ts';
import type { Frame } from '../alert-replay/play.ts';
import { ReplayInput } from '../alert-replay/replay.input.ts';
import { nothingYet, type Replayed } from '../alert-replay/state.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import type { Part } from '../job/define.ts';
import type { Job } from '../job/job.schema.ts';
import { keepBeside, keptBeside } from '../job/kept.ts';
import { journalSince, type Journaled } from '../journal/journal.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { fingerprint } from '../kernel/ids.ts';
import { keyOf } from '../metric-rule/marking.ts';
import { closedIf, dimensionOf } from '../metric-rule/numbers.ts';
import { dayOf } from '../metrics/contribution.ts';
import type { CountingSettings } from '../metrics/counted-kind.ts';
import { packed, unpacked } from '../replay/packed.ts';
import { beginsLate, playPart } from '../replay/part.ts';
import { isOnFeedback } from '../replay/seen.ts';
import { LATE_MS } from '../replay/turns.ts';
import { deltasOf } from './deltas.ts';
import { add, readsOf } from './numbers.ts';
import {
  type MetricFrame,
  nothingWatched,
  passNumbers,
  type PlayedMetricRule,
  playNumbers,
  reachOf,
  type Watched,
} from './play.ts';
import { rowsNow } from './rows-now.ts';

/** How far a part has come; what is known then lies beside the job. */
export const MetricCheckpoint = z.object({
  /** `back`: what has happened since is taken out of the rows of today. `play`: the rule is played. */
  phase: z.enum(['back', 'play']),
  upTo: z.string(),
  kept: z.string(),
});
export type MetricCheckpoint = z.output<typeof MetricCheckpoint>;

type Known = {
  /** When the journal begins, where that is later than the stretch. */
  start: string;
  replayed: Replayed;
  watched: Watched;
  keys?: ReadonlySet<string> | undefined;
};

type Input = Omit<ReplayInput, 'metricRule'> & { metricRule: PlayedMetricRule };
type Played = {
  input: Input;
  zone: CountingSettings;
  frame: Omit<Frame, 'rule'>;
  /** What an event says of a mute of the rule; undefined where it says nothing of it. */
  muteIn: (event: Journaled) => { until?: string | undefined } | undefined;
};

/**
 * Does a part of the replay of a rule on a number, in two passes over the journal. The first takes out of the rows of
 * today what has happened since the stretch began; only rows of days before it began are needed, since later days began
 * with nothing. The second plays the changes, so that at each instant the numbers are those of that instant.
 */
export async function metricPart(
  ctx: Context,
  { jobId }: Pick<Job, 'jobId'>,
  played: Played,
  from: MetricCheckpoint | undefined,
): Promise<Part<MetricCheckpoint>> {
  const known = from ? unpacked<Known>(await keptBeside(ctx, jobId, from.kept)) : await begun(ctx, played);
  const phase = from?.phase ?? 'back';
  const upTo = from?.upTo ?? known.start;
  const next = async (where: Omit<MetricCheckpoint, 'kept'>): Promise<MetricCheckpoint> => {
    const text = packed(known);
    const kept = fingerprint(text);
    await keepBeside(ctx, jobId, kept, text);
    return { ...where, kept };
  };
  if (phase === 'back') {
    const left = await takeOut(ctx, played, known, upTo);
    return { next: await next(left === undefined ? { phase: 'play', upTo: known.start } : { phase, upTo: left }) };
  }
  const { done, left } = await playOn(ctx, played, known, upTo);
  if (left !== undefined) return { done, next: await next({ phase, upTo: left }) };
  return { done, result: resultOf(known.replayed, played.input) };
}

const firstDayOf = ({ start }: Pick<Known, 'start'>, { timeZone, dayBoundary }: CountingSettings): string =>
  localDay(new Date(start), timeZone, dayBoundary);

async function begun(ctx: Context, { input, zone }: Played): Promise<Known> {
  const replayed = nothingYet(input.mutedUntil);
  let start = input.from;
  if (await beginsLate(ctx, input.from)) {
    replayed.approximate.add('journal_short');
    start = await firstKept(ctx, input);
  }
  const firstDay = firstDayOf({ start }, zone);
  const { metricRule: rule } = input;
  const days = { from: addDays(firstDay, -reachOf(rule)), to: firstDay };
  const { numbers, keys } = await rowsNow(ctx, rule, days, localDay(ctx.now, zone.timeZone, zone.dayBoundary));
  return { start, replayed, watched: nothingWatched(numbers), keys };
}

/** When the first that the journal holds has its turn, at the earliest. */
async function firstKept(ctx: Context, { from, to }: Pick<Input, 'from' | 'to'>): Promise<string> {
  for await (const { writtenAt } of journalSince(ctx, from)) {
    const at = new Date(Date.parse(writtenAt) - LATE_MS).toISOString();
    return at < from ? from : at > to ? to : at;
  }
  return to;
}

/** Takes changes out of rows; returns where to go on, undefined when all are. */
async function takeOut(ctx: Context, { input, zone }: Played, known: Known, from: string): Promise<string | undefined> {
  const { metricRule: rule, to } = input;
  const { numbers } = known.watched;
  const firstDay = firstDayOf(known, zone);
  const oldest = addDays(firstDay, -reachOf(rule));
  const dimension = dimensionOf(rule);
  const reads = readsOf(rule.metric);
  const isWanted = ({ type, detail }: Journaled): boolean => {
    if (!isOnFeedback(type)) return false;
    const day = dayOf((detail as FeedbackEvent).occurredAt, zone);
    return day <= firstDay && day >= oldest;
  };
  const { left } = await playPart(ctx, { from, to }, isWanted, (turns) => {
    for (const { type, detail } of turns)
      for (const delta of deltasOf(type, detail as FeedbackEvent, dimension, zone).deltas) {
        const key = keyOf(rule, { dimension, key: delta.key });
        if (key !== undefined && (!known.keys || known.keys.has(key)))
          add(numbers, { ...delta, key }, { reads, oldest, sign: -1 });
      }
  });
  return left;
}

/** Plays changes; returns how many, and where to go on, undefined when all are. */
async function playOn(
  ctx: Context,
  { input, zone, frame: known, muteIn }: Played,
  { replayed, watched, keys }: Known,
  from: string,
): Promise<{ done: number; left?: string }> {
  const { metricRule: rule, to } = input;
  const frame: MetricFrame = { ...known, rule, zone, keys, closed: await closedIf(ctx, rule) };
  const isWanted = (event: Journaled): boolean => isOnFeedback(event.type) || muteIn(event) !== undefined;
  const part = await playPart(ctx, { from, to }, isWanted, (turns) => {
    for (const { type, detail, turn } of turns) {
      passNumbers(replayed, watched, frame, turn);
      const mute = muteIn({ type, detail });
      if (mute) replayed.mutedUntil = mute.until;
      else playNumbers(replayed, watched, frame, { type, detail: detail as FeedbackEvent, turn });
    }
  });
  if (part.left === undefined) passNumbers(replayed, watched, frame, to);
  return part;
}
