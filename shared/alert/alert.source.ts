import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { idMonth, idsOfMonth } from '../kernel/ids.ts';
import { isStored } from '../kernel/is-stored.ts';
import type { Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { queryPages, walkPartition } from '../kernel/walk.ts';
import { type RecordSource, sweptRecords } from '../metrics/record-source.ts';
import type { CountableAlert } from './alert.counted.ts';
import type { Alert } from './alert.schema.ts';
import { ALERTS } from './alert.keys.ts';

/** A company's alerts as the truth behind their numbers; they lie in one partition, in the order of their ids. */
export const alertSource = (ctx: Context): RecordSource<CountableAlert> => {
  const partition = `${companyPrefix(ctx.companyId)}${ALERTS}`;
  const end = async (oldest: boolean): Promise<string | undefined> => {
    const query = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partition },
      ConsistentRead: true,
      ScanIndexForward: oldest,
      Limit: 1,
    };
    for await (const [step] of queryPages<Alert>(ctx, query, undefined))
      return step?.item && idMonth(step.item.alertId);
    return undefined;
  };
  return {
    months: async () => {
      const [first, last] = await Promise.all([end(true), end(false)]);
      return first !== undefined && last !== undefined ? monthsBetween(first, last) : [];
    },
    walk: (month, how) => {
      const between = idsOfMonth('alert', month);
      return sweptRecords(walkPartition<Stored<Alert>>(ctx, partition, { ...how, between }), 'alertId');
    },
    exists: async (text) => {
      const alertId = asId('alert', text);
      return alertId !== undefined && isStored(ctx, { pk: ALERTS, sk: alertId });
    },
  };
};
