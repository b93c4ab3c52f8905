import type { Contribution, CountedKind, CountingSettings, RecordChange } from './counted-kind.ts';
import { type RowDelta, Totals } from './totals.ts';

/** What the ledger says has been counted of a record; a record that was seen may add nothing. */
export type Entry = { revision: number; applied: readonly Contribution[] };
type Dimensions = readonly string[];

/** A ledger page as read: its revision (0 when it does not exist) and its entries as stored. */
export type Page = { revision: number; entries: Map<string, string> };
export type PageRef = { month: string; page: string };
export const pageId = ({ month, page }: PageRef): string => `${month}/${page}`;

/** One page to write, on condition that its revision is still `seen`. */
export type PageWrite = { ref: PageRef; seen: number; entries: Map<string, string>; gone: boolean };

/** What goes into one transaction: either all of it happens or none. */
export type Step = {
  pages: PageWrite[];
  rows: RowDelta[];
  records: string[];
  /** The one record in it needs the steps that follow, too. */
  unfinished?: true;
};

/** DynamoDB allows 100 actions; the rest is air for what a later version may add. */
export const MAX_ACTIONS = 90;

const STORED_GONE = -1;

/** The compact stored form: the revision, then day, keys by dimension and counters of each contribution. */
export function encodeEntry(dimensions: Dimensions, { revision, applied }: Entry, gone = false): string {
  if (gone) return JSON.stringify([revision, STORED_GONE]);
  const parts: unknown[] = [revision];
  for (const { day, dims, counters } of applied) {
    const keys = dimensions.map((dimension) => dims[dimension] ?? 0);
    while (keys.at(-1) === 0) keys.pop();
    parts.push(day, keys, counters);
  }
  return JSON.stringify(parts);
}

export function decodeEntry(dimensions: Dimensions, stored: string): Entry {
  const [revision, ...parts] = JSON.parse(stored) as [number, ...unknown[]];
  const applied: Contribution[] = [];
  // Of a record that is gone only the mark is left, which is no day.
  for (let at = 0; typeof parts[at] === 'string'; at += 3) {
    const [day, keys, counters] = parts.slice(at, at + 3) as [string, (string | 0)[], Contribution['counters']];
    const dims: Record<string, string> = {};
    keys.forEach((key, index) => {
      const dimension = dimensions[index];
      if (dimension && key !== 0) dims[dimension] = key;
    });
    applied.push({ day, dims, counters });
  }
  return { revision, applied };
}

/** The revision of a stored entry, without decoding the rest. */
export const revisionOf = (stored: string): number => Number.parseInt(stored.slice(1), 10);

export const isGone = (stored: string): boolean => stored.endsWith(`,${STORED_GONE}]`);

/** One change per record: its newest. Streams deliver twice and late; only revisions decide. */
export function coalesce<R>(changes: Iterable<RecordChange<R>>): RecordChange<R>[] {
  const newest = new Map<string, RecordChange<R>>();
  for (const change of changes) {
    const known = newest.get(change.id);
    if (!known || change.revision > known.revision) newest.set(change.id, change);
  }
  return [...newest.values()];
}

export type PlanOptions = {
  /** Apply a differing contribution even at an equal revision: for a sweep after settings changed. */
  restate?: boolean;
  maxActions?: number;
};

/**
 * Turns changes into transactions. For every record: difference = what it adds now − what the ledger says
 * was added. A page and the counters its records move are always in the same transaction, which holds only
 * if the page is still at the revision read here; so a replay, a crash or a second worker adds nothing.
 */
export function plan<R>(
  kind: CountedKind<R>,
  changes: Iterable<RecordChange<R>>,
  pages: ReadonlyMap<string, Page>,
  settings: CountingSettings,
  { restate = false, maxActions = MAX_ACTIONS }: PlanOptions = {},
): Step[] {
  const steps: Step[] = [];
  let open = new OpenStep(kind);
  const close = (unfinished = false): void => {
    if (open.records.length === 0) return;
    steps.push({ ...open.finish(), ...(unfinished && { unfinished }) });
    open = new OpenStep(kind);
  };
  const moves = coalesce(changes).flatMap((change) => {
    const move = moveOf(kind, change, pages.get(pageId(change))?.entries.get(change.id), settings, restate);
    return move ? piecesOf(kind, move).map((piece) => ({ change, move: piece })) : [];
  });
  const current = new Map(pages);
  // Records of a day share their rows, whatever page they are on: together they are one addition to each.
  for (const { change, move } of moves.toSorted((one, other) => one.move.day.localeCompare(other.move.day))) {
    const id = pageId(change);
    const page = current.get(id) ?? { revision: 0, entries: new Map<string, string>() };
    if (move.piece) close();
    open.add(id, change, page, move);
    if (open.actions > maxActions && open.records.length > 1) {
      open.undo(id, change, move);
      close();
      open.add(id, change, page, move);
    }
    current.set(id, open.pageAfter(id) ?? page);
    if (move.piece) close(move.piece === 'more');
  }
  close();
  return steps;
}

