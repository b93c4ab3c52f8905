import { Customer, type StoredCustomer } from '../customer/customer.schema.ts';
import type { Context } from '../kernel/context.ts';
import { deflated, inflated } from '../kernel/deflated.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore, type Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { writeAll } from '../kernel/write-all.ts';
import type { TransactItem } from '../kernel/write.ts';
import { type MovedKind, StoredMerge } from './merge.schema.ts';

type MergeId = Id<'merge'>;
type Row = Stored<StoredCustomer>;

const partitionOf = (mergeId: MergeId): string => `mrg#${mergeId}`;
const keyOf = ({ companyId }: Pick<Context, 'companyId'>, mergeId: MergeId, sk: string) => ({
  pk: `${companyPrefix(companyId)}${partitionOf(mergeId)}`,
  sk,
});
const seconds = (at: string): number => Math.ceil(Date.parse(at) / 1_000);

export const merges = defineStore('merge', StoredMerge, {
  id: 'mergeId',
  key: { pk: ({ mergeId }) => partitionOf(mergeId), sk: ({ mergeId }) => mergeId },
  indexes: {},
});

/** What the customers of a merge said before it, and what the survivor said then. */
export type Images = { before: Row[]; after: Row };

const IMAGES = 'images';

/** The row that keeps them until the merge cannot be undone any more. */
export const imagesWrite = (
  ctx: Context,
  { mergeId, undoUntil }: Pick<StoredMerge, 'mergeId' | 'undoUntil'>,
  images: Images,
): TransactItem[] =>
  [...images.before, images.after].map((image, at) => ({
    Put: {
      TableName: tableName(),
      Item: {
        ...keyOf(ctx, mergeId, `${IMAGES}#${at}`),
        image: deflated(image),
        expiresAt: seconds(undoUntil),
      },
    },
  }));

/** The writes that remove them; there are as many as customers in the merge, and one. */
export const imagesGone = (ctx: Context, { mergeId, mergedIds }: Pick<StoredMerge, 'mergeId' | 'mergedIds'>) =>
  Array.from({ length: mergedIds.length + 2 }, (_, at) => ({
    Delete: { TableName: tableName(), Key: keyOf(ctx, mergeId, `${IMAGES}#${at}`) },
  }));

/** What the customers said; undefined where that is gone. */
export async function imagesOf(ctx: Context, mergeId: MergeId): Promise<Images | undefined> {
  const { pk } = keyOf(ctx, mergeId, '');
  const found: Row[] = [];
  for await (const rows of walkPartition<{ image: Uint8Array }>(ctx, pk, { between: [`${IMAGES}#`, `${IMAGES}#~`] }))
    found.push(...rows.map(({ image }) => inflated<Row>(image)));
  const after = found.pop();
  return after && { before: found, after };
}

/** One record that a merge has pointed at the survivor, with what brings it back. */
export type MovedRow = { kind: MovedKind; id: string; from: Id<'customer'>; memo: object };
const MOVED = 'moved';
const movedSk = ({ kind, id, from }: MovedRow): string => `${MOVED}#${kind}#${id}#${from}`;

/** Notes a record before it is moved, so that whoever is interrupted in between still knows of it. */
export const noteMoved = (ctx: Context, merge: Pick<StoredMerge, 'mergeId' | 'undoUntil'>, moved: MovedRow) =>
  writeAll(ctx, [
    {
      PutRequest: {
        Item: {
          ...keyOf(ctx, merge.mergeId, movedSk(moved)),
          ...moved,
          memo: deflated(moved.memo),
          expiresAt: seconds(merge.undoUntil),
        } as { pk: string; sk: string },
      },
    },
  ]);

/** Forgets that a record was moved. */
export const forgetMoved = (ctx: Context, mergeId: MergeId, moved: MovedRow): Promise<void> =>
  writeAll(ctx, [{ DeleteRequest: { Key: keyOf(ctx, mergeId, movedSk(moved)) } }]);

/** The records that a merge has moved, some at a time. */
export async function* movedBy(ctx: Context, mergeId: MergeId): AsyncGenerator<MovedRow[]> {
  const { pk } = keyOf(ctx, mergeId, '');
  type Stored = Omit<MovedRow, 'memo'> & { memo: Uint8Array };
  for await (const rows of walkPartition<Stored>(ctx, pk, { between: [`${MOVED}#`, `${MOVED}#~`] }))
    yield rows.map(({ kind, id, from, memo }) => ({ kind, id, from, memo: inflated<object>(memo) }));
}

/** A customer of an image as callers see it. */
export const shownImage = (image: Row): Customer => partOf(Customer, image);
