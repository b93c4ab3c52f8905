import { type Journaled, journalSince } from '../journal/journal.ts';
import type { Context } from '../kernel/context.ts';
import type { RecordEvent } from '../kernel/events.ts';

/** An event, and when it has its turn. */
export type Turn<D extends RecordEvent = RecordEvent> = { type: string; detail: D; turn: string };

/**
 * The journal is in the order in which it was written, which is seconds off the order in which things happened. Events
 * have their turn when they happened; one that was written later than so much, when that time was over.
 */
export const LATE_MS = 60_000;
/** A row may become visible so long after the time that it bears. */
const VISIBLE_AFTER_MS = 60_000;
/** When all that has its turn at an instant can be read. */
export const COMPLETE_AFTER_MS = LATE_MS + VISIBLE_AFTER_MS;

/** So many events, or rows in which there are none, are given out together. */
const ENOUGH_EVENTS = 500;
const ENOUGH_ROWS = 100;

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * The events of a stretch that `isWanted` names, by their turns and each once, and up to where they are complete: who
 * goes on from there gets the rest. Holds those of a minute at most. What has happened within one minute comes in the
 * same order wherever a part ends, because the turn of an event depends on nothing but its row.
 */
export async function* turnsOf(
  ctx: Context,
  { from, to }: { from: string; to: string },
  isWanted: (event: Journaled) => boolean,
): AsyncGenerator<{ turns: Turn[]; upTo: string }> {
  const last = iso(Date.parse(to) + LATE_MS);
  let waiting: Turn[] = [];
  let rows = 0;
  for await (const { writtenAt, events } of journalSince(ctx, from)) {
    if (writtenAt > last) break;
    const written = Date.parse(writtenAt);
    for (const event of events) {
      if (!isWanted(event)) continue;
      const turn = iso(Math.min(written, Math.max(Date.parse(event.detail.at), written - LATE_MS)));
      if (turn >= from && turn < to) waiting.push({ ...event, turn });
    }
    rows++;
    if (waiting.length < ENOUGH_EVENTS && rows < ENOUGH_ROWS) continue;
    const upTo = iso(written - LATE_MS);
    if (upTo <= from) continue;
    yield { turns: inOrder(waiting.filter(({ turn }) => turn < upTo)), upTo };
    waiting = waiting.filter(({ turn }) => turn >= upTo);
    rows = 0;
  }
  yield { turns: inOrder(waiting), upTo: to };
}

/** By their turns, those of one record by its revisions. A batch that came again has left its events in two rows. */
function inOrder(turns: readonly Turn[]): Turn[] {
  const sorted = turns.toSorted(
    (one, other) =>
      compare(one.turn, other.turn) ||
      one.detail.recordRevision - other.detail.recordRevision ||
      compare(one.detail.eventId, other.detail.eventId),
  );
  return sorted.filter(({ detail }, index) => detail.eventId !== sorted[index - 1]?.detail.eventId);
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
