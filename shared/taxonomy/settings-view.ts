import { putSettings } from '../company/put-settings.ts';
import { PutSettings, type Settings } from '../company/settings.schema.ts';
import { readSettings } from '../company/settings.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { jsonEqual } from '../kernel/json.ts';
import { readTaxonomy } from './in-force.ts';
import { settingsOfNodes } from './of-settings.ts';

/** A company's settings with its taxonomy as it is now. */
export async function settingsShown(ctx: Context): Promise<Settings> {
  const [settings, taxonomy] = await Promise.all([readSettings(ctx), readTaxonomy(ctx)]);
  return taxonomy ? { ...settings, taxonomy: settingsOfNodes(taxonomy.nodes) } : settings;
}

/**
 * Replaces a company's settings. Once its taxonomy was put, settings only show it: the same one or none is taken, and
 * another one is refused with 400, because it would be saved without a trial.
 */
export async function putSettingsShown(ctx: Context, body: PutSettings, ifMatch?: number): Promise<Settings> {
  const taxonomy = await readTaxonomy(ctx);
  if (!taxonomy) return putSettings(ctx, body, ifMatch);
  const [shown, none] = [settingsOfNodes(taxonomy.nodes), PutSettings.parse({}).taxonomy];
  if (!jsonEqual(body.taxonomy, shown) && !jsonEqual(body.taxonomy, none))
    throw invalid({ pointer: '#/taxonomy', detail: 'follows from PUT /api/crm/taxonomy; leave it out' });
  return { ...(await putSettings(ctx, { ...body, taxonomy: none }, ifMatch)), taxonomy: shown };
}
