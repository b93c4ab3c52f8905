import { Problem } from '../http/problem.ts';
import { refuseMore } from './at-most.ts';
import { enlist } from './companies.ts';
import { authorOf, type Context } from './context.ts';
import { compact, jsonEqual } from './json.ts';
import { backOff, isContention, retryOnConflict, sendThroughConflicts } from './retry.ts';
import { isThere, type RecordBase, type Store, type Stored } from './store.ts';
import { commit, isConflict, type TransactItem } from './write.ts';

/** So long a deleted record stays in the table, unseen. */
const KEPT_DAYS = 30;

type AnyStore<R extends RecordBase, I extends keyof R, S = R> = Pick<
  Store<R, I, never, S>,
  'id' | 'atMost' | 'find' | 'write' | 'publicOf' | 'keptOf'
>;
/** What a record says itself; the rest is made here. */
export type Draft<R extends RecordBase> = Omit<R, keyof RecordBase>;
/** What a change makes of a record; undefined or the same: there is nothing to do. */
type Altered<T> = Promise<T | undefined> | T | undefined;

export type ChangeOptions = {
  /** The version that the caller has seen; without it a change is made to whatever the record is now. */
  ifMatch?: number | undefined;
  /** Our own finding: the version that people have seen stays good. */
  silent?: boolean;
  /** Actions that leave no trace in `updatedAt`: nothing has changed that people see. */
  unseen?: readonly string[];
  /** A new version also where nothing differs: what was put was put. */
  evenIfEqual?: boolean;
};

/** A record that this caller may know of; 404 for any other, without saying why. */
export async function visible<R extends RecordBase, I extends keyof R>(
  ctx: Context,
  store: Pick<Store<R, I>, 'find'>,
  id: R[I],
): Promise<Stored<R>> {
  const record = await store.find(ctx, id);
  if (!isThere(ctx, record)) throw new Problem('not-found');
  return record;
}

/** Writes of other rows that are part of a change's transaction; where a condition of theirs fails, nothing is written. */
type Also = { also?: TransactItem[] };

/**
 * Makes a record under an id that is new; `conflict` where a company has as many of the kind as it may. `action` names
 * the creation, for events.
 */
export async function create<R extends RecordBase, I extends keyof R, S>(
  ctx: Context,
  store: AnyStore<R, I, S>,
  draft: Draft<R>,
  { action = 'create', also = [] }: Also & { action?: string } = {},
): Promise<S> {
  await enlist(ctx);
  const make = () => written(ctx, store, stamped(ctx, begun(ctx, draft), action), undefined, also);
  // Only where all of a company's creations change one row do they meet. A condition that does not hold fails again.
  return store.publicOf(await (store.atMost ? retryOnConflict(ctx, make, backOff, isConflict) : make()));
}

/**
 * Makes one change to a record: reads it, lets `alter` say what it shall be, and writes it if nobody was faster;
 * otherwise starts over. Throws `not-found`, and `version-conflict` where `ifMatch` is given and not the record's
 * version. `action` names the change, for events; `also` says what else is written in its transaction.
 */
export function change<R extends RecordBase, I extends keyof R, S>(
  ctx: Context,
  store: AnyStore<R, I, S>,
  id: R[I],
  action: string | ((before: R, after: R) => string),
  alter: (before: Stored<R>) => Altered<Stored<R>>,
  {
    also,
    ...options
  }: ChangeOptions & { also?: (before: Stored<R>, after: Stored<R>) => Promise<TransactItem[]> } = {},
): Promise<S> {
  return retryOnConflict(ctx, async () => {
    const before = await visible(ctx, store, id);
    refuseOther(options, before.version);
    const after = await alter(before);
    if (!after || (!options.evenIfEqual && jsonEqual(compact(after), before))) return store.publicOf(before);
    const name = typeof action === 'string' ? action : action(before, after);
    const made = stamped(ctx, compact(after), name, options);
    return store.publicOf(await written(ctx, store, made, before, await also?.(before, made)));
  });
}

/**
 * The writes of a change of one record, or of its making, for a transaction that holds those of several. `row` is what
 * lies in the table, also where that is deleted. No writes where nothing differs. Where anybody is faster, the
 * transaction fails on it.
 */
export function writesOf<R extends RecordBase, I extends keyof R, S>(
  ctx: Context,
  store: AnyStore<R, I, S>,
  row: Stored<R> | undefined,
  says: Draft<R> | Stored<R>,
  { action, ...options }: Pick<ChangeOptions, 'silent'> & { action: string },
): { after: Stored<R>; writes: TransactItem[] } {
  const before = isThere(ctx, row) ? row : undefined;
  const draft = compact({ ...(before ?? begun(ctx, {} as Draft<R>, row)), ...says } as Stored<R>);
  if (before && jsonEqual(draft, before)) return { after: before, writes: [] };
  const after = stamped(ctx, draft, action, options);
  return { after, writes: store.write(ctx, after, row) };
}

/**
 * Writes what a record that has been read shall be. For those that read more than the record and start over themselves:
 * throws what `isContention` knows where anything was changed meanwhile. Returns the record as it is stored then.
 */
export const replace = <R extends RecordBase, I extends keyof R, S>(
  ctx: Context,
  store: AnyStore<R, I, S>,
  before: Stored<R>,
  after: Stored<R>,
  { action, also = [], ...options }: Pick<ChangeOptions, 'silent'> & Also & { action: string },
): Promise<Stored<R>> => written(ctx, store, stamped(ctx, compact(after), action, options), before, also);

