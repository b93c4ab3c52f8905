import { Problem } from '../http/problem.ts';
import { enlist } from './companies.ts';
import type { Context } from './context.ts';
import type { Id, IdKind } from './id-kinds.ts';
import { deterministicId, newId } from './ids.ts';
import { compact, jsonEqual } from './json.ts';
import { isContention, retryOnConflict } from './retry.ts';
import type { RecordBase, Store, Stored } from './store.ts';
import { commit, type TransactItem } from './write.ts';

/** So long a deleted record stays in the table, unseen. */
const KEPT_DAYS = 30;

type AnyStore<K extends IdKind, R extends RecordBase> = Pick<
  Store<K, R, keyof R, string>,
  'id' | 'kind' | 'find' | 'write' | 'publicOf'
>;
/** What callers give of a record; the rest is made here. */
export type Draft<R extends RecordBase> = Omit<R, keyof RecordBase>;

export type ChangeOptions = {
  /** The version that the caller has seen; without it a change is made to whatever the record is now. */
  ifMatch?: number | undefined;
  /** Our own finding: the version that people have seen stays good. */
  silent?: boolean;
  /** More writes for the same transaction. */
  with?: readonly TransactItem[];
};

/** A record that this caller may know of; 404 for any other, without saying why. */
export async function visible<K extends IdKind, R extends RecordBase>(
  ctx: Context,
  store: AnyStore<K, R>,
  id: Id<K>,
): Promise<Stored<R>> {
  const record = await store.find(ctx, id);
  // TTL removes late: what is past its time is gone.
  const isPast = record?.expiresAt !== undefined && record.expiresAt <= ctx.now.getTime() / 1_000;
  if (!record || record.deletedAt !== undefined || isPast) throw new Problem('not-found');
  return record;
}

/** Makes a record. With an Idempotency-Key its id follows from the key, so trying again makes no second one. */
export async function create<K extends IdKind, R extends RecordBase>(
  ctx: Context,
  store: AnyStore<K, R>,
  make: (id: Id<K>) => Promise<Draft<R>> | Draft<R>,
): Promise<R> {
  const { kind } = store;
  const id = ctx.idempotency ? deterministicId(kind, ctx.now, ctx.idempotency.seed) : newId(kind, ctx.now);
  const [draft] = await Promise.all([make(id), enlist(ctx)]);
  const createdAt = ctx.now.toISOString();
  const first = { ...draft, version: 0, revision: 0, createdAt, createdBy: actorOf(ctx), companyId: ctx.companyId };
  return written(ctx, store, id, stamped(ctx, first as unknown as Stored<R>, 'create'));
}

/**
 * Makes one change to a record: reads it, lets `alter` say what it shall be (undefined or the same: nothing to do), and
 * writes it if nobody was faster; otherwise starts over. Throws `not-found`, and `version-conflict` where `ifMatch` is
 * given and not the record's version.
 */
export function change<K extends IdKind, R extends RecordBase>(
  ctx: Context,
  store: AnyStore<K, R>,
  id: Id<K>,
  action: string | ((before: R, after: R) => string),
  alter: (before: Stored<R>) => Promise<Stored<R> | undefined> | Stored<R> | undefined,
  { ifMatch, silent = false, with: others = [] }: ChangeOptions = {},
): Promise<R> {
  return retryOnConflict(ctx, async () => {
    const before = await visible(ctx, store, id);
    if (ifMatch !== undefined && before.version !== ifMatch) throw new Problem('version-conflict');
    const altered = await alter(before);
    if (!altered || jsonEqual(compact(altered), before)) return store.publicOf(before);
    const name = typeof action === 'string' ? action : action(before, altered);
    return written(ctx, store, id, stamped(ctx, compact(altered), name, silent), before, others);
  });
}

/** Deletes a record for everybody. Its row stays for 30 days, in no index and unseen, so that the end can be told. */
export async function remove<K extends IdKind, R extends RecordBase>(
  ctx: Context,
  store: AnyStore<K, R>,
  id: Id<K>,
  options: Pick<ChangeOptions, 'ifMatch' | 'with'> = {},
): Promise<void> {
  const expiresAt = Math.floor(ctx.now.getTime() / 1_000) + KEPT_DAYS * 86_400;
  const ended = { deletedAt: ctx.now.toISOString(), expiresAt };
  await change(ctx, store, id, 'delete', (before) => ({ ...before, ...ended }), options);
}

const actorOf = ({ actor }: Context) => ({ kind: actor.kind, id: actor.id });

/** What every write leaves behind: the next version and revision, when, by whom, and why. */
const stamped = <R extends RecordBase>(ctx: Context, record: Stored<R>, action: string, silent = false): Stored<R> => ({
  ...record,
  version: record.version + (silent ? 0 : 1),
  revision: record.revision + 1,
  updatedAt: ctx.now.toISOString(),
  lastActor: actorOf(ctx),
  lastRequestId: ctx.requestId,
  lastAction: action,
});

async function written<K extends IdKind, R extends RecordBase>(
  ctx: Context,
  store: AnyStore<K, R>,
  id: Id<K>,
  after: Stored<R>,
  before?: Stored<R>,
  others: readonly TransactItem[] = [],
): Promise<R> {
  const body = store.publicOf(after);
  try {
    await commit(ctx, [...store.write(ctx, after, before), ...others], { body });
  } catch (error) {
    // The SDK repeats a plain put whose reply was lost, and the repetition fails on what the first one wrote.
    const now = isContention(error) ? await store.find(ctx, id) : undefined;
    if (!now || !isSameWrite(now, after)) throw error;
  }
  return body;
}

const isSameWrite = <R>(now: Stored<R>, meant: Stored<R>): boolean =>
  now.revision === meant.revision && now.lastRequestId === meant.lastRequestId && now.lastAction === meant.lastAction;
