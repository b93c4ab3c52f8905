import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { keptFor } from '../kernel/kept.ts';
import { isThere } from '../kernel/store.ts';
import { LoopSettings, type PutLoopSettings } from './loop-settings.schema.ts';
import { storedLoopSettings } from './loop.store.ts';

const ID = 'loop' as const;
const KEPT_MS = 30_000;

/** How a company tells people what became of their feedback, defaults where it has said nothing. */
export async function readLoopSettings(ctx: Context): Promise<LoopSettings> {
  const stored = await storedLoopSettings.find(ctx, ID);
  return isThere(ctx, stored) ? storedLoopSettings.publicOf(stored) : LoopSettings.parse({ version: 0 });
}

const kept = keptFor<LoopSettings>(KEPT_MS);

/** The same, perhaps half a minute old: what is looked at with every piece of feedback. */
export const keptLoopSettings = (ctx: Context): Promise<LoopSettings> =>
  kept.get(ctx.companyId, Date.now(), () => readLoopSettings(ctx));

/** Replaces it. Mails that wait are written by it when they are sent. */
export const putLoopSettings = (
  ctx: Context,
  { body, ifMatch }: { body: PutLoopSettings; ifMatch?: number | undefined },
): Promise<LoopSettings> =>
  set(ctx, storedLoopSettings, ID, 'put', () => ({ settingsId: ID, ...body }), { ifMatch, evenIfEqual: true }).finally(
    () => kept.forget(ctx.companyId),
  );
