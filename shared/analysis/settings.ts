import { settingsOf } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import { taxonomyInForce } from '../taxonomy/in-force.ts';
import type { AnalysisSettings } from './analysis.ts';

const LAST_RESORT = 'en';

/** What a company has decided about analysis; the nodes of its taxonomy are the topics to look for. */
export async function analysisSettings(ctx: Context): Promise<AnalysisSettings> {
  const [{ analysis }, { topics }] = await Promise.all([settingsOf(ctx), taxonomyInForce(ctx)]);
  return {
    enabled: analysis.enabled,
    monthlyBudgetUnits: analysis.monthlyBudgetUnits,
    defaultLanguage: analysis.defaultLanguage ?? LAST_RESORT,
    topics,
  };
}
