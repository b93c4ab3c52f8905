import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { type Judged, ReviewSample, StoredSample } from './review-sample.schema.ts';

export const samples = defineStore('reviewSample', StoredSample, {
  id: 'sampleId',
  key: { pk: () => 'rvs', sk: ({ sampleId }) => sampleId },
  indexes: {},
  atMost: { records: 100, called: 'review samples' },
  shown: (sample): ReviewSample => partOf(ReviewSample, sample),
});

export const judgementKey = (ctx: Pick<Context, 'companyId'>, sampleId: Id<'reviewSample'>, feedbackId: string) => ({
  pk: `${companyPrefix(ctx.companyId)}rvj#${sampleId}`,
  sk: feedbackId,
});

/** What people have judged of a sample. */
export async function judgementsOf(ctx: Context, sampleId: Id<'reviewSample'>): Promise<Judged[]> {
  const found: Judged[] = [];
  for await (const rows of walkPartition<Judged>(ctx, judgementKey(ctx, sampleId, '').pk)) found.push(...rows);
  return found;
}
