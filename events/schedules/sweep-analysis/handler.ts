import { sweepPace } from '../../../shared/analysis/comprehend-rate.ts';
import { analysisSettings } from '../../../shared/analysis/settings.ts';
import { sweepAnalysis } from '../../../shared/analysis/sweep.ts';
import { monthsOf } from '../../../shared/company/months.ts';
import { emitMetric } from '../../../shared/kernel/log.ts';
import { onSchedule } from '../../on-schedule.ts';

const pace = sweepPace();

/** Brings waiting analyses to an end, company by company. */
export const handler: ReturnType<typeof onSchedule> = async (event, lambda) => {
  let oldestSeconds = 0;
  const sweepAll = onSchedule('sweep-analysis', async (ctx) => {
    const { deadline } = ctx;
    const sweep = await sweepAnalysis(ctx, await analysisSettings(ctx), () => monthsOf(ctx), { deadline, pace });
    oldestSeconds = Math.max(oldestSeconds, sweep.oldestSeconds);
    // The rate is the account's: where one company met a throttle, the next one would too.
    return { enough: !sweep.complete };
  });
  try {
    await sweepAll(event, lambda);
  } finally {
    emitMetric('analysis_pending_age_seconds', Math.round(oldestSeconds));
  }
};
