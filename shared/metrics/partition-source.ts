import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id, type IdKind } from '../kernel/id-kinds.ts';
import { idMonth, idsOfMonth } from '../kernel/ids.ts';
import { isStored } from '../kernel/is-stored.ts';
import { companyPrefix } from '../kernel/table.ts';
import { queryPages, walkPartition } from '../kernel/walk.ts';
import { type RecordSource, sweptRecords } from './record-source.ts';

/** Records of the kit as the truth behind their numbers, where all lie in one partition in the order of their ids. */
export function partitionSource<R extends { revision: number; updatedAt: string }>(
  ctx: Context,
  { kind, id, pk }: { kind: IdKind; id: keyof R; pk: string },
): RecordSource<R> {
  const partition = `${companyPrefix(ctx.companyId)}${pk}`;
  const end = async (oldest: boolean): Promise<string | undefined> => {
    const query = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partition },
      ConsistentRead: true,
      ScanIndexForward: oldest,
      Limit: 1,
    };
    for await (const [step] of queryPages<R>(ctx, query, undefined)) return step?.item && idMonth(step.item[id] as Id);
    return undefined;
  };
  return {
    months: async () => {
      const [first, last] = await Promise.all([end(true), end(false)]);
      return first !== undefined && last !== undefined ? monthsBetween(first, last) : [];
    },
    walk: (month, how) =>
      sweptRecords(walkPartition<R>(ctx, partition, { ...how, between: idsOfMonth(kind, month) }), id),
    exists: async (text) => {
      const known = asId(kind, text);
      return known !== undefined && isStored(ctx, { pk, sk: known });
    },
  };
}
