import { settingsOf } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import type { AnalysisSettings } from './analysis.ts';

const LAST_RESORT = 'en';

/** What a company has decided about analysis; its categories, subcategories and themes are the topics to look for. */
export async function analysisSettings(ctx: Context): Promise<AnalysisSettings> {
  const { analysis, taxonomy } = await settingsOf(ctx);
  return {
    enabled: analysis.enabled,
    monthlyBudgetUnits: analysis.monthlyBudgetUnits,
    defaultLanguage: analysis.defaultLanguage ?? LAST_RESORT,
    topics: [
      ...taxonomy.categories,
      ...taxonomy.categories.flatMap(({ subcategories = [] }) => subcategories.map((name) => ({ name }))),
      ...taxonomy.themes,
    ],
  };
}
