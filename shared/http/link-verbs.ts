import { change, type Draft, ended, set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { type Id, idPrefixes } from '../kernel/id-kinds.ts';
import type { RecordBase, Store } from '../kernel/store.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { eachItem } from './items.ts';
import { type Page, pageFrom } from './listing.ts';
import { Problem } from './problem.ts';

type Link<O extends string, T extends string> = RecordBase & { linkId: Id<'link'> } & Record<O | T, string>;
type Paged = { limit: number; cursor?: string | undefined };

/** An item has one link, whose id follows from its own, so it belongs to one record at most. */
const linkIdOf = (itemId: string): Id<'link'> =>
  `${idPrefixes.link}_${itemId.slice(itemId.indexOf('_') + 1)}` as Id<'link'>;

/** The verbs of {@link linkRoutes}. A link is a record of its own: what is linked stays untouched by it. */
export function linkVerbs<
  L extends Link<O, T>,
  O extends string,
  T extends string,
  Items extends string,
  Shown extends Record<T, string>,
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
}) {
  const { links, owner, item, items, get, getMany } = of;
  type Many = Pick<L, O> & { body: Record<Items, readonly L[T][]> };
  return {
    link: async (ctx: Context, input: Many) => {
      await get(ctx, input);
      const known = new Set((await getMany(ctx, input.body[items])).map((one) => one[item] as string));
      return eachItem(ctx, items, input.body[items], async (own, id) => {
        if (!known.has(id)) throw new Problem('not-found');
        const linkId = linkIdOf(id) as L['linkId'];
        const ends = { linkId, [item]: id, [owner]: input[owner] } as unknown as Draft<L>;
        await set(own, links, linkId, 'link', () => ends);
        return { status: 200 };
      });
    },
    unlink: async (ctx: Context, input: Many) => {
      await get(ctx, input);
      return eachItem(ctx, items, input.body[items], async (own, id) => {
        await change(own, links, linkIdOf(id) as L['linkId'], 'unlink', (before) => {
          if (String(before[owner]) !== String(input[owner])) throw new Problem('not-found');
          return ended(own, before);
        });
        return { status: 200 };
      });
    },
    linked: async (ctx: Context, input: Pick<L, O> & Paged): Promise<Page<Shown>> => {
      await get(ctx, input);
      const { limit, cursor } = input;
      const asked = { name: links.kind, filter: input[owner], limit, cursor };
      const one = { [owner]: input[owner] } as unknown as Partial<L>;
      return pageFrom(ctx, asked, async function* (from: ItemKey | undefined) {
        for await (const steps of links.by(ctx, 'linked', one, { from, size: limit })) {
          const found = await getMany(
            ctx,
            steps.flatMap((step) => step.item?.[item] ?? []),
          );
          const known = new Map(found.map((shown) => [shown[item] as string, shown]));
          yield steps.map((step) => ({ item: step.item && known.get(step.item[item]), after: step.after }));
        }
      });
    },
  };
}
