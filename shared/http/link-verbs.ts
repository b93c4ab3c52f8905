import { type Draft, ended, writesOf } from '../kernel/change.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { batchesOf } from '../kernel/batches.ts';
import { enlist } from '../kernel/companies.ts';
import type { Context } from '../kernel/context.ts';
import { type Id, idPrefixes } from '../kernel/id-kinds.ts';
import { pick } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { isThere, type RecordBase, type Store, type Stored } from '../kernel/store.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { commit, type TransactItem } from '../kernel/write.ts';
import { itemContext, refusalOf } from './items.ts';
import { type FilterTests, passes } from './list.ts';
import { type Page, pageFrom } from './listing.ts';
import { Problem } from './problem.ts';

type Link<O extends string, T extends string> = RecordBase & { linkId: Id<'link'> } & Record<O | T, string>;
type Paged = { limit: number; cursor?: string | undefined };
/** A link that was made, moved or let go; `after` is absent where it was let go. */
export type LinkChange<L, Shown> = { before?: L | undefined; after?: L | undefined; shown?: Shown | undefined };

/** Links of one transaction, which holds 100 writes: what follows from a link is written with it. */
const TOGETHER = 12;

/** An item has one link, whose id follows from its own, so it belongs to one record at most. */
const linkIdOf = (itemId: string): Id<'link'> =>
  `${idPrefixes.link}_${itemId.slice(itemId.indexOf('_') + 1)}` as Id<'link'>;

/**
 * The verbs of {@link linkRoutes}. A link is a record of its own: what is linked stays untouched by it. Links are
 * changed twelve at a time, so that what counts them is written once for all of these.
 */
export function linkVerbs<
  L extends Link<O, T>,
  O extends string,
  T extends string,
  Items extends string,
  Shown extends Record<T, string>,
  Body extends Record<Items, readonly L[T][]>,
  Filter extends object,
