import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { keptFor } from '../kernel/kept.ts';
import { defineStore, isThere } from '../kernel/store.ts';
import { Limits, type PutLimits, StoredLimits } from './limits.schema.ts';

const ID = 'limits' as const;
const KEPT_MS = 3_000;

const stored = defineStore('contactLimits', StoredLimits, {
  id: 'settingsId',
  key: { pk: () => 'set', sk: ({ settingsId }) => settingsId },
  indexes: {},
  shown: (limits): Limits => Limits.parse(limits),
});

/** How often and when a company writes to its customers, defaults where it has said nothing. */
export async function readLimits(ctx: Context): Promise<Limits> {
  const found = await stored.find(ctx, ID);
  return isThere(ctx, found) ? stored.publicOf(found) : Limits.parse({ version: 0 });
}

const kept = keptFor<Limits>(KEPT_MS);

/** The same, at most three seconds old: what is looked at with every message. */
export const limitsOf = (ctx: Context): Promise<Limits> => kept.get(ctx.companyId, Date.now(), () => readLimits(ctx));

/** Replaces it. */
export const putLimits = (
  ctx: Context,
  { body, ifMatch }: { body: PutLimits; ifMatch?: number | undefined },
): Promise<Limits> =>
  set(ctx, stored, ID, 'put', () => ({ settingsId: ID, ...body }), { ifMatch, evenIfEqual: true }).finally(() =>
    kept.forget(ctx.companyId),
  );
