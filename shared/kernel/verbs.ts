import { change, create, type Draft, remove, visible } from './change.ts';
import type { Context } from './context.ts';
import type { Id, IdKind } from './id-kinds.ts';
import { deterministicId, newId } from './ids.ts';
import { pick } from './json.ts';
import type { RecordBase, Store, Stored } from './store.ts';

/** A record by its id, with the version that the caller has seen. */
type One<R, I extends keyof R> = Record<I, R[I]> & { ifMatch?: number | undefined };

type Rules<R extends RecordBase> = {
  /** What follows from a record's other fields, or forbids them: throws a problem. `before` is absent on a new one. */
  settle?: (ctx: Context, after: R, before?: R) => Promise<R> | R;
  /** Name of a change that is not simply an `edit`. */
  actionOf?: (before: R, after: R) => string;
  /** What a caller's body does not say, such as a secret: it outlives a replacement. */
  kept?: readonly (keyof R & string)[];
};

/** What of a record outlives a replacement of all that it says. */
const lasting = ['companyId', 'version', 'revision', 'createdAt', 'createdBy'] as const;

type Nullable<T> = { [F in keyof T]?: T[F] | null | undefined };

/** The id of a record to be made. With an Idempotency-Key it follows from the key: trying again makes no second one. */
export const idFor = <K extends IdKind>(ctx: Context, kind: K): Id<K> =>
  ctx.idempotency ? deterministicId(kind, ctx.now, ctx.idempotency.seed) : newId(kind, ctx.now);

/** The verbs that every kind of record has; its list is made by `listOf`. */
export function verbsOf<R extends RecordBase, I extends keyof R & string, Q extends string, S>(
  store: Store<R, I, Q, S>,
  { settle = (_, after) => after, actionOf = () => 'edit', kept = [] }: Rules<R> = {},
) {
  const idOf = (one: Record<I, R[I]>): R[I] => one[store.id];
  return {
    /** Makes a record of what the caller gives. */
    create: async (ctx: Context, { body }: { body: Omit<Draft<R>, I> }): Promise<S> => {
      const draft = { ...body, [store.id]: idFor(ctx, store.kind as IdKind) } as unknown as R;
      return create<R, I, S>(ctx, store, (await settle(ctx, draft)) as Draft<R>);
    },
    /** One record; 404 where there is none that this caller may see. */
    get: async (ctx: Context, one: Record<I, R[I]>): Promise<S> => store.publicOf(await visible(ctx, store, idOf(one))),
    /** Changes the given fields; null clears one. */
    edit: (ctx: Context, input: One<R, I> & { body: Nullable<Omit<Draft<R>, I>> }): Promise<S> =>
      change(
        ctx,
        store,
        idOf(input),
        actionOf,
        async (before) => ({ ...before, ...(await settle(ctx, { ...before, ...input.body } as R, before)) }),
        { ifMatch: input.ifMatch },
      ),
    /** Replaces what a record says; what is left out is gone, but for `kept`. A new version also where nothing differs. */
    put: (ctx: Context, input: One<R, I> & { body: Omit<Draft<R>, I> }): Promise<S> =>
      change(
        ctx,
        store,
        idOf(input),
        actionOf,
        async (before) =>
          ({
            ...pick<Stored<R>, keyof Stored<R>>(before, [store.id, ...lasting, ...kept]),
            ...(await settle(ctx, { ...input.body, [store.id]: idOf(input) } as unknown as R, before)),
          }) as Stored<R>,
        { ifMatch: input.ifMatch, evenIfEqual: true },
      ),
    /** Deletes a record for everybody. */
    remove: async (ctx: Context, one: One<R, I>): Promise<undefined> => {
      await remove(ctx, store, idOf(one), { ifMatch: one.ifMatch });
      return undefined;
    },
  };
}