type Move = {
  before: readonly Contribution[];
  after: readonly Contribution[];
  /** Where it stands among the moves of a plan: beside those that share its rows. */
  day: string;
  /** The entry once it has been made. */
  stored: string;
  /** The revision of the entry while only a part of it has been made. */
  unfinished: number;
  /** A part of what one record moves, in a step of its own; whether others follow. */
  piece?: 'more' | 'last';
};
const nothing: readonly Contribution[] = [];

function moveOf<R>(
  kind: CountedKind<R>,
  change: RecordChange<R>,
  stored: string | undefined,
  settings: CountingSettings,
  restate: boolean,
): Move | undefined {
  const known = stored === undefined ? undefined : decodeEntry(kind.dimensions, stored);
  if (known && (restate ? change.revision < known.revision : change.revision <= known.revision)) return undefined;
  const after = change.record === null ? nothing : kind.contributions(change.record, settings);
  const entry = { revision: change.revision, applied: after };
  const encoded = encodeEntry(kind.dimensions, entry, change.record === null);
  if (encoded === stored) return undefined;
  const before = known?.applied ?? nothing;
  return {
    before,
    after,
    day: (after[0] ?? before[0])?.day ?? '',
    stored: encoded,
    unfinished: Math.min(known?.revision ?? 0, change.revision - 1),
  };
}

/**
 * What one record moves in parts that each fit into a transaction. After each part the entry says what has been applied
 * by then, under the revision before: so whoever comes next, this change once more or a newer one, goes on from there.
 */
function piecesOf<R>(kind: CountedKind<R>, move: Move): Move[] {
  const { before, after, stored, unfinished } = move;
  const keys = [...before, ...after].reduce((sum, { dims }) => sum + Object.keys(dims).length, 0);
  // Each key is a row of a day and one of a month; what is left as it was moves none of them.
  if (2 * keys < MAX_ACTIONS || rowsOf(kind, before, after) < MAX_ACTIONS) return [move];
  const pieces: Move[] = [];
  const most = Math.max(before.length, after.length);
  for (let from = 0, to = 1; from < most; from = to++) {
    while (to < most && rowsOf(kind, before.slice(from, to + 1), after.slice(from, to + 1)) < MAX_ACTIONS) to++;
    const applied = [...after.slice(0, to), ...before.slice(to)];
    const isLast = to >= most;
    pieces.push({
      ...move,
      before: before.slice(from, to),
      after: after.slice(from, to),
      stored: isLast ? stored : encodeEntry(kind.dimensions, { revision: unfinished, applied }),
      piece: isLast ? 'last' : 'more',
    });
  }
  return pieces;
}

/** How many rows change where some contributions take the place of others. */
function rowsOf<R>(kind: CountedKind<R>, before: readonly Contribution[], after: readonly Contribution[]): number {
  const totals = new Totals(kind);
  for (const one of before) totals.add(one, -1);
  for (const one of after) totals.add(one, 1);
  return totals.deltas().length;
}

/** A transaction being filled. */
class OpenStep {
  readonly records: string[] = [];
  readonly #totals: Totals;
  readonly #pages = new Map<string, PageWrite>();
  #last: { isNew: boolean; previous: string | undefined } | undefined;

  constructor(kind: ConstructorParameters<typeof Totals>[0]) {
    this.#totals = new Totals(kind);
  }

  get actions(): number {
    return this.#pages.size + this.#totals.rows;
  }

  add(id: string, change: RecordChange, page: Page, move: Move): void {
    let write = this.#pages.get(id);
    const isNew = !write;
    if (!write) {
      write = {
        ref: { month: change.month, page: change.page },
        seen: page.revision,
        entries: new Map(page.entries),
        gone: false,
      };
      this.#pages.set(id, write);
    }
    this.#last = { isNew, previous: write.entries.get(change.id) };
    write.entries.set(change.id, move.stored);
    this.records.push(change.id);
    for (const one of move.before) this.#totals.add(one, -1);
    for (const one of move.after) this.#totals.add(one, 1);
  }

  /** Takes the last addition back; the rows it opened stay at zero and are left away in the end. */
  undo(id: string, change: RecordChange, move: Move): void {
    const { isNew = false, previous } = this.#last ?? {};
    if (isNew) this.#pages.delete(id);
    else if (previous === undefined) this.#pages.get(id)?.entries.delete(change.id);
    else this.#pages.get(id)?.entries.set(change.id, previous);
    this.records.pop();
    for (const one of move.before) this.#totals.add(one, 1);
    for (const one of move.after) this.#totals.add(one, -1);
  }

  /** The page as it will be once this transaction is committed. */
  pageAfter(id: string): Page | undefined {
    const write = this.#pages.get(id);
    return write && { revision: write.seen + 1, entries: write.entries };
  }

  finish(): Step {
    const pages = [...this.#pages.values()];
    for (const page of pages) page.gone = [...page.entries.values()].every(isGone);
    return { pages, rows: this.#totals.deltas(), records: this.records };
  }
}