/**
 * As {@link change}, for a record of which there is at most one and whose id is known, such as a company's settings: where there
 * is none yet, or none any more, it is made. The version of none is 0.
 */
export function set<R extends RecordBase, I extends keyof R, S>(
  ctx: Context,
  store: AnyStore<R, I, S>,
  id: R[I],
  action: string | ((before: R | undefined, after: R) => string),
  alter: (before: Stored<R> | undefined) => Altered<Draft<R>>,
  options: ChangeOptions = {},
): Promise<S> {
  return retryOnConflict(ctx, async () => {
    const row = await store.find(ctx, id);
    const before = isThere(ctx, row) ? row : undefined;
    refuseOther(options, before?.version ?? 0);
    const draft = await alter(before);
    const after = { ...(before ?? begun(ctx, {} as Draft<R>, row)), ...draft } as Stored<R>;
    if (before && !options.evenIfEqual && jsonEqual(compact(after), before)) return store.publicOf(before);
    await enlist(ctx);
    const name = typeof action === 'string' ? action : action(before, after);
    return store.publicOf(await written(ctx, store, stamped(ctx, compact(after), name, options), row));
  });
}

/** Deletes a record for everybody. */
export async function remove<R extends RecordBase, I extends keyof R, S>(
  ctx: Context,
  store: AnyStore<R, I, S>,
  id: R[I],
  options: ChangeOptions = {},
): Promise<void> {
  await change(ctx, store, id, 'delete', (before) => ended(ctx, before), options);
}

/**
 * Takes a deletion back within its 30 days; nothing to do where a record is not deleted. `check` may refuse what was deleted
 * for good, or what has been taken by others meanwhile.
 */
export function restore<R extends RecordBase, I extends keyof R, S>(
  ctx: Context,
  store: AnyStore<R, I, S>,
  id: R[I],
  { check, ...options }: ChangeOptions & { check?: (deleted: Stored<R>) => Promise<void> } = {},
): Promise<S> {
  return retryOnConflict(ctx, async () => {
    const row = await store.find(ctx, id);
    if (!row || (row.deletedAt !== undefined && (row.expiresAt ?? 0) <= ctx.now.getTime() / 1_000))
      throw new Problem('not-found');
    refuseOther(options, row.version);
    if (row.deletedAt === undefined) return store.publicOf(row);
    await check?.(row);
    const { deletedAt: _, expiresAt: __, ...alive } = row;
    return store.publicOf(await written(ctx, store, stamped(ctx, alive as Stored<R>, 'restore'), row));
  });
}

/** A deleted record. Its row stays for 30 days, in no index and unseen, so that its end can be read off the table. */
export const ended = <R>(ctx: Context, record: Stored<R>): Stored<R> => ({
  ...record,
  deletedAt: ctx.now.toISOString(),
  expiresAt: Math.floor(ctx.now.getTime() / 1_000) + KEPT_DAYS * 86_400,
});

function refuseOther({ ifMatch }: ChangeOptions, version: number): void {
  if (ifMatch !== undefined && ifMatch !== version) throw new Problem('version-conflict');
}

/** A record before its first write; one that was there before goes on counting. */
const begun = <R extends RecordBase>(
  ctx: Context,
  draft: Draft<R>,
  { version, revision }: { version: number; revision: number } = { version: 0, revision: 0 },
): Stored<R> =>
  ({
    ...draft,
    version,
    revision,
    createdAt: ctx.now.toISOString(),
    createdBy: authorOf(ctx),
    companyId: ctx.companyId,
  }) as unknown as Stored<R>;

/** What every write leaves behind: the next version and revision, when, by whom, and why. */
const stamped = <R extends RecordBase>(
  ctx: Context,
  record: Stored<R>,
  action: string,
  { silent = false, unseen = [] }: ChangeOptions = {},
): Stored<R> => ({
  ...record,
  version: record.version + (silent ? 0 : 1),
  revision: record.revision + 1,
  updatedAt: unseen.includes(action) ? record.updatedAt : ctx.now.toISOString(),
  lastActor: authorOf(ctx),
  lastRequestId: ctx.requestId,
  lastAction: action,
});

async function written<R extends RecordBase, I extends keyof R, S>(
  ctx: Context,
  store: AnyStore<R, I, S>,
  after: Stored<R>,
  before?: Stored<R>,
  also: readonly TransactItem[] = [],
): Promise<Stored<R>> {
  const items = [...store.write(ctx, after, before), ...also];
  try {
    await sendThroughConflicts(ctx, () => commit(ctx, items, { body: store.keptOf(after) }));
  } catch (error) {
    refuseMore(store.atMost, error);
    // The SDK repeats a plain put whose reply was lost, and the repetition fails on what the first one wrote. A
    // transaction carries a token: repeated, it is done once.
    const now = items.length === 1 && isContention(error) ? await store.find(ctx, after[store.id]) : undefined;
    if (!now || !isSameWrite(now, after) || !jsonEqual(store.publicOf(now), store.publicOf(compact(after))))
      throw error;
  }
  return after;
}

const isSameWrite = <R>(now: Stored<R>, meant: Stored<R>): boolean =>
  now.revision === meant.revision && now.lastRequestId === meant.lastRequestId && now.lastAction === meant.lastAction;
