import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import { LoopSettings, type PutLoopSettings } from './loop-settings.schema.ts';
import { storedLoopSettings } from './loop.store.ts';

const ID = 'loop' as const;

/** How a company tells people what became of their feedback, defaults where it has said nothing. */
export async function readLoopSettings(ctx: Context): Promise<LoopSettings> {
  const stored = await storedLoopSettings.find(ctx, ID);
  return isThere(ctx, stored) ? storedLoopSettings.publicOf(stored) : LoopSettings.parse({ version: 0 });
}

/** Replaces it. Mails that wait are written by it when they are sent. */
export const putLoopSettings = (
  ctx: Context,
  { body, ifMatch }: { body: PutLoopSettings; ifMatch?: number | undefined },
): Promise<LoopSettings> =>
  set(ctx, storedLoopSettings, ID, 'put', () => ({ settingsId: ID, ...body }), { ifMatch, evenIfEqual: true });
