import * as z from 'zod';
import type { Context } from '../kernel/context.ts';
import { dueMessages } from '../kernel/due-records.ts';
import { env } from '../kernel/env.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { sendMessages } from '../kernel/queue.ts';
import { queueVariable, WEBHOOK_QUEUE } from '../kernel/queue-variable.ts';
import { type EndpointState, foundDue, isHeld, type Look, looked } from './endpoint-state.ts';
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
export const dueWakes = dueMessages(states, {
  called: ({ now }, state) => ({ ...state, ...foundDue(state, now) }),
  send: (ctx, { endpointId }) => sendLook(ctx, endpointId, {}),
});
