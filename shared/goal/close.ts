import { settingsOf } from '../company/settings.ts';
import { localDay } from '../kernel/calendar.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Goal } from './goal.schema.ts';
import { goals } from './goal.store.ts';
import { progressOn } from './progress.ts';

/** So long after midnight what was said before it is counted. */
const AFTER_MIDNIGHT_MS = 10 * 60_000;
const PER_PAGE = 100;

const actionOf = (_: Goal, { result }: Goal): string =>
  result === undefined ? 'lapse' : result === 'reached' ? 'reach' : 'miss';

/**
 * Judges the goals of a company whose last day is over since ten minutes, by its own clock, each once; a proposal that
 * nobody accepted ends without a result. Done again it finds nothing.
 */
export async function closeGoals(ctx: Context): Promise<{ ended: number }> {
  const { timeZone, dayBoundary } = await settingsOf(ctx);
  const today = localDay(new Date(ctx.now.getTime() - AFTER_MIDNIGHT_MS), timeZone, dayBoundary);
  let ended = 0;
  for await (const steps of goals.by(ctx, 'open', { state: 'open' }, { from: undefined, size: PER_PAGE })) {
    for (const { item } of steps) {
      if (!item) continue;
      // The one that ends first comes first.
      if (item.to >= today) return { ended };
      if (await end(ctx, item.goalId, today)) ended++;
    }
  }
  return { ended };
}

async function end(ctx: Context, goalId: Goal['goalId'], today: string): Promise<boolean> {
  let ours = false;
  await change(ctx, goals, goalId, actionOf, async (before) => {
    ours = before.state !== 'ended' && before.to < today;
    if (!ours) return undefined;
    const { status } = await progressOn(ctx, before, today);
    const result = before.state === 'open' ? (status as NonNullable<Goal['result']>) : undefined;
    return { ...before, state: 'ended' as const, result, endedAt: ctx.now.toISOString() };
  });
  return ours;
}
