import type { Context } from '../kernel/context.ts';
import type { Step } from '../kernel/walk.ts';
import { type Page, pageFrom } from './listing.ts';

type Paged = { limit: number; cursor?: string | undefined };
/**
 * What each filter means. The compiler asks for a line per filter, so none can be accepted and then ignored. Filters that
 * belong together see the whole of what is wanted.
 */
export type FilterTests<Item, F> = {
  [N in keyof Required<F>]: (item: Item, wanted: NonNullable<F[N]>, filter: F) => boolean;
};

/** Where the items of a list come from: whichever way is the narrowest for a filter. Each item is still measured. */
type Source<Item, F> = (
  ctx: Context,
  filter: F,
  from: { from: Record<string, unknown> | undefined; size: number },
) => AsyncIterable<readonly Step<Item>[]>;

/** An item whose field is what is wanted. */
export const equal =
  <N extends string>(name: N) =>
  <V>(item: { [F in N]?: V | undefined }, wanted: V): boolean =>
    item[name] === wanted;

/** Whether an item is what every filter that is given wants. */
export const passes = <Item, F extends object>(tests: FilterTests<Item, F>, item: Item, filter: F): boolean =>
  (Object.keys(filter) as (keyof F)[]).every((one) => {
    const wanted = filter[one];
    return wanted === undefined || tests[one](item, wanted as NonNullable<F[typeof one]>, filter);
  });

/**
 * The verb that lists records: those of a source that every given filter lets through, as callers see them. A page can
 * be shorter than its limit and still have a successor: then much was looked at and little matched.
 */
export const listOf =
  <F extends object, Item, Shown = Item>(
    name: string,
    tests: FilterTests<Item, F>,
    source: Source<Item, F>,
    shown: (item: Item) => Shown,
  ) =>
  (ctx: Context, input: F & Paged): Promise<Page<Shown>> => {
    const { limit, cursor } = input;
    const names = Object.keys(tests) as (keyof F)[];
    const filter = Object.fromEntries(
      names.flatMap((one) => (input[one] === undefined ? [] : [[one, input[one]]])),
    ) as F;
    const size = Object.keys(filter).length === 0 ? limit : Math.max(limit, 100);
    return pageFrom(ctx, { name, filter, limit, cursor }, async function* (from: Record<string, unknown> | undefined) {
      for await (const steps of source(ctx, filter, { from, size }))
        yield steps.map(({ item, after }) => ({
          item: item && passes(tests, item, filter) ? shown(item) : undefined,
          after,
        }));
    });
  };
