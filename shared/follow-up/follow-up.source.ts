import { months } from '../feedback/feedback.walk.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import { isStored } from '../kernel/is-stored.ts';
import type { Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { type RecordSource, sweptRecords } from '../metrics/record-source.ts';
import type { CountableFollowUp } from './follow-up.counted.ts';
import type { FollowUp } from './follow-up.schema.ts';
import { monthPartition } from './follow-up.keys.ts';

/** A company's follow-ups as the truth behind their numbers. They lie in the months of their records. */
export const followUpSource = (ctx: Context): RecordSource<CountableFollowUp> => ({
  months: () => months(ctx),
  walk: (month, how) =>
    sweptRecords(
      walkPartition<Stored<FollowUp>>(ctx, `${companyPrefix(ctx.companyId)}${monthPartition(month)}`, how),
      'followUpId',
    ),
  exists: async (text) => {
    const followUpId = asId('followUp', text);
    if (followUpId === undefined) return false;
    return isStored(ctx, { pk: monthPartition(idMonth(followUpId)), sk: followUpId });
  },
});
