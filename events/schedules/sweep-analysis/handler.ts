import type { Context as LambdaContext, ScheduledEvent } from 'aws-lambda';
import { sweepPace } from '../../../shared/analysis/comprehend-rate.ts';
import { analysisSettings } from '../../../shared/analysis/settings.ts';
import { sweepAnalysis } from '../../../shared/analysis/sweep.ts';
import { companies } from '../../../shared/kernel/companies.ts';
import { monthsOf } from '../../../shared/company/months.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { emitMetric, log, traceOf } from '../../../shared/kernel/log.ts';

const SPARE_MS = 20_000;
const pace = sweepPace();

/** Brings waiting analyses to an end, company by company; one company's failure does not keep the others waiting. */
export async function handler(
  _: Partial<ScheduledEvent>,
  lambda: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
): Promise<void> {
  const now = new Date();
  const deadline = new Date(now.getTime() + lambda.getRemainingTimeInMillis() - SPARE_MS);
  let oldestSeconds = 0;
  let failed = 0;
  for (const companyId of rotated(await companies(), now)) {
    if (Date.now() >= deadline.getTime()) break;
    try {
      const ctx = systemContext(companyId, 'sweep-analysis', { now });
      const sweep = await sweepAnalysis(ctx, await analysisSettings(ctx), () => monthsOf(ctx), { deadline, pace });
      oldestSeconds = Math.max(oldestSeconds, sweep.oldestSeconds);
      // The rate is the account's: where one company met a throttle, the next one would too.
      if (!sweep.complete) break;
    } catch (error) {
      log.error('sweep of analyses failed', { companyId, ...traceOf(error) });
      failed++;
    }
  }
  emitMetric('analysis_pending_age_seconds', Math.round(oldestSeconds));
  if (failed > 0) throw new Error(`sweep of analyses failed for ${failed} companies`);
}

/** Another company goes first each time, so that nobody is always the one for whom no time is left. */
function rotated(ids: readonly string[], now: Date): string[] {
  const first = ids.length === 0 ? 0 : Math.floor(now.getTime() / 300_000) % ids.length;
  return [...ids.slice(first), ...ids.slice(0, first)];
}
