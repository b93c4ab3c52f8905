import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { PutSettings, Settings } from './settings.schema.ts';
import { storedSettings } from './settings.store.ts';
import { forgetSettings } from './settings.ts';

/**
 * Replaces a company's settings. Throws `version-conflict` when `ifMatch` is not the current version; whoever
 * names none replaces whatever there is, also what somebody put at the same moment.
 */
export async function putSettings(ctx: Context, input: PutSettings, ifMatch?: number): Promise<Settings> {
  const settings = { settingsId: 'settings' as const, ...input };
  try {
    return await set(ctx, storedSettings, 'settings', 'put', () => settings, { ifMatch, evenIfEqual: true });
  } finally {
    forgetSettings(ctx);
  }
}
