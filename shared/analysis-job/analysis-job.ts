import { analysisSettings } from '../analysis/settings.ts';
import { roomForJobs, usageOf, monthOf } from '../analysis/usage.ts';
import { waitingNow } from '../analysis/waiting.ts';
import { settingsOf } from '../company/settings.ts';
import { charactersIn } from '../translation/characters.ts';
import { Problem } from '../http/problem.ts';
import type { Job } from '../job/job.schema.ts';
import { start } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';
import type { AnalysisUsage, UsageQuery } from './analysis-job.schema.ts';
import { estimated } from './estimate.ts';
import type { StartJob } from './estimate.schema.ts';

/**
 * Starts to do what was estimated. 409 where the estimate is gone, analysis is switched off, the budget has no room for it
 * (`budget-exceeded`), or another such job of the company runs.
 */
export async function startJob(
  ctx: Context,
  { body: { estimateId } }: { body: StartJob },
): Promise<Omit<Job, 'result'>> {
  const { input, units } = await estimated(ctx, estimateId);
  const { enabled, monthlyBudgetUnits } = await analysisSettings(ctx);
  if (!enabled) throw new Problem('not-enabled', 'Text analysis is switched off.');
  const room = await roomForJobs(ctx, monthlyBudgetUnits);
  if (units > room)
    throw new Problem('budget-exceeded', `The job needs ${units} units, and the month’s budget has room for ${room}.`);
  const { result: _, ...job } = await start(ctx, 'reanalysis', input, {
    permission: 'analysis:write',
    places: { of: 'reanalysis', most: 1 },
  });
  return job;
}

/** What a company has used of the service in a month, and what waits for the budget now. */
export async function usage(ctx: Context, { month = monthOf(ctx.now) }: UsageQuery): Promise<AnalysisUsage> {
  const [{ units, jobUnits, byPart, told100, pausedSince }, { monthlyBudgetUnits: budget }, waiting, translation] =
    await Promise.all([usageOf(ctx, month), analysisSettings(ctx), waitingNow(ctx), translationIn(ctx, month)]);
  const isPaused = pausedSince !== undefined && told100 === budget && month === monthOf(ctx.now);
  return {
    month,
    units,
    jobUnits,
    byPart,
    ...(budget !== undefined && { budget }),
    ...(isPaused && { pausedSince }),
    waiting: waiting.budget,
    translation,
  };
}

/** What was translated in a month, and the budget for it as it is now. */
async function translationIn(ctx: Context, month: string): Promise<AnalysisUsage['translation']> {
  const [characters, { analysis }] = await Promise.all([charactersIn(ctx, month), settingsOf(ctx)]);
  const budget = analysis.translation.monthlyBudgetCharacters;
  return { characters, ...(budget !== undefined && { budget }) };
}
