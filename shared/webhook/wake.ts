import * as z from 'zod';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { DueKind } from '../kernel/due.ts';
import { env } from '../kernel/env.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { sendMessages } from '../kernel/queue.ts';
import { queueVariable, WEBHOOK_QUEUE } from '../kernel/queue-variable.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { ConditionFailed } from '../kernel/write.ts';
import { type EndpointState, foundDue, isHeld, type Look, looked, type StateRecord } from './endpoint-state.ts';
import { setState, stateOf, states } from './state.store.ts';
import { EndpointId } from './webhook.schema.ts';

/** Says that something may wait for an endpoint, never what. `last`: nothing was found before, so this is to be sure. */
export const WakeMessage = z.object({
  companyId: z.string(),
  endpointId: EndpointId,
  last: z.literal(true).optional(),
});
export type WakeMessage = z.output<typeof WakeMessage>;

export const sendLook = (ctx: Context, endpointId: string, look: Look, last = false): Promise<void> =>
  sendMessages(WEBHOOK_QUEUE, env(queueVariable(WEBHOOK_QUEUE, 'wake')), [
    {
      body: JSON.stringify({ companyId: ctx.companyId, endpointId, ...(last && { last }) }),
      group: endpointId,
      ...look,
    },
  ]);

/**
 * Has an endpoint looked at, because something waits for it. Only who finds that no message is under way sends one, so
 * the queue holds few however many deliveries wait; while the endpoint is held back, one comes when that ends.
 */
export async function wake(ctx: Context, endpointId: Id<'webhook'>): Promise<void> {
  const called = (state: EndpointState) =>
    looked(state, ctx.now, (isHeld(state, ctx.now) && state.heldUntil) || ctx.now.toISOString());
  const seen = await stateOf(ctx, endpointId);
  if (called(seen).state === seen) return;
  let look: Look | undefined;
  await setState(ctx, endpointId, (state) => {
    const result = called(state);
    look = result.look;
    return result.state;
  });
  if (look) await sendLook(ctx, endpointId, look);
}

/** Endpoints whose message was lost, or whose time is further away than a message can be delayed. */
export const dueWakes: DueKind<Stored<StateRecord>> = {
  kind: states.kind,
  dueAt: (state) => states.dueAt(state),
  async find(ctx, id) {
    const state = await states.find(ctx, id as Id<'webhook'>);
    return isThere(ctx, state) ? state : undefined;
  },
  async run(ctx, seen) {
    let ours = false;
    await set(
      ctx,
      states,
      seen.endpointId,
      'wake',
      (now) => {
        ours = now?.revision === seen.revision;
        return now && ours ? foundDue(now, ctx.now) : undefined;
      },
      { silent: true },
    );
    if (!ours) throw new ConditionFailed(0);
    await sendLook(ctx, seen.endpointId, {});
  },
  /** A message that could not be sent is a lost one: it is due again by itself. */
  postpone: async () => 'failed',
};
