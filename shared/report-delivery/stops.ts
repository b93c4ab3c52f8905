import { set } from '../kernel/change.ts';
import { remove } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import type { RecipientStop } from './delivery.schema.ts';
import { stopIdOf, stops } from './delivery.store.ts';

type Of = Pick<RecipientStop, 'reportId' | 'email'>;

/** Why a report is not sent to an address any more; undefined where it is. */
export async function stopOf(ctx: Context, of: Of): Promise<RecipientStop | undefined> {
  const found = await stops.find(ctx, stopIdOf(ctx, of));
  return isThere(ctx, found) ? stops.publicOf(found) : undefined;
}

/** Sends a report to an address no more. Done twice it is done once; who has unsubscribed stays so. */
export async function stop(ctx: Context, { why, ...of }: Of & Pick<RecipientStop, 'why'>): Promise<void> {
  const stopId = stopIdOf(ctx, of);
  const action = why === 'unsubscribed' ? 'unsubscribe' : 'bounce';
  await set(ctx, stops, stopId, action, (before) => {
    if (before && (before.why === 'unsubscribed' || why !== 'unsubscribed')) return before;
    return { stopId, ...of, why, at: ctx.now.toISOString() };
  });
}

/** The recipient wants a report again; only who has unsubscribed can. */
export async function resume(ctx: Context, of: Of): Promise<void> {
  const found = await stopOf(ctx, of);
  if (found?.why === 'unsubscribed') await remove(ctx, stops, found.stopId);
}
