import { change, create, type Draft, remove, visible } from './change.ts';
import type { Context } from './context.ts';
import type { Id, IdKind } from './id-kinds.ts';
import type { RecordBase, Store } from './store.ts';

/** A record by its id, with the version that the caller has seen. */
export type One<K extends IdKind, I extends PropertyKey> = Record<I, Id<K>> & { ifMatch?: number | undefined };

type Rules<R extends RecordBase> = {
  /** What follows from a record's other fields, or forbids them: throws a problem. `before` is absent on a new one. */
  settle?: (ctx: Context, after: R, before?: R) => Promise<R> | R;
  /** Name of a change that is not simply an `edit`. */
  actionOf?: (before: R, after: R) => string;
};

type Nullable<T> = { [F in keyof T]?: T[F] | null | undefined };

/** The four verbs that every kind of record has; its list is made by `listOf`. */
export function verbsOf<K extends IdKind, R extends RecordBase, I extends keyof R & string, Q extends string>(
  store: Store<K, R, I, Q>,
  { settle = (_, after) => after, actionOf = () => 'edit' }: Rules<R> = {},
) {
  return {
    /** Makes a record of what the caller gives. */
    create: (ctx: Context, { body }: { body: Omit<Draft<R>, I> }): Promise<R> =>
      create(ctx, store, (id) => settle(ctx, { ...body, [store.id]: id } as unknown as R)),
    /** One record; 404 where there is none that this caller may see. */
    get: async (ctx: Context, one: Record<I, Id<K>>): Promise<R> =>
      store.publicOf(await visible(ctx, store, one[store.id])),
    /** Changes the given fields; null clears one. */
    edit: (ctx: Context, input: One<K, I> & { body: Nullable<Omit<Draft<R>, I>> }): Promise<R> =>
      change(
        ctx,
        store,
        input[store.id],
        actionOf,
        async (before) => ({ ...before, ...(await settle(ctx, { ...before, ...input.body } as R, before)) }),
        input,
      ),
    /** Deletes a record for everybody. */
    remove: async (ctx: Context, one: One<K, I>): Promise<undefined> => {
      await remove(ctx, store, one[store.id], one);
      return undefined;
    },
  };
}
