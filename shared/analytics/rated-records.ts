import type { Settings } from '../company/settings.schema.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import type { Context } from '../kernel/context.ts';
import { type Features, featuresOf, satisfied } from './features.ts';

/** A record as the prediction sees it; `y` is undefined where nobody rated it. */
export type Seen = { feedbackId: string; createdAt: string; features: Features; y: 0 | 1 | undefined };
type Limits = { days: number; most: number; mostRated?: number };

const DAY_MS = 86_400_000;

/**
 * Records of the last days that count, the newest first, so many at most: that is what a night, or a reader, can wait for.
 * `complete` says whether those were all.
 */
export async function seenRecords(
  ctx: Context,
  settings: Settings,
  { days, most, mostRated = Infinity, span }: Limits & { span?: { start: number; end: number } | undefined },
): Promise<{ records: Seen[]; complete: boolean }> {
  const records: Seen[] = [];
  const now = ctx.now.getTime();
  let rated = 0;
  for await (const page of walkSpan(ctx, span ?? { start: now - days * DAY_MS, end: now }, 'newest')) {
    for (const record of page) {
      if (record.deletedAt !== undefined || record.excluded !== undefined) continue;
      if (records.length >= most || rated >= mostRated) return { records, complete: false };
      const y = satisfied(record);
      if (y !== undefined) rated++;
      const { feedbackId, createdAt } = record;
      records.push({ feedbackId, createdAt, features: featuresOf(record, settings), y });
    }
  }
  return { records, complete: true };
}
