import { eventsIn, type Journaled, type JournalRow, journalSince } from '../journal/journal.ts';
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

/** So many events are given out together, or those of so many rows. */
const ENOUGH_EVENTS = 2_000;
const ENOUGH_ROWS = 100;

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * A row of which events wait for their turn: where those stand in it, and when it is, in ms. The row itself stays deflated
 * until then: parsed, the events of a minute of an import take 70 MB, deflated 5.
 */
type Waiting = { row: JournalRow; turns: { place: number; at: number }[] };
type Stretch = { from: number; to: number };
type Given = { turns: Turn[]; upTo: string };

const isWithin = ({ from, to }: Stretch, at: number): boolean => at >= from && at < to;

/**
 * The events of a stretch that `isWanted` names, by their turns and each once, and up to where they are complete: who
 * goes on from there gets the rest. What has happened within one minute comes in the same order wherever a part ends,
 * because the turn of an event depends on nothing but its row.
 */
export async function* turnsOf(
  ctx: Context,
  { from, to }: { from: string; to: string },
  isWanted: (event: Journaled) => boolean,
): AsyncGenerator<Given> {
  const stretch = { from: Date.parse(from), to: Date.parse(to) };
  const last = iso(stretch.to + LATE_MS);
  let waiting: Waiting[] = [];
  let [events, rows, done] = [0, 0, stretch.from];
  for await (const row of journalSince(ctx, from)) {
    if (row.writtenAt > last) break;
    const turns = turnsIn(row, isWanted).filter(({ at }) => isWithin(stretch, at));
    if (turns.length > 0) waiting.push({ row, turns });
    events += turns.length;
    rows++;
    const upTo = Math.min(Date.parse(row.writtenAt) - LATE_MS, stretch.to);
    if ((events < ENOUGH_EVENTS && rows < ENOUGH_ROWS) || upTo <= done) continue;
    yield* givenOut(waiting, { from: done, to: upTo });
    waiting = waiting.filter((one) => one.turns.some(({ at }) => at >= upTo));
    [events, rows, done] = [0, 0, upTo];
  }
  if (done < stretch.to) yield* givenOut(waiting, { from: done, to: stretch.to });
}

/** The wanted events of a row: where they stand in it, and when they have their turn. */
function turnsIn(row: JournalRow, isWanted: (event: Journaled) => boolean): Waiting['turns'] {
  const written = Date.parse(row.writtenAt);
  return eventsIn(row).flatMap((event, place) =>
    isWanted(event) ? [{ place, at: Math.min(written, Math.max(Date.parse(event.detail.at), written - LATE_MS)) }] : [],
  );
}

/** What waits for a turn within a stretch, some {@link ENOUGH_EVENTS} at a time; what has its turn at one instant stays together. */
function* givenOut(waiting: readonly Waiting[], { from, to }: Stretch): Generator<Given> {
  const due = waiting.flatMap(({ turns }) => turns.map(({ at }) => at).filter((at) => isWithin({ from, to }, at)));
  due.sort((one, other) => one - other);
  let [start, given] = [from, 0];
  do {
    const some = { from: start, to: Math.min(Math.max(due[given + ENOUGH_EVENTS] ?? to, start + 1), to) };
    const turns = waiting.flatMap((one) => parsed(one, some));
    yield { turns: inOrder(turns), upTo: iso(some.to) };
    [start, given] = [some.to, given + turns.length];
  } while (start < to);
}

/** Those events of a row whose turn is within a stretch. */
function parsed({ row, turns }: Waiting, stretch: Stretch): Turn[] {
  const now = turns.filter(({ at }) => isWithin(stretch, at));
  if (now.length === 0) return [];
  const events = eventsIn(row);
  return now.map(({ place, at }) => ({ ...(events[place] as Journaled), turn: iso(at) }));
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
