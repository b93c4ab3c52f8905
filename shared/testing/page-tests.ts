import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type * as z from 'zod';
import type { Route } from '../http/contract.ts';
import type { HttpHandler } from '../http/serve.ts';
import { baseClient, tableName } from '../kernel/table.ts';
import { type Answer, type Example, send } from './call.ts';
import { aCompany } from './context.ts';
import { filled } from './fill.ts';
import { recordIn } from './schema-walk.ts';
import { type Item, watchTable } from './watch-table.ts';

type Prepare = (companyId: string) => Promise<Example> | Example;

const LIMIT_BYTES = 1_000_000;
const numberIn = /#(\d{4})#/;

/**
 * What every list must stand: as many of the biggest items as it holds. The items are those of the example, copied in
 * the table with every text of the reply's schema as long as it may be; each bears a number. Rows that lead to an item by
 * its id, such as links, are copied with it.
 */
export function pageTests(handler: HttpHandler, route: Route, listed: z.ZodType, prepare: Prepare): void {
  const item = recordIn(listed);
  test('pages of the biggest items stay under 1 MB, and together hold each item once', async () => {
    const companyId = aCompany();
    const { result: request, items } = await watchTable(async () => prepare(companyId));
    const sources = items.filter((row) => item.safeParse(row).success || item.safeParse(byItsId(row)).success);
    expect(sources).not.toEqual([]);
    const biggest = sources.map((row) => ({ row, big: bigOf(item, row) }));
    let written = 0;
    let copies = 0;
    const all: Item[] = [];
    for (; written < 2.5 * LIMIT_BYTES && copies < 400; copies++) {
      const rows = biggest.map(({ row, big }) => numbered(copyOf(big, row, copies), copies));
      const links = sources.flatMap((row) =>
        items.filter((one) => leadsTo(one, row)).map((one) => copyOf(one, row, copies)),
      );
      all.push(...rows, ...links);
      written += Math.max(...rows.map((row) => Buffer.byteLength(JSON.stringify(row))));
    }
    // A link of two items is the same row twice, which no batch takes.
    const once = [...new Map(all.map((row) => [`${String(row['pk'])} ${String(row['sk'])}`, row])).values()];
    for (let from = 0; from < once.length; from += 25) await putAll(once.slice(from, from + 25));

    const pages = await allPages(handler, route, { ...request, companyId });
    for (const { text } of pages) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LIMIT_BYTES);
    expect(pages.length).toBeGreaterThan(1);
    const numbers = pages
      .flatMap(({ body }) => body['items'] as unknown[])
      .map((one) => numberIn.exec(JSON.stringify(one))?.[1] ?? numberInId(sources, JSON.stringify(one)));
    const seen = numbers.filter((number) => number !== undefined).toSorted();
    expect(seen).toEqual(Array.from({ length: copies }, (_, index) => numberOf(index)));
  });
}

async function putAll(rows: readonly Item[]): Promise<void> {
  const requests = rows.map((row) => ({ PutRequest: { Item: row } }));
  const { UnprocessedItems = {} } = await baseClient().send(
    new BatchWriteCommand({ RequestItems: { [tableName()]: requests } }),
  );
  expect(UnprocessedItems).toEqual({});
}

/** A row of which callers see only the id of who made it. */
const byItsId = ({ createdBy, ...row }: Item): Item => ({
  ...row,
  createdBy: (createdBy as { id?: string } | undefined)?.id,
});

const numberOf = (index: number): string => String(index).padStart(4, '0');

/** What tells an item apart: its sort key, without the prefix that says which kind of id it is. */
const nameOf = ({ sk }: Item): string => String(sk).replace(/^[a-z]+_/, '');

/** The number of a copy whose item has no text of its own: its id ends with it. */
const numberInId = (sources: readonly Item[], shown: string): string | undefined =>
  sources
    .map(nameOf)
    .filter((name) => !shown.includes(name))
    .map((name) => new RegExp(`${name.slice(0, -4)}(\\d{4})`).exec(shown)?.[1])
    .find((number) => number !== undefined);

/** Whether another row is under a key that holds the item's id. */
const leadsTo = (row: Item, item: Item): boolean =>
  row['pk'] !== item['pk'] &&
  nameOf(item) !== item['sk'] &&
  (row['sk'] === item['sk'] || String(row['pk']).includes(nameOf(item)));

/** The same row under another name, wherever that occurs in it. */
const copyOf = (row: Item, item: Item, index: number): Item =>
  JSON.parse(JSON.stringify(row).replaceAll(nameOf(item), nameOf(item).slice(0, -4) + numberOf(index))) as Item;

/** The same item with texts as long as they may be; each begins with the number of the first copy. */
function bigOf(schema: z.ZodType, row: Item): Item {
  const text = (_: z.ZodType, max: number) => `#${numberOf(0)}#${'文'.repeat(max)}`.slice(0, max);
  return { ...(filled(schema, row, text) as Item), createdBy: row['createdBy'] };
}

/** A copy whose texts begin with its own number. */
const numbered = (copy: Item, index: number): Item =>
  JSON.parse(JSON.stringify(copy).replaceAll(`#${numberOf(0)}#`, `#${numberOf(index)}#`)) as Item;

/** Every page of a list, as whoever asks for the most at once gets them. */
async function allPages(
  handler: HttpHandler,
  route: Route,
  request: Example & { companyId: string },
): Promise<Answer[]> {
  const pages: Answer[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { ...request.query, limit: '200', ...(cursor && { cursor }) };
    const page = await send(handler, route, { ...request, query });
    expect(page.status).toBe(200);
    pages.push(page);
    cursor = page.body['nextCursor'] as string | null;
  } while (cursor !== null && pages.length < 100);
  expect(cursor).toBeNull();
  return pages;
}
