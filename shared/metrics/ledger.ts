import {
  type Contribution,
  contribution,
  type Countable,
  type CountingSettings,
  type Dimension,
  dimensions,
} from './contribution.ts';
import { type RowDelta, Totals } from './totals.ts';

/** What is known of a record: its newest state, or that it is gone from the table (`record` null). */
export type RecordChange = {
  feedbackId: string;
  month: string;
  page: string;
  revision: number;
  record: Countable | null;
};

/** What the ledger says has been counted of a record. `null`: seen, and adds nothing. */
export type Entry = { revision: number; applied: Contribution | null };

/** A ledger page as read: its revision (0 when it does not exist) and its entries as stored. */
export type Page = { revision: number; entries: Map<string, string> };
export type PageRef = { month: string; page: string };
export const pageId = ({ month, page }: PageRef): string => `${month}/${page}`;

/** One page to write, on condition that its revision is still `seen`. */
export type PageWrite = { ref: PageRef; seen: number; entries: Map<string, string>; gone: boolean };

/** What goes into one transaction: either all of it happens or none. */
export type Step = { pages: PageWrite[]; rows: RowDelta[]; records: string[] };

/** DynamoDB allows 100 actions; the rest is air for what a later version may add. */
export const MAX_ACTIONS = 90;

const STORED_GONE = -1;

/** The compact stored form: `[revision]` when nothing is counted, else with day, keys by dimension, counters. */
export function encodeEntry({ revision, applied }: Entry, gone = false): string {
  if (gone) return JSON.stringify([revision, STORED_GONE]);
  if (applied === null) return `[${revision}]`;
  const keys = dimensions.map((dimension) => applied.dims[dimension] ?? 0);
  while (keys.at(-1) === 0) keys.pop();
  return JSON.stringify([revision, applied.day, keys, applied.counters]);
}

export function decodeEntry(stored: string): Entry {
  const [revision, day, keys, counters] = JSON.parse(stored) as [
    number,
    string | number | undefined,
    (string | 0)[] | undefined,
    Record<string, number> | undefined,
  ];
  if (typeof day !== 'string' || !keys || !counters) return { revision, applied: null };
  const dims: Partial<Record<Dimension, string>> = {};
  keys.forEach((key, index) => {
    const dimension = dimensions[index];
    if (dimension && key !== 0) dims[dimension] = key;
  });
  return { revision, applied: { day, dims, counters } };
}

/** The revision of a stored entry, without decoding the rest. */
export const revisionOf = (stored: string): number => Number.parseInt(stored.slice(1), 10);

export const isGone = (stored: string): boolean => stored.endsWith(`,${STORED_GONE}]`);

/** One change per record: its newest. Streams deliver twice and late; only revisions decide. */
export function coalesce(changes: Iterable<RecordChange>): RecordChange[] {
  const newest = new Map<string, RecordChange>();
  for (const change of changes) {
    const known = newest.get(change.feedbackId);
    if (!known || change.revision > known.revision) newest.set(change.feedbackId, change);
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
export function plan(
  changes: Iterable<RecordChange>,
  pages: ReadonlyMap<string, Page>,
  settings: CountingSettings,
  { restate = false, maxActions = MAX_ACTIONS }: PlanOptions = {},
): Step[] {
  const steps: Step[] = [];
  let open = new OpenStep();
  const close = (): void => {
    if (open.records.length === 0) return;
    steps.push(open.finish());
    open = new OpenStep();
  };
  for (const [id, group] of byPage(coalesce(changes))) {
    let page = pages.get(id) ?? { revision: 0, entries: new Map<string, string>() };
    for (const change of group) {
      const move = moveOf(change, page.entries.get(change.feedbackId), settings, restate);
      if (!move) continue;
      open.add(id, change, page, move);
      if (open.actions > maxActions && open.records.length > 1) {
        open.undo(id, change, move);
        close();
        open.add(id, change, page, move);
      }
      page = open.pageAfter(id) ?? page;
    }
  }
  close();
  return steps;
}

type Move = { before: Contribution | null; after: Contribution | null; stored: string };

function moveOf(
  change: RecordChange,
  stored: string | undefined,
  settings: CountingSettings,
  restate: boolean,
): Move | undefined {
  const known = stored === undefined ? undefined : decodeEntry(stored);
  if (known && (restate ? change.revision < known.revision : change.revision <= known.revision)) return undefined;
  const after = change.record && contribution(change.record, settings);
  const encoded = encodeEntry({ revision: change.revision, applied: after }, change.record === null);
  if (encoded === stored) return undefined;
  return { before: known?.applied ?? null, after, stored: encoded };
}

function byPage(changes: RecordChange[]): Map<string, RecordChange[]> {
  const groups = new Map<string, RecordChange[]>();
  for (const change of changes) {
    const id = pageId(change);
    const group = groups.get(id);
    if (group) group.push(change);
    else groups.set(id, [change]);
  }
  return groups;
}

/** A transaction being filled. */
class OpenStep {
  readonly records: string[] = [];
  readonly #totals = new Totals();
  readonly #pages = new Map<string, PageWrite>();
  #last: { isNew: boolean; previous: string | undefined } | undefined;

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
    this.#last = { isNew, previous: write.entries.get(change.feedbackId) };
    write.entries.set(change.feedbackId, move.stored);
    this.records.push(change.feedbackId);
    if (move.before) this.#totals.add(move.before, -1);
    if (move.after) this.#totals.add(move.after, 1);
  }

  /** Takes the last addition back; the rows it opened stay at zero and are left away in the end. */
  undo(id: string, change: RecordChange, move: Move): void {
    const { isNew = false, previous } = this.#last ?? {};
    if (isNew) this.#pages.delete(id);
    else if (previous === undefined) this.#pages.get(id)?.entries.delete(change.feedbackId);
    else this.#pages.get(id)?.entries.set(change.feedbackId, previous);
    this.records.pop();
    if (move.before) this.#totals.add(move.before, 1);
    if (move.after) this.#totals.add(move.after, -1);
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
