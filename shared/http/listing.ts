import { type Context, isLate } from '../kernel/context.ts';
import type { Step } from '../kernel/walk.ts';
import { openCursor, sealCursor } from './page.ts';

/** Bytes of items, as JSON, in one page. With its cursor (at most 4 KB) a page stays under 1 MB; a function may reply 6 MB. */
const PAGE_BYTES = 995_000;
/** Steps of one request, whatever came of them. */
const MOST_READ = 10_000;

/** Which list is asked for what; a cursor leads on only where `name` and `filter` are the same. */
export type Asked = { name: string; filter: unknown; limit: number; cursor?: string | undefined };
export type Page<Item> = { items: Item[]; nextCursor: string | null };

/**
 * One page of a list. It ends with a cursor at `limit` items, at 1 MB, after 10 000 steps, or when the request's time
 * is nearly over; the cursor points behind the last item that is returned, so what was read beyond it is not lost. A
 * page holds at least one item where there is one. `read` gives the steps behind a position, in pages as they are read.
 */
export async function pageFrom<Item, Position>(
  ctx: Context,
  { name, filter, limit, cursor }: Asked,
  read: (from: Position | undefined) => AsyncIterable<readonly Step<Item, Position>[]>,
): Promise<Page<Item>> {
  const from = await openCursor<Position>(ctx, name, filter, cursor);
  const items: Item[] = [];
  let bytes = 0;
  let steps = 0;
  let end: Position | undefined;
  read: for await (const page of read(from)) {
    for (const { item, after } of page) {
      if (item !== undefined) {
        bytes += bytesOf(item);
        if (bytes > PAGE_BYTES && items.length > 0) break read;
        items.push(item);
      }
      end = after;
      if (items.length === limit || ++steps >= MOST_READ || isLate(ctx)) break read;
    }
  }
  return { items, nextCursor: end === undefined ? null : await sealCursor(ctx, name, filter, end) };
}

/** Bytes of an item in a reply, with the comma behind it. */
const bytesOf = (item: unknown): number => Buffer.byteLength(JSON.stringify(item)) + 1;
