import { change } from './change.ts';
import type { Context } from './context.ts';
import type { DueKind } from './due.ts';
import { CLAIM } from './events.ts';
import { isThere, type RecordBase, type Store, type Stored } from './store.ts';
import { ConditionFailed } from './write.ts';

type DueStore<R extends RecordBase, I extends keyof R> = Pick<
  Store<R, I>,
  'kind' | 'id' | 'find' | 'write' | 'dueAt'
> & { publicOf(stored: Stored<R>): unknown };

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
): DueKind<Stored<R>> => {
  const until = ({ now }: Context): string => new Date(now.getTime() + leaseMs).toISOString();
  const silent = { silent: true };
  /** Whether the record was still the one that is given, and so is ours. */
  const claim = async (ctx: Context, seen: Stored<R>): Promise<boolean> => {
    let ours = false;
    await change(
      ctx,
      store,
      seen[store.id],
      CLAIM,
      (now) => {
        ours = now.revision === seen.revision;
        return ours ? { ...now, claimedUntil: until(ctx) } : undefined;
      },
      silent,
    );
    return ours;
  };
  return {
    kind: store.kind,
    dueAt: (record) => store.dueAt(record),
    async find(ctx, id) {
      const record = await store.find(ctx, id as R[I] & string);
      return isThere(ctx, record) ? record : undefined;
    },
    async run(ctx, record) {
      if (!(await claim(ctx, record))) throw new ConditionFailed(0);
      const after = await act(ctx, record);
      const isOurs = (now: Stored<R>): boolean => now.claimedUntil === until(ctx);
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
        silent,
      );
    },
    /** What was claimed is due again when the claim ends. */
    async postpone(ctx, record) {
      const now = await store.find(ctx, record[store.id]);
      if (!isThere(ctx, now)) return 'skipped';
      return now.claimedUntil !== undefined || (await claim(ctx, now)) ? 'failed' : 'skipped';
    },
  };
};
