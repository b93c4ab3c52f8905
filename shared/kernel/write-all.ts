import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { eachBatch } from './batches.ts';
import type { Context } from './context.ts';
import { sendAll } from './retry.ts';
import { tableName } from './table.ts';

type Row = { pk: string; sk: string };

/** A row that is put or deleted whatever stands there; no two of one call have the same key. */
export type RowRequest = { PutRequest: { Item: Row } } | { DeleteRequest: { Key: Row } };

const PER_WRITE = 25;
const PARALLEL = 4;

/** Puts and deletes rows, many in one request, in no order. What has been done when it throws may be done again. */
export const writeAll = ({ db }: Pick<Context, 'db'>, requests: readonly RowRequest[]): Promise<void> =>
  eachBatch(requests, { size: PER_WRITE, parallel: PARALLEL }, (batch) =>
    sendAll('the table', batch, async (open) => {
      const { UnprocessedItems } = await db.send(new BatchWriteCommand({ RequestItems: { [tableName()]: [...open] } }));
      return (UnprocessedItems?.[tableName()] ?? []) as RowRequest[];
    }),
  );

/** Deletes rows as {@link writeAll} does; one that is not there is none the less gone. */
export const deleteAll = (ctx: Pick<Context, 'db'>, keys: readonly Row[]): Promise<void> =>
  writeAll(
    ctx,
    keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  );
