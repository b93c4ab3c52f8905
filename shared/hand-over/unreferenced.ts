import type { Context } from '../kernel/context.ts';
import type { HandOver } from './hand-over.schema.ts';
import { handOvers } from './hand-over.store.ts';

const PER_PAGE = 200;

/** Hand-overs of which no tracker has named an item, the oldest first. */
export async function unreferenced(ctx: Context): Promise<HandOver[]> {
  const open: HandOver[] = [];
  for await (const steps of handOvers.all(ctx, { from: undefined, size: PER_PAGE }))
    open.push(...steps.flatMap(({ item }) => (item && item.externalRef === undefined ? [item] : [])));
  return open.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}
