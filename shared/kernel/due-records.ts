import { change } from './change.ts';
import type { Context } from './context.ts';
import type { DueKind } from './due.ts';
import { CLAIM } from './events.ts';
import { isThere, type RecordBase, type Store, type Stored } from './store.ts';
import { ConditionFailed } from './write.ts';

type DueStore<R extends RecordBase, I extends keyof R> = Pick<
  Store<R, I>,
  'kind' | 'id' | 'find' | 'write' | 'dueAt' | 'keptOf'
> & { publicOf(stored: Stored<R>): unknown };

/** What a clock does by itself: the version that people have seen stays good, and a claim is no change that they see. */
const SILENT = { silent: true, unseen: [CLAIM] };

/** Changes a record if it is still the one that was seen; whether it was, and so is ours. */
async function changeSeen<R extends RecordBase, I extends keyof R & string>(
  ctx: Context,
  store: DueStore<R, I>,
  seen: Stored<R>,
  alter: (now: Stored<R>) => Stored<R>,
): Promise<boolean> {
  let ours = false;
  const once = (now: Stored<R>): Stored<R> | undefined => {
    ours = now.revision === seen.revision;
    return ours ? alter(now) : undefined;
  };
  await change(ctx, store, seen[store.id], CLAIM, once, SILENT);
  return ours;
}

const found = async <R extends RecordBase, I extends keyof R & string>(
  ctx: Context,
  store: DueStore<R, I>,
  id: string,
): Promise<Stored<R> | undefined> => {
  const record = await store.find(ctx, id as R[I] & string);
  return isThere(ctx, record) ? record : undefined;
};

/**
 * Records on which a worker is called by a message, and whose message was lost or could not be sent yet: it is sent,
 * once. `called` is what the record says then, by which it is due again unless the message comes.
 */
export const dueMessages = <R extends RecordBase, I extends keyof R & string>(
  store: DueStore<R, I>,
  {
    called,
    send,
  }: {
    called: (ctx: Context, record: Stored<R>) => Stored<R>;
    send: (ctx: Context, record: Stored<R>) => Promise<void>;
  },
): DueKind<Stored<R>> => ({
  kind: store.kind,
  dueAt: (record) => store.dueAt(record),
  find: (ctx, id) => found(ctx, store, id),
  async run(ctx, seen) {
    if (!(await changeSeen(ctx, store, seen, (now) => called(ctx, now)))) throw new ConditionFailed(0);
    await send(ctx, seen);
  },
  /** A message that could not be sent is a lost one: it is due again by itself. */
  postpone: async () => 'failed',
});

const until = ({ now }: Context, leaseMs: number): string => new Date(now.getTime() + leaseMs).toISOString();

/** Claims a record for a while if it is still the one that was seen; whether it was. */
const claim = <R extends RecordBase, I extends keyof R & string>(
  ctx: Context,
  store: DueStore<R, I>,
  seen: Stored<R>,
  leaseMs: number,
): Promise<boolean> => changeSeen(ctx, store, seen, (now) => ({ ...now, claimedUntil: until(ctx, leaseMs) }));

/**
 * What is due with records of the kit, by a `run` that may be called twice and at once: whatever it writes says by a condition
 * that it is still to be written. What failed is claimed, and due again after `leaseMs`.
 */
export const dueByRun = <R extends RecordBase, I extends keyof R & string>(
  store: DueStore<R, I>,
  { leaseMs, run }: { leaseMs: number; run: DueKind<Stored<R>>['run'] },
): DueKind<Stored<R>> => ({
  kind: store.kind,
  dueAt: (record) => store.dueAt(record),
  find: (ctx, id) => found(ctx, store, id),
  run,
  /** What was claimed is due again when the claim ends. */
  async postpone(ctx, record) {
    const now = await store.find(ctx, record[store.id]);
    if (!isThere(ctx, now)) return 'skipped';
    return now.claimedUntil !== undefined || (await claim(ctx, store, now, leaseMs)) ? 'failed' : 'skipped';
  },
});

/**
 * What is due with records of the kit. A run claims a record for a while, does what is due, and writes what the record
 * says afterwards. Where the run dies, the claim ends and another run does it again: what `act` does elsewhere must
 * therefore happen once for a record and its due time, however often it is done.
 */
export const dueRecords = <R extends RecordBase, I extends keyof R & string>(
  store: DueStore<R, I>,
  {
    leaseMs,
    action,
    act,
  }: {
    /** Longer than `act` takes. */
    leaseMs: number;
    /** Names the change that `act` makes, for events. */
    action: string | ((before: R, after: R) => string);
    /** Does what is due; returns what the record says from now on, by which it is due later or no more. */
    act: (ctx: Context, record: Stored<R>) => Promise<Partial<R>>;
  },
): DueKind<Stored<R>> =>
  dueByRun(store, {
    leaseMs,
    async run(ctx, record) {
      if (!(await claim(ctx, store, record, leaseMs))) throw new ConditionFailed(0);
      const after = await act(ctx, record);
      const isOurs = (now: Stored<R>): boolean => now.claimedUntil === until(ctx, leaseMs);
      await change(
        ctx,
        store,
        record[store.id],
        action,
        (now) => {
          if (!isOurs(now)) return undefined;
          const { claimedUntil: _, ...free } = { ...now, ...after };
          const next = store.dueAt(free as Stored<R>);
          if (next !== undefined && next <= ctx.now.toISOString()) throw new Error('what was due is due still');
          return free as Stored<R>;
        },
        SILENT,
      );
    },
  });