>(of: {
  links: Store<L, 'linkId', 'linked'>;
  /** Fields of a link that hold the record's id and the item's. */
  owner: O;
  item: T;
  /** Field of a body that names the items. */
  items: Items;
  /** The record that items are linked to; 404 for one that the caller may not see. */
  get: (ctx: Context, one: Pick<L, O>) => Promise<unknown>;
  /** Those of some items that the caller may see. */
  getMany: (ctx: Context, ids: readonly L[T][]) => Promise<Shown[]>;
  /** What a link repeats of its item. */
  facts: (shown: Shown) => Partial<L>;
  /** What a body says of the links that it makes. */
  says: (body: Body) => Partial<L>;
  /** What each filter of the list means. */
  tests: FilterTests<Stored<L>, Filter>;
  /** What else is written in the transaction of some changes: at most seven writes a change. */
  beside: (ctx: Context, changes: readonly LinkChange<L, Shown>[]) => Promise<TransactItem[]>;
}) {
  const { links, owner, item, items, get, getMany, facts, says, tests, beside } = of;
  type Many = Pick<L, O> & { body: Record<Items, readonly L[T][]> };
  type Planned = LinkChange<L, Shown> & { writes: TransactItem[] };

  type Wanted = {
    id: L[T];
    to: L[O] | undefined;
    row: Stored<L> | undefined;
    shown?: Shown | undefined;
    said?: Partial<L>;
  };

  /** What links an item to a record, or to none; undefined where that is so already. */
  function plannedOf(ctx: Context, { id, to, row, shown, said }: Wanted): Planned | undefined {
    const before = isThere(ctx, row) ? row : undefined;
    if (to === undefined) {
      if (!before) return undefined;
      return { before, writes: writesOf(ctx, links, row, ended(ctx, before), { action: 'unlink' }).writes };
    }
    if (before && String(before[owner]) === String(to)) return undefined;
    if (!shown) throw new Problem('not-found');
    const ends = { linkId: linkIdOf(id), [item]: id, [owner]: to, ...facts(shown), ...said } as unknown as Draft<L>;
    return { before, shown, ...writesOf(ctx, links, row, ends, { action: 'link' }) };
  }

  /** Does the same with each item; `plan` returns nothing where there is nothing to do, and throws what refuses one. */
  async function eachLink(
    ctx: Context,
    ids: readonly L[T][],
    plan: (own: Context, id: L[T], row: Stored<L> | undefined) => Planned | undefined,
  ) {
    const refused = new Map<L[T], unknown>();
    const seats = new Map([...ids.entries()].map(([index, id]) => [id, index]));
    for (const group of batchesOf([...seats.keys()], TOGETHER)) {
      try {
        await retryOnConflict(ctx, async () => {
          for (const id of group) refused.delete(id);
          const rows = await Promise.all(group.map((id) => links.find(ctx, linkIdOf(id) as L['linkId'])));
          const planned = group.flatMap((id, at): Planned | [] => {
            try {
              return plan(itemContext(ctx, seats.get(id) ?? 0), id, rows[at]) ?? [];
            } catch (error) {
              refused.set(id, error);
              return [];
            }
          });
          if (planned.length === 0) return;
          await commit(ctx, [...planned.flatMap(({ writes }) => writes), ...(await beside(ctx, planned))]);
        });
      } catch (error) {
        for (const id of group) if (!refused.has(id)) refused.set(id, error);
      }
    }
    return {
      results: ids.map((id, index) => ({
        index,
        ...(refused.has(id) ? refusalOf(refused.get(id), `#/${items}/${index}`) : { status: 200 }),
      })),
    };
  }

  /** The rows of some items, also of those that were let go; none for an item that never was linked. */
  const rowsOf = async (ctx: Context, ids: readonly L[T][]): Promise<Stored<L>[]> => {
    const keys = ids.map((id) => links.keyOf(ctx, linkIdOf(id) as L['linkId']));
    return (await batchGet(ctx, keys, { ConsistentRead: true })) as Stored<L>[];
  };

  return {
    /**
     * The writes that link an item to a record, or to none, for a transaction of the caller's, who knows that both are
     * there; the link that it has now, and whether it has one or had one within the last 30 days. `said` is kept with
     * a link that is made or moved.
     */
    linking: async (
      ctx: Context,
      id: L[T],
      to: L[O] | undefined,
      said: Partial<L>,
    ): Promise<{ writes: TransactItem[]; before: Stored<L> | undefined; wasLinked: boolean }> => {
      const [row, [shown]] = await Promise.all([
        links.find(ctx, linkIdOf(id) as L['linkId']),
        to === undefined ? [] : getMany(ctx, [id]),
      ]);
      const before = isThere(ctx, row) ? row : undefined;
      const planned = plannedOf(ctx, { id, to, row, shown, said });
      const writes = planned ? [...planned.writes, ...(await beside(ctx, [planned]))] : [];
      return { writes, before, wasLinked: row !== undefined };
    },
    /** Those of some items that are linked, or were within the last 30 days. */
    everLinked: async (ctx: Context, ids: readonly L[T][]): Promise<Set<L[T]>> =>
      new Set((await rowsOf(ctx, ids)).map((row) => row[item])),
    /** What some items are linked to now, by the item's id. */
    linkedTo: async (ctx: Context, ids: readonly L[T][]): Promise<Map<L[T], L[O]>> =>
      new Map((await rowsOf(ctx, ids)).filter((row) => isThere(ctx, row)).map((row) => [row[item], row[owner]])),
    link: async (ctx: Context, input: Pick<L, O> & { body: Body }) => {
      await get(ctx, input);
      const said = says(input.body);
      const known = new Map((await getMany(ctx, input.body[items])).map((one) => [one[item] as string, one]));
      await enlist(ctx);
      return eachLink(ctx, input.body[items], (own, id, row) => {
        const shown = known.get(id);
        if (!shown) throw new Problem('not-found');
        return plannedOf(own, { id, to: input[owner] as unknown as L[O], row, shown, said });
      });
    },
    unlink: async (ctx: Context, input: Many) => {
      await get(ctx, input);
      return eachLink(ctx, input.body[items], (own, _, row) => {
        if (!isThere(own, row) || String(row[owner]) !== String(input[owner])) throw new Problem('not-found');
        return plannedOf(own, { id: row[item], to: undefined, row });
      });
    },
    linked: async (ctx: Context, input: Pick<L, O> & Paged & Partial<Filter>): Promise<Page<Shown>> => {
      await get(ctx, input);
      const { limit, cursor } = input;
      const filter = pick(input as Filter, Object.keys(tests) as (keyof Filter)[]) as Filter;
      const asked = { name: links.kind, filter: { ...filter, [owner]: input[owner] }, limit, cursor };
      const one = { [owner]: input[owner] } as unknown as Partial<L>;
      const size = Object.keys(filter).length === 0 ? limit : Math.max(limit, 100);
      return pageFrom(ctx, asked, async function* (from: ItemKey | undefined) {
        for await (const steps of links.by(ctx, 'linked', one, { from, size })) {
          const wanted = steps.flatMap((step) =>
            step.item && passes(tests, step.item, filter) ? [step.item[item]] : [],
          );
          const found = await getMany(ctx, wanted);
          const known = new Map(found.map((shown) => [shown[item] as string, shown]));
          yield steps.map((step) => ({ item: step.item && known.get(step.item[item]), after: step.after }));
        }
      });
    },
  };
}
