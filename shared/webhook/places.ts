import * as z from 'zod';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { defineStore } from '../kernel/store.ts';

const SenderPlaces = record('SenderPlaces', { name: z.literal('company'), taken: z.record(z.string(), instant) });

const places = defineStore('webhookPlaces', SenderPlaces, {
  id: 'name',
  key: { pk: () => 'whp', sk: ({ name }) => name },
  indexes: {},
});

const MOST = 10;
const LEASE_MS = 60_000;

const alter = (ctx: Context, change: (taken: Map<string, string>) => void) =>
  set(
    ctx,
    places,
    'company',
    'send',
    (now) => {
      const at = ctx.now.toISOString();
      const taken = new Map(Object.entries(now?.taken ?? {}).filter(([, until]) => until > at));
      change(taken);
      return { name: 'company' as const, taken: Object.fromEntries(taken) };
    },
    { silent: true },
  );

/** Takes one of the ten places that the senders of a company share, so that its dead receivers leave room for others. */
export async function takePlace(ctx: Context, place: string): Promise<boolean> {
  let free = false;
  await alter(ctx, (taken) => {
    free = taken.size < MOST;
    if (free) taken.set(place, new Date(ctx.now.getTime() + LEASE_MS).toISOString());
  });
  return free;
}

export const givePlace = (ctx: Context, place: string): Promise<unknown> => alter(ctx, (taken) => taken.delete(place));
