import { expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { pageFrom } from './listing.ts';

const ctx = aContext();
type Read = { item?: { text: string }; after: number | undefined }[][];
/** A list over steps that lie in memory; a position is the number of steps before it. */
const listed = (
  pages: Read,
  { limit = 10, cursor = undefined as string | null | undefined, deadline = undefined as Date | undefined } = {},
) =>
  pageFrom(
    { ...ctx, ...(deadline && { deadline }) },
    { name: 'things', filter: {}, limit, cursor: cursor ?? undefined },
    async function* (from: number | undefined) {
      for (const steps of pages) yield steps.filter(({ after }) => after === undefined || after > (from ?? 0));
    },
  );
const step = (after: number | undefined, size = 1) => ({ item: { text: 'x'.repeat(size) }, after });
const textsOf = ({ items }: { items: { text: string }[] }) => items.map(({ text }) => text.length);

test('a page ends where the next item would bring it over 1 MB, and that item begins the next page', async () => {
  const pages: Read = [[step(1, 600_000), step(2, 300_000), step(3, 200_000)], [step(undefined, 7)]];
  const first = await listed(pages);
  expect(textsOf(first)).toEqual([600_000, 300_000]);
  const second = await listed(pages, { cursor: first.nextCursor });
  expect(textsOf(second)).toEqual([200_000, 7]);
  expect(second.nextCursor).toBeNull();
});

test('an item that is bigger than a page comes alone', async () => {
  const pages: Read = [[step(1, 2_000_000), step(undefined, 1)]];
  const first = await listed(pages);
  expect(textsOf(first)).toEqual([2_000_000]);
  expect(textsOf(await listed(pages, { cursor: first.nextCursor }))).toEqual([1]);
});

test('bytes are counted, not characters', async () => {
  const pages: Read = [
    [
      { item: { text: '文'.repeat(300_000) }, after: 1 },
      { item: { text: '文'.repeat(300_000) }, after: undefined },
    ],
  ];
  expect((await listed(pages)).items).toHaveLength(1);
});

test('a full page at the end of a list has no cursor', async () => {
  expect(await listed([[step(1), step(undefined)]], { limit: 2 })).toMatchObject({ nextCursor: null });
  expect((await listed([[step(1), step(2)], [step(undefined)]], { limit: 2 })).nextCursor).not.toBeNull();
});

test('when the time is nearly over, a page ends behind what it has, and the next goes on there', async () => {
  const pages: Read = [[{ after: 1 }, step(2), step(undefined)]];
  const deadline = new Date(Date.now() + 1_000);
  const first = await listed(pages, { deadline });
  expect(first.items).toEqual([]);
  expect((await listed(pages, { cursor: first.nextCursor })).items).toHaveLength(2);
});

test('a page ends after 10 000 steps that led to no item', async () => {
  const pages: Read = [Array.from({ length: 10_001 }, (_, index) => ({ after: index + 1 })), [step(undefined)]];
  const first = await listed(pages);
  expect(first.items).toEqual([]);
  expect((await listed(pages, { cursor: first.nextCursor })).items).toHaveLength(1);
});
