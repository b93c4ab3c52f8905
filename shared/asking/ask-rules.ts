import { readSettings, settingsOf } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import type { AskRules } from './ask.types.ts';

/** How a company asks, from its settings. */
export async function rulesOf(ctx: Context, fresh = false): Promise<AskRules> {
  const { surveys, timeZone, dayBoundary } = await (fresh ? readSettings(ctx) : settingsOf(ctx));
  return { surveys, timeZone, dayBoundary };
}
