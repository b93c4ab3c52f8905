import type { Context } from '../kernel/context.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import { Job, StoredJob } from './job.schema.ts';

/** So long an ended job can be looked up. */
const KEPT_DAYS = 400;

export const hasEnded = ({ status }: Pick<StoredJob, 'status'>): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled' || status === 'undone';

/** A company has few places for jobs that are costly; each is a row that one job holds until it ends. */
const placeKey = (ctx: Context, place: NonNullable<StoredJob['place']>) => ({
  pk: `${companyPrefix(ctx.companyId)}job#places`,
  sk: `${place.of}#${place.number}`,
});

function placeMoved(ctx: Context, after: StoredJob, before?: StoredJob): TransactItem[] {
  if (!after.place) return [];
  const TableName = tableName();
  if (!before)
    return [
      {
        Put: {
          TableName,
          Item: { ...placeKey(ctx, after.place), jobId: after.jobId },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ];
  return hasEnded(after) && !hasEnded(before) ? [{ Delete: { TableName, Key: placeKey(ctx, after.place) } }] : [];
}

export const jobs = defineStore('job', StoredJob, {
  id: 'jobId',
  key: { pk: () => 'job', sk: ({ jobId }) => jobId },
  indexes: {},
  due: ({ lookAt }) => lookAt,
  retention: ({ endedAt }) => (endedAt ? new Date(Date.parse(endedAt) + KEPT_DAYS * 86_400_000) : undefined),
  shown: (job): Job => partOf(Job, job),
  beside: placeMoved,
});
