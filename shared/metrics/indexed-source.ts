import { batchGet } from '../kernel/batch-get.ts';
import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { type IdKind, leadingId } from '../kernel/id-kinds.ts';
import { idMonth, idsOfMonth } from '../kernel/ids.ts';
import { type TableIndex, tableIndexes } from '../kernel/indexes.ts';
import { isStored } from '../kernel/is-stored.ts';
import { companyPrefix } from '../kernel/table.ts';
import { type ItemKey, queryPages, walkPartition } from '../kernel/walk.ts';
import { type RecordSource, sweptRecords } from './record-source.ts';

type Where<R> = {
  index: TableIndex;
  /** The partition of the index, without the company; its sort keys are the records' ids. */
  partition: string;
  /** The field that holds a record's id, and of which kind the id is that it is or begins with. */
  id: keyof R & string;
  kind: IdKind;
  /** Where a record lies, without the company. */
  keyOf: (id: string) => { pk: string; sk: string };
};

/** Records that one partition of an index holds in the order of their ids, as the truth behind their numbers. */
export function indexedSource<R extends { revision: number; updatedAt: string }>(
  ctx: Context,
  { index, partition, id, kind, keyOf }: Where<R>,
): RecordSource<R> {
  const pk = `${companyPrefix(ctx.companyId)}${partition}`;
  const names = tableIndexes[index];
  const end = async (oldest: boolean): Promise<string | undefined> => {
    const query = {
      IndexName: index,
      KeyConditionExpression: `${names.pk} = :pk`,
      ExpressionAttributeValues: { ':pk': pk },
      ScanIndexForward: oldest,
      Limit: 1,
    };
    for await (const [step] of queryPages<ItemKey>(ctx, query, undefined)) {
      const found = step?.item && leadingId(kind, String(step.item[names.sk]));
      return found && idMonth(found);
    }
    return undefined;
  };
  async function* records(month: string, consistent = true): AsyncGenerator<R[]> {
    const keys = walkPartition<{ pk: string; sk: string }>(ctx, pk, { index, between: idsOfMonth(kind, month) });
    for await (const found of keys) {
      const items = await batchGet(
        ctx,
        found.map((one) => ({ pk: one.pk, sk: one.sk })),
        { ConsistentRead: consistent },
      );
      yield items as unknown as R[];
    }
  }
  return {
    months: async () => {
      const [first, last] = await Promise.all([end(true), end(false)]);
      return first !== undefined && last !== undefined ? monthsBetween(first, last) : [];
    },
    walk: (month, how) => sweptRecords(records(month, how?.consistent), id),
    exists: async (text) => leadingId(kind, text) !== undefined && isStored(ctx, keyOf(text)),
  };
}
