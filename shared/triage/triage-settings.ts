import type { TopicName } from '../analysis/topics.ts';
import type { Settings } from '../company/settings.schema.ts';
import { settingsOf } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import { taxonomyInForce } from '../taxonomy/in-force.ts';
import type { TriageItem } from './triage.schema.ts';

type Routed = TopicName & { route?: TriageItem['route'] | undefined };

/** What a company has decided that triage goes by; categories are those of all levels. */
export type TriageSettings = Pick<Settings, 'analysis' | 'triage'> & {
  taxonomy: { categories: readonly Routed[]; themes: readonly Routed[] };
};

export async function triageSettings(ctx: Context): Promise<TriageSettings> {
  const [{ analysis, triage }, { categories, themes }] = await Promise.all([settingsOf(ctx), taxonomyInForce(ctx)]);
  return { analysis, triage, taxonomy: { categories, themes } };
}
